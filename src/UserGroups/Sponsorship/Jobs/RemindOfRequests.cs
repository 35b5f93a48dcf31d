using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship.Jobs;

/// <summary>
/// Letters to whose turn it is: after the days the table names, once for each state; two business days after a broken promise; and 5, 14 and 30 days after
/// an event whose report is missing. However long this job did not run, nobody gets two letters at once about the same.
/// </summary>
public sealed class RemindOfRequests(AppDbContext db, RequestLoad load, RequestPost post, SettingsService settings, TimeProvider time) : IJob
{
    private const int MostInOneRound = 200;

    /// <summary>Business days after a broken promise until all managers hear of it.</summary>
    public const int EscalateAfterDays = 2;

    /// <summary>Days after the event on which the report is asked for.</summary>
    public static readonly IReadOnlyList<int> ReportLetterDays = [5, 14, 30];

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var (now, turns) = (time.Now(), 0);
        foreach (var state in Enum.GetValues<RequestState>())
        {
            if (SponsorshipFlow.RemindAfterDaysIn(state) is not int days)
                continue;
            var since = now.AddDays(-days);
            turns += await RoundAsync(db.SponsorshipRequests.Where(r => r.State == state && r.RemindedAt == null && r.StateSince <= since), RemindAsync, cancel);
        }

        var broken = now.AddDays(-EscalateAfterDays);
        var late = await RoundAsync(db.SponsorshipRequests.AwaitingDecision().Where(r => r.RemindedAt == null && r.Clock!.DueAt < broken && r.Clock.DaysLeftWhenPaused == null), EscalateAsync, cancel);
        var reports = 0;
        for (var letter = ReportLetterDays.Count - 1; letter >= 0; letter--)
        {
            // The last letter first: who missed all three rounds gets the one that is true today.
            var sent = letter;
            reports += await RoundAsync(db.SponsorshipRequests.ReportMissing(now.AddDays(-ReportLetterDays[letter])).Where(r => r.ReportLetters <= sent), AskForReportAsync, cancel);
        }

        return $"{turns} reminded, {late} late decisions, {reports} reports asked for";
    }

    private async Task<int> RoundAsync(IQueryable<SponsorshipRequest> due, Func<SponsorshipRequest, DateTime, CancellationToken, Task<bool>> act, CancellationToken cancel)
    {
        var ids = await due.AsNoTracking().OrderBy(r => r.Id).Select(r => r.Id).Take(MostInOneRound).ToListAsync(cancel);
        var done = 0;
        foreach (var id in ids)
        {
            // The version on the row stops a second process that read the same: its letter is not written.
            var acted = await db.InTransactionAsync(
                async token =>
                {
                    var request = await load.Async(id, null, token);
                    var wrote = await act(request, time.Now(), token);
                    if (wrote)
                        await db.SaveChangesAsync(token);
                    return wrote;
                },
                cancel);
            done += acted ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return done;
    }

    private async Task<bool> RemindAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.RemindedAt is not null || SponsorshipFlow.RemindAfterDaysIn(request.State) is null)
            return false;
        var turn = SponsorshipFlow.TurnIn(request.State);
        request.Remind(now);
        await post.SendAsync(request, turn, (to, facts) => new TurnReminder(to.Email, to.Name, facts, request.State, request.StateSince, turn is Party.Managers or Party.Fulfillers), cancel);
        return true;
    }

    private async Task<bool> EscalateAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.State != RequestState.Submitted || request.RemindedAt is not null || request.Clock is null || now <= BusinessDays.Add(request.Clock.DueAt, EscalateAfterDays))
            return false;
        request.Remind(now);
        db.History.Add(new HistoryEntry(now, null, "sponsorship.escalated", request, new { Due = request.Clock.DueAt }));
        await post.SendAsync(request, Party.Managers, (to, facts) => new DecisionLate(to.Email, to.Name, facts, request.Clock.DueAt), cancel);
        return true;
    }

    private async Task<bool> AskForReportAsync(SponsorshipRequest request, DateTime now, CancellationToken cancel)
    {
        if (request.Report is not null || request.Event is null)
            return false;
        var days = (now - request.Event.EndsAt).TotalDays;
        var letters = ReportLetterDays.Count(d => days >= d);
        if (letters <= request.ReportLetters)
            return false;
        var values = await settings.ReadAsync(cancel);
        request.RemindOfReport(letters);
        var due = request.Event.EndsAt.AddDays(values.Get(SponsorshipSettings.ReportDays));
        await post.SendAsync(request, Party.Organizers, (to, facts) => new ReportDue(to.Email, to.Name, facts, due, letters, values.Get(SponsorshipSettings.ReportBlockDays)), cancel);
        return true;
    }
}
