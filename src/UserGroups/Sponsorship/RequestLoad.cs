using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Sponsorship;

/// <summary>Loads a request with all that its rules look at. Inside the caller's transaction.</summary>
public sealed class RequestLoad(AppDbContext db)
{
    /// <param name="requestId">Which.</param>
    /// <param name="seenVersion">The version the person saw; null for the portal itself.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="DbUpdateConcurrencyException">It has changed since.</exception>
    public async Task<SponsorshipRequest> Async(long requestId, int? seenVersion, CancellationToken cancel)
    {
        var request = await db.SponsorshipRequests.Include(r => r.Lines).Include(r => r.Report).Include(r => r.Event).Include(r => r.Chapter).ThenInclude(c => c.Organizers).SingleAsync(r => r.Id == requestId, cancel);
        if (seenVersion is int seen && request.Version != seen)
            throw new DbUpdateConcurrencyException($"{request.Reference} was changed while you were looking at it.");
        return request;
    }

    /// <summary>The one request of an event, or of the chapter itself, that has not ended; null when there is none.</summary>
    public Task<SponsorshipRequest?> ActiveAsync(long chapterId, long? eventId, CancellationToken cancel)
    {
        var active = db.SponsorshipRequests.Where(r => r.ChapterId == chapterId && r.EventId == eventId);
        // Of an event there is one until it ended badly; a chapter may ask for a licence again when the last is decided.
        return eventId is null
            ? active.SingleOrDefaultAsync(r => r.State == RequestState.Draft || r.State == RequestState.Submitted || r.State == RequestState.ChangesRequested, cancel)
            : active.SingleOrDefaultAsync(r => r.State != RequestState.Declined && r.State != RequestState.Withdrawn && r.State != RequestState.Expired && r.State != RequestState.Cancelled, cancel);
    }
}
