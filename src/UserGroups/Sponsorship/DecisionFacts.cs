using System.Text.Json;

namespace UserGroups.Sponsorship;

/// <summary>What stood beside the request when it was decided. The history of the decision keeps it: a week later the same sums come out otherwise.</summary>
/// <param name="Offer">USD the formula gave; null for a request that is about no event.</param>
/// <param name="Meetups">Past meetups with check-in, from which the show rate came.</param>
/// <param name="ShowRate">Between 0.5 and 1.</param>
/// <param name="PeerPercent">Peer-led share of the last twelve months; null when no agenda was kept.</param>
/// <param name="Left">What was left for each benefit asked for, before this decision; one without a budget is missing.</param>
public sealed record DecisionFacts(decimal? Offer, int Meetups, decimal ShowRate, int? PeerPercent, IReadOnlyDictionary<string, decimal> Left)
{
    /// <summary>Those of a decision's entry in the history; null for one made before they were kept.</summary>
    public static DecisionFacts? Of(string? details) => string.IsNullOrEmpty(details) ? null : JsonSerializer.Deserialize<Kept>(details)!.Facts;

    private sealed record Kept(DecisionFacts? Facts);
}
