using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>Where a parcel is.</summary>
public enum ParcelState
{
    Reserved,
    Packed,
    Shipped,
    Received,
    Lost,
    Returned,
    Cancelled,
}

/// <summary>What can happen to it.</summary>
public enum ParcelStep
{
    Pack,
    Unpack,
    Ship,
    Receive,
    Lose,
    Return,
    Cancel,
}

/// <summary>One line of the table.</summary>
/// <param name="Stock">What it does to the shelf.</param>
/// <param name="Told">Who gets a letter.</param>
public sealed record ParcelTransition(ParcelState From, ParcelStep Step, ParcelState To, string Who, string Stock, string Told, string Action);

/// <summary>The life of a parcel on one screen. What is not here cannot happen.</summary>
public static class ParcelFlow
{
    private const string Packers = "fulfilment";
    private const string Arrival = "fulfilment, or an organizer of the chapter";

    public static readonly IReadOnlyList<ParcelTransition> Table =
    [
        new(ParcelState.Reserved, ParcelStep.Pack, ParcelState.Packed, Packers, "", "nobody", "parcel.packed"),
        new(ParcelState.Packed, ParcelStep.Unpack, ParcelState.Reserved, Packers, "", "nobody", "parcel.unpacked"),
        new(ParcelState.Packed, ParcelStep.Ship, ParcelState.Shipped, Packers, "", "organizers", "parcel.shipped"),
        new(ParcelState.Shipped, ParcelStep.Receive, ParcelState.Received, Arrival, "", "nobody", "parcel.received"),
        new(ParcelState.Shipped, ParcelStep.Lose, ParcelState.Lost, Packers, "gone", "organizers", "parcel.lost"),
        new(ParcelState.Shipped, ParcelStep.Return, ParcelState.Returned, Packers, "back on the shelf", "organizers", "parcel.returned"),
        new(ParcelState.Lost, ParcelStep.Receive, ParcelState.Received, Arrival, "", "nobody", "parcel.received"),
        new(ParcelState.Reserved, ParcelStep.Cancel, ParcelState.Cancelled, $"{Packers}, or the portal when the approval ends", "back on the shelf", "nobody", "parcel.cancelled"),
        new(ParcelState.Packed, ParcelStep.Cancel, ParcelState.Cancelled, $"{Packers}, or the portal when the approval ends", "back on the shelf", "nobody", "parcel.cancelled"),
    ];

    public static ParcelTransition? Find(ParcelState from, ParcelStep step) => Table.SingleOrDefault(t => t.From == from && t.Step == step);

    public static bool Allows(ParcelState from, ParcelStep step) => Find(from, step) is not null;

    /// <exception cref="RuleException">There is no such way.</exception>
    public static ParcelTransition Require(ParcelState from, ParcelStep step) =>
        Find(from, step) ?? throw new RuleException($"This parcel is {Word(from)}; it cannot be {Done(step)} now.");

    public static string Word(ParcelState state) => state switch
    {
        ParcelState.Reserved => "reserved, not packed yet",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Done(ParcelStep step) => step switch
    {
        ParcelStep.Pack => "packed",
        ParcelStep.Unpack => "unpacked",
        ParcelStep.Ship => "shipped",
        ParcelStep.Receive => "received",
        ParcelStep.Lose => "given up as lost",
        ParcelStep.Return => "taken back",
        _ => "cancelled",
    };
}
