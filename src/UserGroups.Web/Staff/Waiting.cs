using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>One thing that waits at a place of the staff desk. Both moments are always named, or the queries cannot be translated.</summary>
public sealed class WaitingThing
{
    /// <summary>UTC; null when nobody noted it.</summary>
    public required DateTime? Since { get; init; }

    /// <summary>Until when it was promised; null where nothing was.</summary>
    public required DateTime? DueAt { get; init; }
}

/// <summary>How much waits, since when the oldest does, and how much of it is late.</summary>
public sealed record WaitingFacts(int Count, DateTime? Oldest, int Late)
{
    /// <summary>Further nobody counts.</summary>
    public const int Most = 1000;

    public static WaitingFacts operator +(WaitingFacts one, WaitingFacts other) => new(
        one.Count + other.Count,
        one.Oldest is null || other.Oldest < one.Oldest ? other.Oldest ?? one.Oldest : one.Oldest,
        one.Late + other.Late);

    /// <summary>Such as "3 parcels to pack, the longest waiting 2 business days, 1 late"; null when nothing waits.</summary>
    public string? Words(string one, string many, DateTime now)
    {
        if (Count == 0)
            return null;
        var days = Oldest is DateTime since ? BusinessDays.Between(since, now) : 0;
        var longest = days == 0 ? "" : $", {(Count == 1 ? "" : "the longest ")}waiting {(days == 1 ? "1 business day" : $"{days} business days")}";
        return $"{Count}{(Count < Most ? "" : " or more")} {(Count == 1 ? one : many)}{longest}{(Late > 0 ? $", {Late} late" : "")}";
    }
}

/// <summary>What the staff desk says of a place where something waits.</summary>
public static class Waiting
{
    /// <summary>Asks a reader for what waits for this viewer.</summary>
    public static Func<HttpContext, Task<string?>> Of<TReader>(Func<TReader, Viewer, DateTime, CancellationToken, Task<WaitingFacts>> ask, string one, string many)
        where TReader : notnull => async context =>
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        return (await ask(context.RequestServices.GetRequiredService<TReader>(), context.Viewer(), now, context.RequestAborted)).Words(one, many, now);
    };

    /// <summary>Several kinds of work at one place, in their order.</summary>
    public static Func<HttpContext, Task<string?>> All(params Func<HttpContext, Task<string?>>[] kinds) => async context =>
    {
        var words = new List<string>();
        // One after the other: they share the request's one database context.
        foreach (var kind in kinds)
        {
            if (await kind(context) is string some)
                words.Add(some);
        }

        return words.Count == 0 ? null : string.Join("; ", words);
    };

    /// <summary>Counts no further than anybody wants to know. Three short queries, one where nothing waits: EF cannot group by what is owned.</summary>
    public static async Task<WaitingFacts> FactsAsync(this IQueryable<WaitingThing> things, DateTime now, CancellationToken cancel)
    {
        var count = await things.OrderBy(t => t.Since).Take(WaitingFacts.Most).CountAsync(cancel);
        return count == 0
            ? new WaitingFacts(0, null, 0)
            : new WaitingFacts(count, await things.MinAsync(t => t.Since, cancel), await things.CountAsync(t => t.DueAt < now, cancel));
    }
}
