using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Events.Jobs;

/// <summary>An offered seat that nobody took in time goes to the next in line.</summary>
public sealed class EndOffers(AppDbContext db, SeatLedger ledger, Seating seating, TimeProvider time) : IJob
{
    private const int MostInOneRound = 500;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var now = time.Now();
        // A postponed event has none: they were taken back with its date.
        var due = await db.Answers.AsNoTracking()
            .Where(a => a.State == AnswerState.Offered && a.OfferedUntil <= now && a.Event.State == EventState.Published)
            .OrderBy(a => a.OfferedUntil).ThenBy(a => a.Id).Select(a => new { a.Id, a.EventId }).Take(MostInOneRound).ToListAsync(cancel);
        var ended = 0;
        foreach (var offer in due)
            ended += await db.InTransactionAsync(token => EndAsync(offer.EventId, offer.Id, token), cancel);
        return $"{ended} offers ended";
    }

    private async Task<int> EndAsync(long eventId, long answerId, CancellationToken cancel)
    {
        var now = time.Now();
        var of = await ledger.LockAsync(eventId, cancel);
        // Read again under the lock: somebody may have pressed the button, or another process been here.
        var answer = await db.Answers.SingleOrDefaultAsync(a => a.Id == answerId && a.State == AnswerState.Offered && a.OfferedUntil <= now, cancel);
        if (of is null || answer is null)
            return 0;
        await seating.EndOfferAsync(of, answer, cancel);
        db.ChangeTracker.Clear();
        return 1;
    }
}
