using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>
/// How many seats there are and how many are given. The counters move only in <see cref="SeatLedger"/>, by conditional updates; a check
/// constraint holds taken ≤ ceiling. The ceiling is the capacity, or what was taken when the capacity was lowered: that drops nobody.
/// </summary>
public sealed partial class GroupEvent
{
    public int? CapacityInPerson { get; private set; }

    public int TakenInPerson { get; private set; }

    public int? CeilingInPerson { get; private set; }

    public int? CapacityOnline { get; private set; }

    public int TakenOnline { get; private set; }

    public int? CeilingOnline { get; private set; }

    /// <summary>Raised by everybody who is about to move seats: on SQL Server that update holds the row until they are done.</summary>
    public int SeatTurn { get; private set; }

    public bool Offers(SeatKind kind) => Offers(Mode, kind);

    public int? Capacity(SeatKind kind) => kind == SeatKind.InPerson ? CapacityInPerson : CapacityOnline;

    /// <summary>Seats held: given, and offered to somebody in line.</summary>
    public int Taken(SeatKind kind) => kind == SeatKind.InPerson ? TakenInPerson : TakenOnline;

    /// <summary>Free seats, never below zero; null for no limit.</summary>
    public int? Free(SeatKind kind) => Capacity(kind) is int capacity ? Math.Max(0, capacity - Taken(kind)) : null;

    private void SetCapacity(int? inPerson, int? online)
    {
        CapacityInPerson = CheckedCapacity(Mode, inPerson, SeatKind.InPerson, nameof(CapacityInPerson));
        CapacityOnline = CheckedCapacity(Mode, online, SeatKind.Online, nameof(CapacityOnline));
        CeilingInPerson = CapacityInPerson is int room ? Math.Max(room, TakenInPerson) : null;
        CeilingOnline = CapacityOnline is int seats ? Math.Max(seats, TakenOnline) : null;
    }

    private static bool Offers(EventMode mode, SeatKind kind) => mode == EventMode.Hybrid || (mode == EventMode.Online) == (kind == SeatKind.Online);

    private static int? CheckedCapacity(EventMode mode, int? capacity, SeatKind kind, string field)
    {
        if (!Offers(mode, kind))
            return null;
        if (capacity is < 1 or > MostSeats)
            throw new RuleException($"There are 1 to {MostSeats} seats; leave it empty for no limit.", field);
        return capacity;
    }

    private void RequireRoomForThoseSeated(EventMode mode)
    {
        if (mode == EventMode.Online && TakenInPerson > 0)
            throw new RuleException($"{TakenInPerson} people have a seat in the room. Make it hybrid, or cancel and announce a new one.", "Mode");
        if (mode == EventMode.InPerson && TakenOnline > 0)
            throw new RuleException($"{TakenOnline} people have a seat online. Make it hybrid, or cancel and announce a new one.", "Mode");
    }
}
