using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Mail;

/// <summary>Takes the addresses of somebody who is gone out of the outbox.</summary>
public static class OutboxForgetting
{
    /// <summary>
    /// Removes letters to the addresses that were sent or ended, and those that wait and are not about the account itself. What still has to be said
    /// (an alarm, the last letter) leaves first; <see cref="ForgetAfterAsync"/> removes it then. In the caller's transaction.
    /// </summary>
    public static Task<int> ForgetAsync(AppDbContext db, IReadOnlyList<string> addresses, DateTime now, CancellationToken cancel)
    {
        var keys = addresses.Select(OutboxMessage.KeyOf).Distinct(StringComparer.Ordinal).ToList();
        return RemoveAsync(db, db.Outbox.Where(m => keys.Contains(m.ToKey) && (m.EndedAt <= now || (m.State == OutboxState.Waiting && m.Lane != MailLane.System))), cancel);
    }

    /// <summary>Removes what was ended before <paramref name="before"/> and went to an address up to a letter of the kind that says good-bye to it.</summary>
    public static Task<int> ForgetAfterAsync(AppDbContext db, string kind, DateTime before, CancellationToken cancel) => db.InTransactionAsync(
        token => RemoveAsync(db, db.Outbox.Where(m => m.EndedAt < before && db.Outbox.Any(last => last.Kind == kind && last.EndedAt < before && last.ToKey == m.ToKey && last.Id >= m.Id)), token),
        cancel);

    private static async Task<int> RemoveAsync(AppDbContext db, IQueryable<OutboxMessage> letters, CancellationToken cancel)
    {
        var ids = await letters.Select(m => m.Id).ToListAsync(cancel);
        foreach (var lot in ids.Chunk(500))
        {
            await db.Set<OutboxAttachment>().Where(a => lot.Contains(a.OutboxMessageId)).ExecuteDeleteAsync(cancel);
            await db.Outbox.Where(m => lot.Contains(m.Id)).ExecuteDeleteAsync(cancel);
        }

        return ids.Count;
    }
}
