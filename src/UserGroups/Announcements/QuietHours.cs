using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>The hours in which nobody is disturbed, on the receiver's own clock.</summary>
/// <param name="From">From this hour on (0–23); equal to <paramref name="Until"/>: no hour is quiet.</param>
/// <param name="Until">Until this hour.</param>
public sealed record QuietHours(int From, int Until)
{
    /// <summary>The moment itself, or the end of the quiet hours it lies in (UTC).</summary>
    public DateTime NotBefore(DateTime now, string zone)
    {
        var (date, clock) = LocalTime.FromUtc(now, zone);
        if (!IsQuiet(clock.Hour))
            return now;
        var morning = clock.Hour < Until ? date : date.AddDays(1);
        // A morning hour that the clocks skip begins when they go on.
        var (utc, _) = LocalTime.Resolve(morning, new TimeOnly(Until, 0), zone);
        return utc > now ? utc : now;
    }

    private bool IsQuiet(int hour) => From > Until ? hour >= From || hour < Until : hour >= From && hour < Until;
}
