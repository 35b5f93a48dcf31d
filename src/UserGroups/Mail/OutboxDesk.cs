using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>What staff do with letters. Each act is a conditional update: pressed twice, or pressed while the letter leaves, it does nothing.</summary>
public sealed class OutboxDesk(AppDbContext db, MailBells bells, TimeProvider time)
{
    /// <summary>Sends a letter that failed, was cancelled or held back again, with the same Message-ID; or a waiting one at once.</summary>
    /// <returns>False when it is being sent or was sent in the meantime.</returns>
    public async Task<bool> RetryAsync(long actorId, OutboxMessage letter, CancellationToken cancel)
    {
        var now = time.Now();
        var changed = await ChangeAsync(
            actorId, "letter.retried", letter,
            token => db.Outbox
                .Where(m => m.Id == letter.Id && m.Body != "" && (m.State == OutboxState.Failed || m.State == OutboxState.Cancelled || m.State == OutboxState.Suppressed || m.State == OutboxState.Waiting && m.NextTryAt > now))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(m => m.State, OutboxState.Waiting).SetProperty(m => m.NextTryAt, now).SetProperty(m => m.HasTurn, false)
                        .SetProperty(m => m.Tries, m => m.State == OutboxState.Waiting ? m.Tries : 0).SetProperty(m => m.UselessAfter, (DateTime?)null).SetProperty(m => m.EndedAt, (DateTime?)null),
                    token),
            cancel);
        if (changed)
            bells.Ringing(letter.Lane)();
        return changed;
    }

    /// <summary>Calls a waiting letter back.</summary>
    /// <returns>False when it is no longer waiting.</returns>
    public Task<bool> CancelAsync(long actorId, OutboxMessage letter, CancellationToken cancel)
    {
        var now = time.Now();
        return ChangeAsync(
            actorId, "letter.cancelled", letter,
            token => db.Outbox.Where(m => m.Id == letter.Id && m.State == OutboxState.Waiting).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, OutboxState.Cancelled).SetProperty(m => m.EndedAt, now).SetProperty(m => m.LastAnswer, m => "Called back by staff."), token),
            cancel);
    }

    /// <summary>Lets an address get mail again.</summary>
    /// <returns>False when it was not stopped.</returns>
    public async Task<bool> ReleaseAsync(long actorId, string address, string reason, CancellationToken cancel)
    {
        var key = OutboxMessage.KeyOf(address);
        if (await db.SuppressedAddresses.SingleOrDefaultAsync(a => a.Address == key, cancel) is not { } stop)
            return false;
        db.Remove(stop);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "address.released", stop, new { Was = stop.Reason.ToString() }, reason));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private Task<bool> ChangeAsync(long actorId, string action, OutboxMessage letter, Func<CancellationToken, Task<int>> change, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await change(token) == 0)
                    return false;
                db.History.Add(new HistoryEntry(time.Now(), actorId, action, letter, new { letter.Kind }));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);
}
