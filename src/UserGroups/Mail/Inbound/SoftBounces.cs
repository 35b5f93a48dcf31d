namespace UserGroups.Mail.Inbound;

/// <summary>
/// How soft bounces add up and fade: each counts 1 and halves every seven days, score = Σ 2^(−age ÷ 7 days). When the score reaches the limit ⚙ (4), the
/// address rests until the score has fallen to 1: score 4 rests 14 days, score 8 rests 21.
/// </summary>
public static class SoftBounces
{
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(7);

    /// <summary>Older ones weigh less than a hundredth and are not read.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(49);

    public static double Score(IEnumerable<DateTime> bounces, DateTime now) =>
        bounces.Sum(at => Math.Pow(2, -Math.Max(0, (now - at) / HalfLife)));

    /// <summary>Until when the address rests, or null when the limit is not reached.</summary>
    public static DateTime? RestsUntil(double score, int limit, DateTime now) =>
        score < limit - 1e-9 ? null : now + (HalfLife * Math.Max(1, Math.Log2(score)));
}
