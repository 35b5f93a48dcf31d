namespace UserGroups.Shared;

/// <summary>
/// Promises are counted in business days: Monday to Friday, in UTC, without holidays, because staff and organizers live in many
/// countries. A promise made on Friday afternoon for one business day ends on Monday afternoon.
/// </summary>
public static class BusinessDays
{
    /// <summary>The moment so many business days later, at the same time of day; a start at the weekend counts from Monday 00:00 UTC.</summary>
    /// <param name="start">UTC.</param>
    /// <param name="days">0 or more.</param>
    public static DateTime Add(DateTime start, int days)
    {
        var at = ToWorkday(start);
        for (; days > 0; days--)
        {
            at = at.AddDays(1);
            while (IsWeekend(at))
                at = at.AddDays(1);
        }

        return at;
    }

    /// <summary>Business days from one moment to a later one, each begun day counted whole; 0 when the later one is not later.</summary>
    public static int Between(DateTime from, DateTime to)
    {
        var days = 0;
        for (var at = ToWorkday(from); at < to; at = Add(at, 1))
            days++;
        return days;
    }

    private static DateTime ToWorkday(DateTime at)
    {
        while (IsWeekend(at))
            at = at.Date.AddDays(1);
        return at;
    }

    private static bool IsWeekend(DateTime at) => at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

/// <summary>
/// A promise to decide by a certain moment, which stands still while the ball is in the other court. Owned by what is to be decided.
/// </summary>
public sealed class DecisionClock
{
    private DecisionClock()
    {
    }

    /// <param name="startedAt">When the promise was made (UTC).</param>
    /// <param name="businessDays">How long it takes at most.</param>
    public DecisionClock(DateTime startedAt, int businessDays)
    {
        StartedAt = startedAt;
        DueAt = BusinessDays.Add(startedAt, businessDays);
    }

    public DateTime StartedAt { get; private set; }

    /// <summary>When a decision is due; of no meaning while paused.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>Business days that were left when the clock was paused; null while it runs.</summary>
    public int? DaysLeftWhenPaused { get; private set; }

    public bool IsPaused => DaysLeftWhenPaused is not null;

    /// <summary>Stops the clock; stopping a stopped one changes nothing.</summary>
    public void Pause(DateTime now) => DaysLeftWhenPaused ??= BusinessDays.Between(now, DueAt);

    /// <summary>Lets it run on with what was left, at least one day: nobody promises the past.</summary>
    public void Resume(DateTime now)
    {
        if (DaysLeftWhenPaused is not int left)
            return;
        DueAt = BusinessDays.Add(now, Math.Max(1, left));
        DaysLeftWhenPaused = null;
    }

    public bool IsOverdue(DateTime now) => !IsPaused && now > DueAt;
}
