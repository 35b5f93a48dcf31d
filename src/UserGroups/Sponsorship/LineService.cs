using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Sponsorship;

/// <summary>
/// The seam to whoever fulfils a line (payments, posts, licence keys, swag). Each method loads the line with its request, moves the line, lets the request follow
/// (<see cref="SponsorshipRequest.Follow"/>), writes history and letters and saves; inside a transaction that is open it joins it, so the fulfiller's own
/// rows and the line are one commit. Call with the context of the same scope.
/// </summary>
/// <remarks>
/// What follows from <see cref="FulfilledAsync"/>: lines left → InFulfilment; all lines done → AwaitingReport once the event is over (InFulfilment
/// until then, a job moves it on), ReportSubmitted when the report came early, or Closed for a request of the chapter itself.
/// </remarks>
public sealed class LineService(AppDbContext db, BudgetLedger ledger, RequestJournal journal, IEnumerable<ILineRelease> releases, TimeProvider time)
{
    /// <summary>Work on a line has begun (payment scheduled, parcel packed): from now on the organizers cannot withdraw it. Twice changes nothing.</summary>
    /// <exception cref="RuleException">The line is not granted, or done.</exception>
    public Task BegunAsync(long lineId, long byId, CancellationToken cancel = default) =>
        DoAsync(
            lineId,
            (line, now, _) =>
            {
                if (line.BegunAt is not null && line.State == LineState.Accepted)
                    return Task.CompletedTask;
                line.Begin(now);
                return MoveOnAsync(line, RequestStep.Begin, byId, new LineHappening(line.Benefit.ToString(), null), null, cancel);
            },
            cancel);

    /// <summary>
    /// A line has arrived: paid, published, handed out, shipped. What is still set aside for it counts as paid (promotion, licence, swag), except for a stipend, whose
    /// money moved before by <see cref="BudgetLedger.AuthoriseAsync"/> and <see cref="BudgetLedger.PayAsync"/> and whose rest goes back.
    /// </summary>
    /// <param name="lineId">Which line.</param>
    /// <param name="byId">Who did it; of a stipend neither who asked nor who decided.</param>
    /// <param name="note">One line for the timeline, such as "Cheque 1042" or "/blog/oslo-in-march". No addresses, no keys.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">It is not granted, was fulfilled before, or four eyes are missing.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else was faster.</exception>
    public Task FulfilledAsync(long lineId, long byId, string? note, CancellationToken cancel = default) =>
        DoAsync(
            lineId,
            async (line, now, token) =>
            {
                line.Fulfil(byId, note, now);
                if (line.Benefit != Benefit.Stipend)
                {
                    await ledger.AuthoriseAsync(line, line.Committed, cancel: token);
                    await ledger.PayAsync(line, line.Authorised, token);
                }
                else
                {
                    await ledger.ReturnAsync(line, token);
                }

                await MoveOnAsync(line, RequestStep.Fulfil, byId, new LineHappening(line.Benefit.ToString(), line.FulfilmentNote), null, token);
            },
            cancel);

    /// <summary>A granted line goes back (money to the budget, and every <see cref="ILineRelease"/> is told); the request follows.</summary>
    /// <param name="lineId">Which line.</param>
    /// <param name="byId">Who says so; null for the portal.</param>
    /// <param name="reason">Why; the organizers read it.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">There is nothing to give back.</exception>
    public Task ReleaseAsync(long lineId, long? byId, string reason, CancellationToken cancel = default) =>
        DoAsync(
            lineId,
            async (line, _, token) =>
            {
                await ReleaseLineAsync(line, reason, token);
                await MoveOnAsync(line, RequestStep.Release, byId, new LineHappening(line.Benefit.ToString(), null), line.VoidReason, token);
            },
            cancel);

    /// <summary>Gives one line back without moving its request; for services that end the whole request. Inside their transaction; they save.</summary>
    internal async Task ReleaseLineAsync(BenefitLine line, string reason, CancellationToken cancel)
    {
        line.Release(reason, time.Now());
        await ledger.ReturnAsync(line, cancel);
        foreach (var release in releases)
            await release.ReleaseAsync(line, cancel);
    }

    private Task DoAsync(long lineId, Func<BenefitLine, DateTime, CancellationToken, Task> act, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var requestId = await db.BenefitLines.Where(l => l.Id == lineId).Select(l => l.RequestId).SingleAsync(token);
                var request = await db.SponsorshipRequests.Include(r => r.Lines).Include(r => r.Report).Include(r => r.Event).Include(r => r.Chapter).SingleAsync(r => r.Id == requestId, token);
                await act(request.Lines.Single(l => l.Id == lineId), time.Now(), token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    private async Task MoveOnAsync(BenefitLine line, RequestStep step, long? byId, object details, string? reason, CancellationToken cancel)
    {
        var request = line.Request;
        var taken = request.Follow(step, request.Event?.EndsAt, RequestState.Cancelled, time.Now());
        await journal.WriteAsync(request, taken, byId, details, reason, cancel);
    }
}

/// <summary>What the history keeps of a line's step, so that a timeline can name the line.</summary>
/// <param name="Benefit">A <see cref="Sponsorship.Benefit"/> by name.</param>
/// <param name="Note">Such as "Cheque 1042".</param>
public sealed record LineHappening(string Benefit, string? Note);
