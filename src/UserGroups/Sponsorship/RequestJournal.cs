using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>Writes down what happened to a request: a line of the history, which is its timeline, and the letters the table names. The caller saves.</summary>
public sealed class RequestJournal(AppDbContext db, RequestPost post, TimeProvider time)
{
    /// <param name="request">Which.</param>
    /// <param name="taken">The way it went.</param>
    /// <param name="actorId">Who; null for the portal.</param>
    /// <param name="details">Small facts; never addresses or keys.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task WriteAsync(SponsorshipRequest request, RequestTransition taken, long? actorId, object? details, string? reason, CancellationToken cancel)
    {
        db.History.Add(new HistoryEntry(time.Now(), actorId, taken.Action, request, details, reason));
        return post.TellAsync(request, taken, reason, cancel);
    }
}
