namespace UserGroups.Shared;

/// <summary>Time as the house keeps it: UTC, whole milliseconds, because SQL Server's columns hold no more.</summary>
public static class Clock
{
    /// <summary>Now, in UTC, cut to milliseconds, so that what is compared in memory equals what comes back from the database.</summary>
    public static DateTime Now(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
