using System.Globalization;
using UserGroups.Events.Calendar;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events.Letters;

/// <summary>What every letter says of the event.</summary>
/// <param name="Entry">For the calendar part.</param>
/// <param name="When">In words, in the event's own zone.</param>
/// <param name="Place">Venue and address, or "Online".</param>
/// <param name="OnlineLink">For those with a seat online; else empty.</param>
public sealed record EventFacts(CalendarEntry Entry, string When, string Place, string OnlineLink)
{
    public string Title => Entry.Title;

    public string Chapter => Entry.Organizer;

    /// <param name="groupEvent">With its chapter.</param>
    /// <param name="site">For addresses.</param>
    /// <param name="seat">The kind of seat the receiver holds; null for none, then the online link is left out.</param>
    public static EventFacts Of(GroupEvent groupEvent, SiteAddress site, SeatKind? seat)
    {
        var entry = CalendarEntry.Of(groupEvent, site, withLink: seat == SeatKind.Online);
        var place = string.Join(", ", new[] { groupEvent.Venue, groupEvent.Address }.Where(p => p.Length > 0));
        return new EventFacts(
            entry, LocalTime.Format(groupEvent.StartsAt, groupEvent.TimeZone, CultureInfo.InvariantCulture),
            seat == SeatKind.Online || place.Length == 0 ? "Online" : place, seat == SeatKind.Online ? groupEvent.OnlineLink : "");
    }
}

/// <summary>A letter to somebody who answered. Its link opens their answer; nothing happens before they press a button there.</summary>
/// <param name="ToAddress">Of the answer.</param>
/// <param name="ToName">Of the answer.</param>
/// <param name="Site">For addresses.</param>
/// <param name="Event">What it is about.</param>
/// <param name="Token">A fresh one of this answer.</param>
public abstract record EventLetter(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token) : Letter(ToAddress, ToName)
{
    /// <summary>The invitation or its withdrawal, for mail programs.</summary>
    public override CalendarPart? Calendar => null;

    /// <summary>A letter that still waits when the event is over says nothing any more (UTC).</summary>
    public override DateTime? UselessAfter => Event.Entry.EndsAt;

    public override string Why => "You get this because you answered to this event; there is no other mail without your asking.";

    protected string Page => $"<{Site.Link($"/rsvp/{Token}")}>";

    protected string Hello => $"Hello {Quote(ToName)},";

    protected string Facts => $"""
        **{Quote(Event.Title)}** ({Quote(Event.Chapter)})

        {Event.When}

        {(Event.OnlineLink.Length > 0 ? $"Online: <{Event.OnlineLink}>" : Quote(Event.Place))}
        """;

    protected CalendarPart Part(CalendarMethod method) =>
        new(method == CalendarMethod.Request ? "REQUEST" : "CANCEL", CalendarFile.Invite(Site, Event.Entry, method, new CalendarGuest(ToName, ToAddress)));
}
