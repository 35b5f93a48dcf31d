using System.Globalization;

namespace UserGroups.Events.Calendar;

/// <summary>
/// A VTIMEZONE (RFC 5545 §3.6.5) from what this machine knows of a zone: each change of the offset in the years concerned, found by
/// looking, because .NET's adjustment rules do not tell IANA's changes one by one.
/// </summary>
public static class CalendarZone
{
    /// <summary>Writes the zone for the moments between two dates, with a year on both sides.</summary>
    /// <param name="to">The object being written.</param>
    /// <param name="zone">IANA name.</param>
    /// <param name="from">First moment (UTC).</param>
    /// <param name="until">Last moment (UTC).</param>
    public static void Write(CalendarText to, string zone, DateTime from, DateTime until)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var start = new DateTime(Math.Max(1970, from.Year - 1), 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var end = new DateTime(Math.Min(9998, until.Year + 1), 12, 31, 0, 0, 0, DateTimeKind.Utc);
        var offset = tz.GetUtcOffset(start);
        to.Line("BEGIN", "VTIMEZONE").Line("TZID", zone);
        Observance(to, tz, start, offset, offset);
        foreach (var (at, before, after) in Changes(tz, start, end))
            Observance(to, tz, at, before, after);
        to.Line("END", "VTIMEZONE");
    }

    private static IEnumerable<(DateTime At, TimeSpan Before, TimeSpan After)> Changes(TimeZoneInfo tz, DateTime start, DateTime end)
    {
        // No zone changes twice within a week.
        for (var week = start; week < end; week = week.AddDays(7))
        {
            var (low, high) = (week, week.AddDays(7));
            var (before, after) = (tz.GetUtcOffset(low), tz.GetUtcOffset(high));
            if (before == after)
                continue;
            while (high - low > TimeSpan.FromSeconds(1))
            {
                var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
                if (tz.GetUtcOffset(middle) == before)
                    low = middle;
                else
                    high = middle;
            }

            yield return (high, before, after);
        }
    }

    // DTSTART is the local time of the change as the clocks showed it before.
    private static void Observance(CalendarText to, TimeZoneInfo tz, DateTime at, TimeSpan before, TimeSpan after)
    {
        var kind = tz.IsDaylightSavingTime(at) ? "DAYLIGHT" : "STANDARD";
        to.Line("BEGIN", kind).Line("DTSTART", CalendarText.Local(at + before)).Line("TZOFFSETFROM", Offset(before)).Line("TZOFFSETTO", Offset(after)).Line("END", kind);
    }

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(offset.Seconds == 0 ? "hhmm" : "hhmmss", CultureInfo.InvariantCulture);
}
