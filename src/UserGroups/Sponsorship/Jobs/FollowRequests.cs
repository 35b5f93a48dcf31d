using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Jobs;

/// <summary>
/// What happened to events, and what ran out of time: requests of cancelled events end, those of postponed ones go back for a new date, reduced offers nobody took lapse,
/// approvals expire, and when the event is over and everything has arrived the report is next. Each in a transaction of its own that reads the state again.
/// </summary>
public sealed class FollowRequests(AppDbContext db, RequestLoad load, LineService lines, RequestJournal journal, TimeProvider time) : IJob
{
    private const int MostInOneRound = 200;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var now = time.Now();
        var open = db.SponsorshipRequests.AsNoTracking().Open().Where(r => r.State != RequestState.Draft);
        var cancelled = await RoundAsync(open.Where(r => r.State != RequestState.AwaitingReport && r.State != RequestState.ReportSubmitted && r.Event!.State == EventState.Cancelled), CancelAsync, cancel);
        var postponed = await RoundAsync(open.Where(r => r.State == RequestState.Submitted && r.Event!.State == EventState.Postponed), AskForDateAsync, cancel);
        var lapsed = await RoundAsync(open.Where(r => r.State == RequestState.Decided && r.OfferEndsAt <= now), LapseAsync, cancel);
        var expired = await RoundAsync(open.Where(r => (r.State == RequestState.Accepted || r.State == RequestState.InFulfilment) && r.ExpiresAt <= now && r.Report == null && r.Lines.Any(l => l.State == LineState.Accepted)), ExpireAsync, cancel);
        var over = await RoundAsync(open.Where(r => r.State == RequestState.InFulfilment && r.Event!.State == EventState.Published && r.Event.EndsAt <= now && r.Lines.All(l => l.State != LineState.Accepted)), PassEventAsync, cancel);
        return $"{cancelled} cancelled, {postponed} sent back for a date, {lapsed} offers lapsed, {expired} expired, {over} await their report";
    }

    private async Task<int> RoundAsync(IQueryable<SponsorshipRequest> due, Func<SponsorshipRequest, DateTime, CancellationToken, Task<bool>> act, CancellationToken cancel)
    {
        var ids = await due.OrderBy(r => r.Id).Select(r => r.Id).Take(MostInOneRound).ToListAsync(cancel);
        var done = 0;
        foreach (var id in ids)
        {
            var acted = await db.InTransactionAsync(
                async token =>
                {
                    // Read again inside the transaction: somebody may have been faster.
                    var request = await load.Async(id, null, token);
                    var moved = await act(request, time.Now(), token);
                    if (moved)
                        await db.SaveChangesAsync(token);
                    return moved;
                },
                cancel);
            done += acted ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return done;
    }

    private async Task<bool> CancelAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.Event?.State != EventState.Cancelled || !SponsorshipFlow.Allows(request.State, RequestStep.Cancel))
            return false;
        const string Why = "The event was cancelled.";
        foreach (var line in request.Lines.Where(l => l.State is LineState.Accepted or LineState.Reduced))
            await lines.ReleaseLineAsync(line, Why, cancel);
        await journal.WriteAsync(request, request.Cancel(Why, now), null, null, Why, cancel);
        return true;
    }

    private async Task<bool> AskForDateAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.Event?.State != EventState.Postponed || request.State != RequestState.Submitted)
            return false;
        request.RequestChanges(null, "The event is postponed. Publish it with its new date, look at the numbers again, and send the request.", RequestFields.All, now);
        await journal.WriteAsync(request, SponsorshipFlow.Require(RequestState.Submitted, RequestStep.RequestChanges, request.State), null, null, request.ChangeReason, cancel);
        return true;
    }

    private async Task<bool> LapseAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.State != RequestState.Decided || request.OfferEndsAt > now)
            return false;
        const string Why = "The reduced offer was not accepted in time.";
        return await EndOpenAsync(request, LineState.Reduced, RequestStep.Lapse, Why, now, cancel);
    }

    private async Task<bool> ExpireAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.State is not (RequestState.Accepted or RequestState.InFulfilment) || request.ExpiresAt > now || request.Report is not null)
            return false;
        var why = request.EventId is null ? "Granted more than twelve months ago, and not used." : "Not used within 60 days after the event.";
        return await EndOpenAsync(request, LineState.Accepted, RequestStep.Expire, why, now, cancel);
    }

    private async Task<bool> EndOpenAsync(SponsorshipRequest request, LineState open, RequestStep step, string why, DateTime now, CancellationToken cancel)
    {
        var released = request.Lines.Where(l => l.State == open).ToList();
        foreach (var line in released)
            await lines.ReleaseLineAsync(line, why, cancel);
        var taken = request.Follow(step, request.Event?.EndsAt, RequestState.Expired, now);
        if (taken.To == RequestState.Expired)
            request.Explain(why);
        await journal.WriteAsync(request, taken, null, new { Lines = released.ConvertAll(l => l.Benefit.ToString()) }, why, cancel);
        return true;
    }

    private async Task<bool> PassEventAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.State != RequestState.InFulfilment || request.Event is null || request.Event.EndsAt > now)
            return false;
        await journal.WriteAsync(request, request.Follow(RequestStep.PassEvent, request.Event.EndsAt, RequestState.Cancelled, now), null, null, null, cancel);
        return true;
    }
}
