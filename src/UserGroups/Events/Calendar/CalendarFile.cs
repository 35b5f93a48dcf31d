using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Events.Calendar;

/// <summary>What a calendar program is to do with a mail (RFC 5546). A file that is fetched has none.</summary>
public enum CalendarMethod
{
    Request,
    Cancel,
}

/// <summary>Somebody who is invited.</summary>
public sealed record CalendarGuest(string Name, string Address);

/// <summary>One event as a calendar shows it.</summary>
/// <param name="Uid">Stays for good.</param>
/// <param name="Sequence">Grows with every change.</param>
/// <param name="Stamp">When this state came to be (UTC).</param>
/// <param name="StartsAt">UTC.</param>
/// <param name="EndsAt">UTC, after the start.</param>
/// <param name="Zone">IANA name of the place.</param>
/// <param name="Title">Any text.</param>
/// <param name="Description">Plain text.</param>
/// <param name="Location">Venue and address, or the online link.</param>
/// <param name="Page">Its page (absolute).</param>
/// <param name="State">Decides STATUS.</param>
/// <param name="Organizer">Name of the chapter.</param>
public sealed record CalendarEntry(
    string Uid, int Sequence, DateTime Stamp, DateTime StartsAt, DateTime EndsAt, string Zone, string Title, string Description, string Location, string Page, EventState State, string Organizer)
{
    /// <param name="groupEvent">With its chapter.</param>
    /// <param name="site">For the address of its page.</param>
    /// <param name="withLink">True for somebody with a seat: the online link is theirs.</param>
    public static CalendarEntry Of(GroupEvent groupEvent, SiteAddress site, bool withLink)
    {
        var place = string.Join(", ", new[] { groupEvent.Venue, groupEvent.Address }.Where(p => p.Length > 0));
        var online = groupEvent.Mode == EventMode.InPerson ? "" : withLink && groupEvent.OnlineLink.Length > 0 ? groupEvent.OnlineLink : "Online";
        var page = site.Link($"/events/{groupEvent.Slug}");
        var why = groupEvent.Reason is null ? "" : (groupEvent.State == EventState.Cancelled ? "Cancelled: " : "Postponed: ") + groupEvent.Reason;
        var description = string.Join("\n\n", new[] { why, groupEvent.Summary, groupEvent.Mode == EventMode.Hybrid && withLink ? groupEvent.OnlineLink : "", page }.Where(p => p.Length > 0));
        return new CalendarEntry(
            groupEvent.CalendarUid, groupEvent.Sequence, groupEvent.UpdatedAt, groupEvent.StartsAt, groupEvent.EndsAt, groupEvent.TimeZone, groupEvent.Title,
            description, place.Length > 0 ? place : online, page, groupEvent.State, groupEvent.Chapter.Name);
    }
}

/// <summary>Writes iCalendar objects (RFC 5545).</summary>
public static class CalendarFile
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>A calendar to subscribe to or to download.</summary>
    /// <param name="name">Shown as the calendar's name (RFC 7986 §5.1).</param>
    /// <param name="site">Whose it is.</param>
    /// <param name="entries">May be empty.</param>
    /// <param name="zone">The zone described when there are no entries: an object needs at least one component.</param>
    public static string Publish(string name, SiteAddress site, IReadOnlyCollection<CalendarEntry> entries, string zone = "Etc/UTC")
    {
        var text = Begin(site, null).Words("NAME", name).Words("X-WR-CALNAME", name).Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        Zones(text, entries, zone);
        foreach (var entry in entries)
            Event(text, entry, site, null, null);
        return text.Line("END", "VCALENDAR").ToString();
    }

    /// <summary>One event for one person's mail.</summary>
    public static string Invite(SiteAddress site, CalendarEntry entry, CalendarMethod method, CalendarGuest guest)
    {
        var text = Begin(site, method);
        Zones(text, [entry], entry.Zone);
        Event(text, entry, site, method, guest);
        return text.Line("END", "VCALENDAR").ToString();
    }

    private static CalendarText Begin(SiteAddress site, CalendarMethod? method)
    {
        var text = new CalendarText().Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0")
            .Words("PRODID", $"-//{site.PublicUrl.Host}//UserGroups//EN").Line("CALSCALE", "GREGORIAN");
        return method is null ? text : text.Line("METHOD", method.Value.ToString().ToUpperInvariant());
    }

    private static void Zones(CalendarText text, IReadOnlyCollection<CalendarEntry> entries, string zone)
    {
        if (entries.Count == 0)
            CalendarZone.Write(text, zone, DateTime.UnixEpoch.AddYears(55), DateTime.UnixEpoch.AddYears(55));
        foreach (var group in entries.GroupBy(e => e.Zone, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            CalendarZone.Write(text, group.Key, group.Min(e => e.StartsAt), group.Max(e => e.EndsAt));
    }

    private static void Event(CalendarText text, CalendarEntry entry, SiteAddress site, CalendarMethod? method, CalendarGuest? guest)
    {
        var status = method == CalendarMethod.Cancel || entry.State == EventState.Cancelled ? "CANCELLED" : entry.State == EventState.Postponed ? "TENTATIVE" : "CONFIRMED";
        text.Line("BEGIN", "VEVENT").Line("UID", $"{entry.Uid}@{site.PublicUrl.Host}").Line("DTSTAMP", CalendarText.Utc(entry.Stamp))
            .Line("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture))
            .Line($"DTSTART;TZID={entry.Zone}", Local(entry.StartsAt, entry.Zone)).Line($"DTEND;TZID={entry.Zone}", Local(entry.EndsAt, entry.Zone))
            .Words("SUMMARY", entry.State == EventState.Postponed ? $"Postponed: {entry.Title}" : entry.Title)
            .Words("DESCRIPTION", entry.Description).Words("LOCATION", entry.Location).Line("URL", entry.Page).Line("STATUS", status);
        if (guest is not null)
        {
            text.Line($"ORGANIZER;CN={CalendarText.Quoted(entry.Organizer)}", $"mailto:{site.Sender}")
                .Line($"ATTENDEE;CN={CalendarText.Quoted(guest.Name)};PARTSTAT=ACCEPTED;RSVP=FALSE", $"mailto:{guest.Address}");
        }

        text.Line("END", "VEVENT");
    }

    private static string Local(DateTime utc, string zone)
    {
        var (date, time) = LocalTime.FromUtc(utc, zone);
        return CalendarText.Local(date.ToDateTime(time));
    }
}
