using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Jobs;

/// <summary>Clears away what no longer works: ended sessions, links past their time, sign-ups nobody confirmed, attempt counts.</summary>
public sealed class PruneAccounts(AppDbContext db, TimeProvider time) : IJob
{
    /// <summary>Links stay a day after their end, so that the page can say "has run out" and a used challenge is not answered again.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var now = time.Now();
        var (idleSince, old) = (now - Session.IdleLimit, now - Keep);
        var sessions = await DeleteAsync(db.Sessions.Where(s => s.ExpiresAt <= now || s.LastSeenAt <= idleSince), cancel);
        var links = await DeleteAsync(db.OneTimeLinks.Where(l => l.ExpiresAt <= old), cancel);
        var waiting = await DeleteAsync(db.PendingSignUps.Where(s => s.CreatedAt <= now - SignUpService.Lifetime - Keep && !db.OneTimeLinks.Any(l => l.SignUpId == s.Id)), cancel);
        var counts = await DeleteAsync(db.AttemptWindows.Where(w => w.EndsAt <= now), cancel);
        var changes = await db.InTransactionAsync(
            token => db.AddressChanges.Where(c => c.EndedAt == null && c.ExpiresAt <= now).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, now), token), cancel);
        // The role of an invitation whose last link ran out waits for nobody any more.
        await db.InTransactionAsync(
            token => db.Invitations.Where(i => i.EndedAt == null && !db.OneTimeLinks.Any(l => l.InvitationId == i.Id && l.ExpiresAt > now)).ExecuteUpdateAsync(set => set.SetProperty(i => i.EndedAt, now), token), cancel);
        await OutboxForgetting.ForgetAfterAsync(db, nameof(AccountDeleted), old, cancel);
        return $"{sessions} sessions, {links} links, {waiting} sign-ups, {changes} address changes, {counts} counts";
    }

    private Task<int> DeleteAsync<T>(IQueryable<T> rows, CancellationToken cancel) => db.InTransactionAsync(rows.ExecuteDeleteAsync, cancel);
}
