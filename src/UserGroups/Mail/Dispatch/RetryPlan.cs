namespace UserGroups.Mail.Dispatch;

/// <summary>
/// When a letter that was put off is tried again: after 1 minute, then twice as long each time, at most 6 hours, given up once
/// the pauses add up to three days (20 tries). Each pause is stretched or shortened by up to a fifth, so that ten thousand letters put off
/// together do not come back together.
/// </summary>
public static class RetryPlan
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>The pause after so many tries without jitter; null: enough.</summary>
    /// <param name="tries">Tries made so far, at least 1.</param>
    public static TimeSpan? After(int tries)
    {
        var sum = TimeSpan.Zero;
        var pause = First;
        for (var i = 1; i < tries; i++)
        {
            sum += pause;
            pause = pause * 2 > Longest ? Longest : pause * 2;
        }

        return sum + pause > GivenUpAfter ? null : pause;
    }

    /// <summary>A pause, up to a fifth longer or shorter.</summary>
    /// <param name="pause">The pause.</param>
    /// <param name="chance">Between 0 and 1.</param>
    public static TimeSpan Jittered(TimeSpan pause, double chance) => pause * (0.8 + (0.4 * chance));
}
