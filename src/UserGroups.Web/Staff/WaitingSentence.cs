using UserGroups.Shared;

namespace UserGroups.Web.Staff;

/// <summary>How the desk says what waits at a place, how long, and whether a promise is broken.</summary>
public static class WaitingSentence
{
    /// <returns>Null when nothing waits.</returns>
    public static string? Of(int count, string what, DateTime? oldest, int late, DateTime now)
    {
        if (count == 0)
            return null;
        var days = oldest is DateTime since ? BusinessDays.Between(since, now) : 0;
        var longest = days == 0 ? "" : $", the longest for {(days == 1 ? "1 business day" : $"{days} business days")}";
        return $"{count} {(count == 1 ? "waits" : "wait")} {what}{longest}{(late > 0 ? $"; {late} late" : "")}";
    }
}
