using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements.Letters;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Inbound;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>How a send went so far.</summary>
/// <param name="Sent">Copies the mail server took.</param>
/// <param name="Waiting">Copies that wait or are being sent.</param>
/// <param name="NotSent">Copies called back, stopped or refused.</param>
/// <param name="Bounced">Addresses that do not exist.</param>
/// <param name="Complaints">Readers who pressed "this is spam".</param>
public sealed record SendProgress(int Sent, int Waiting, int NotSent, int Bounced, int Complaints)
{
    /// <summary>Shares are counted of a hundred at least, so that one angry reader of three does not stop a send.</summary>
    public const int LeastOf = 100;

    private decimal Of => Math.Max(LeastOf, Sent + Bounced);

    public decimal ComplaintPercent => Complaints * 100m / Of;

    public decimal BouncePercent => Bounced * 100m / Of;
}

/// <summary>Pauses a send that annoys people, and lets staff go on with it or end it.</summary>
public sealed class PauseService(AppDbContext db, SettingsService settings, PostOffice post, MailBells bells, SiteAddress site, TimeProvider time)
{
    // Beyond every plan, so that no dispatcher takes it.
    private static readonly DateTime Never = new(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public async Task<SendProgress> ProgressAsync(long id, CancellationToken cancel = default)
    {
        var states = await db.Outbox.Where(m => m.BatchId == id).GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var facts = await db.InboundFacts.Where(f => f.Kind != InboundFactKind.Soft && db.Outbox.Any(m => m.Id == f.OutboxMessageId && m.BatchId == id))
            .GroupBy(f => f.Kind).Select(g => new { g.Key, Count = g.Select(f => f.OutboxMessageId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var refused = await db.SuppressedAddresses.CountAsync(s => s.Reason == SuppressionReason.Refused && db.Outbox.Any(m => m.Id == s.OutboxMessageId && m.BatchId == id), cancel);
        int Of(params OutboxState[] which) => which.Sum(s => states.GetValueOrDefault(s));
        return new SendProgress(
            Of(OutboxState.Sent), Of(OutboxState.Waiting, OutboxState.Sending), Of(OutboxState.Failed, OutboxState.Cancelled, OutboxState.Suppressed),
            facts.GetValueOrDefault(InboundFactKind.Hard) + refused, facts.GetValueOrDefault(InboundFactKind.Complaint));
    }

    /// <summary>Pauses the send when too many complain or bounce.</summary>
    /// <returns>True when it was paused just now.</returns>
    public Task<bool> CheckAsync(long id, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var letter = await db.Announcements.Include(a => a.Chapter).SingleAsync(a => a.Id == id, token);
                if (letter.State != AnnouncementState.Sent)
                    return false;
                var values = await settings.ReadAsync(token);
                var progress = await ProgressAsync(id, token);
                var reason = progress.ComplaintPercent >= values.Get(AnnouncementsSettings.PauseAtComplaints) && progress.Complaints > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{progress.Complaints} readers complained ({progress.ComplaintPercent:0.00} %).")
                    : progress.BouncePercent >= values.Get(AnnouncementsSettings.PauseAtBounces)
                        ? string.Create(CultureInfo.InvariantCulture, $"{progress.Bounced} addresses do not exist ({progress.BouncePercent:0.00} %).") : null;
                if (reason is null || await HoldAsync(id, token) == 0)
                    return false;
                letter.Pause(reason);
                db.History.Add(new HistoryEntry(time.Now(), null, "announcement.paused", letter, null, reason));
                foreach (var to in await db.ManagersAsync(letter.Chapter.Region, letter.Chapter, token))
                    post.Send(new SendPaused(to.Email, to.Name, site, letter.Chapter.Name, letter.Subject, letter.Id, reason));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);

    /// <summary>Staff let it go on.</summary>
    public Task ResumeAsync(long deciderId, long id, int seenVersion, string? reason, CancellationToken cancel = default) =>
        EndPauseAsync(
            deciderId, id, seenVersion, "announcement.resumed", letter => letter.Resume(reason),
            async token =>
            {
                var now = time.Now();
                await Held(id).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, now), token);
                db.AfterCommit(bells.Ringing(MailLane.Bulk));
            },
            cancel);

    /// <summary>Staff end it: what has not left does not leave.</summary>
    public Task StopAsync(long deciderId, long id, int seenVersion, string? reason, CancellationToken cancel = default) =>
        EndPauseAsync(
            deciderId, id, seenVersion, "announcement.stopped", letter => letter.Stop(reason),
            token =>
            {
                var now = time.Now();
                return db.Outbox.Where(m => m.BatchId == id && m.State == OutboxState.Waiting).ExecuteUpdateAsync(
                    set => set.SetProperty(m => m.State, OutboxState.Cancelled).SetProperty(m => m.EndedAt, now).SetProperty(m => m.LastAnswer, "Not sent: staff ended the send."), token);
            },
            cancel);

    private Task EndPauseAsync(long deciderId, long id, int seenVersion, string action, Action<Announcement> step, Func<CancellationToken, Task> follow, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var letter = await db.Announcements.SingleAsync(a => a.Id == id, token);
                if (letter.Version != seenVersion)
                    throw new DbUpdateConcurrencyException("Somebody decided about this letter while you were looking at it.");
                step(letter);
                db.History.Add(new HistoryEntry(time.Now(), deciderId, action, letter, null, letter.Reason));
                await db.SaveChangesAsync(token);
                await follow(token);
            },
            cancel);

    // What a dispatcher has under lease leaves; a result that puts one off again shows up at the next look and is held then.
    private Task<int> HoldAsync(long id, CancellationToken cancel) =>
        db.Outbox.Where(m => m.BatchId == id && m.State == OutboxState.Waiting && m.NextTryAt < Never).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, Never), cancel);

    private IQueryable<OutboxMessage> Held(long id) => db.Outbox.Where(m => m.BatchId == id && m.State == OutboxState.Waiting && m.NextTryAt >= Never);
}
