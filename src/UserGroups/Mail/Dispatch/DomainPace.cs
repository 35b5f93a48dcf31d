using System.Collections.Concurrent;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// Big receivers put off whoever sends too fast. Each domain has turns at an even distance; a letter whose turn is later than now is
/// told when, and comes back then. Kept in memory: with several nodes each has this pace.
/// </summary>
public sealed class DomainPace
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> nextTurn = new(StringComparer.Ordinal);

    /// <summary>Takes the domain's next turn.</summary>
    /// <param name="domain">The receiver's domain.</param>
    /// <param name="perMinute">⚙ most letters a minute; 0: no limit.</param>
    /// <param name="now">Now (UTC).</param>
    /// <returns>When the letter may leave; now or earlier: at once.</returns>
    public DateTime Take(string domain, int perMinute, DateTime now)
    {
        if (perMinute <= 0)
            return now;
        var step = TimeSpan.TicksPerMinute / perMinute;
        // What was not used in the last seconds may be used now, so that ten letters to one company leave together.
        var earliest = (now - Burst).Ticks;
        var taken = nextTurn.AddOrUpdate(domain, earliest + step, (_, next) => Math.Max(next, earliest) + step) - step;
        return new DateTime(taken, DateTimeKind.Utc);
    }

    /// <summary>Forgets domains whose turns are all in the past.</summary>
    public void Forget(DateTime now)
    {
        foreach (var (domain, next) in nextTurn)
        {
            if (next < (now - Burst).Ticks)
                nextTurn.TryRemove(new KeyValuePair<string, long>(domain, next));
        }
    }
}
