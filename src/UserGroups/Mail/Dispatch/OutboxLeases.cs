using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// Who has which letters. A lease is taken by a conditional update, runs five minutes and is renewed while its process lives, so two
/// dispatchers never have the same letter, and a dead one's letters are free again soon.
/// </summary>
public sealed class OutboxLeases(IServiceScopeFactory scopes, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan RenewedEvery = TimeSpan.FromMinutes(1);

    /// <summary>This process, for as long as it lives.</summary>
    public string Me { get; } = Name();

    /// <summary>Takes up to <paramref name="count"/> due letters of a lane, oldest turn first.</summary>
    public async Task<List<OutboxMessage>> TakeAsync(MailLane lane, int count, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = time.Now();
        // A look without the turn to write: an idle portal does not queue up behind its visitors every few seconds.
        if (!await Due(db, lane, now).AnyAsync(cancel))
            return [];
        return await db.InTransactionAsync(token => TakeAsync(db, lane, count, now, token), cancel);
    }

    /// <summary>Frees what a process held that is known to be dead.</summary>
    public Task<int> FreeOfAsync(string owner, CancellationToken cancel) =>
        FreeAsync(m => m.State == OutboxState.Sending && m.LeasedBy == owner, "The program ended before this letter was sent.", cancel);

    /// <summary>Frees leases that ran out: the process, or its whole machine, is gone.</summary>
    public async Task<int> FreeExpiredAsync(CancellationToken cancel)
    {
        var now = time.Now();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            if (!await db.Outbox.AnyAsync(m => m.State == OutboxState.Sending && m.LeasedBy != Me && m.LeasedUntil < now, cancel))
                return 0;
        }

        return await FreeAsync(
            m => m.State == OutboxState.Sending && m.LeasedBy != Me && m.LeasedUntil < now, "The lease ran out: another process ended while it had this letter.", cancel);
    }

    /// <summary>Renews all leases of this process.</summary>
    public async Task RenewAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var until = time.Now() + Length;
        await db.InTransactionAsync(
            token => db.Outbox.Where(m => m.State == OutboxState.Sending && m.LeasedBy == Me)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeasedUntil, until), token),
            cancel);
    }

    private static IQueryable<OutboxMessage> Due(AppDbContext db, MailLane lane, DateTime now) =>
        db.Outbox.Where(m => m.State == OutboxState.Waiting && m.Lane == lane && m.NextTryAt <= now);

    private async Task<List<OutboxMessage>> TakeAsync(AppDbContext db, MailLane lane, int count, DateTime now, CancellationToken cancel)
    {
        var ids = await Due(db, lane, now).OrderBy(m => m.NextTryAt).ThenBy(m => m.Id).Select(m => m.Id).Take(count).ToListAsync(cancel);
        // The condition is asked again on the row itself: on SQL Server two processes may have read the same numbers.
        await db.Outbox.Where(m => ids.Contains(m.Id) && m.State == OutboxState.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, OutboxState.Sending).SetProperty(m => m.LeasedBy, Me).SetProperty(m => m.LeasedUntil, now + Length),
            cancel);
        var taken = await db.Outbox.AsNoTracking().Where(m => ids.Contains(m.Id) && m.State == OutboxState.Sending && m.LeasedBy == Me).ToListAsync(cancel);
        await LoadAttachmentsAsync(db, taken, cancel);
        taken.Sort((a, b) => (a.NextTryAt, a.Id).CompareTo((b.NextTryAt, b.Id)));
        return taken;
    }

    private static async Task LoadAttachmentsAsync(AppDbContext db, List<OutboxMessage> taken, CancellationToken cancel)
    {
        var with = taken.Where(m => m.HasAttachments).ToDictionary(m => m.Id);
        if (with.Count == 0)
            return;
        foreach (var file in await db.Set<OutboxAttachment>().AsNoTracking().Where(a => with.Keys.Contains(a.OutboxMessageId)).OrderBy(a => a.Id).ToListAsync(cancel))
            with[file.OutboxMessageId].Attachments.Add(file);
    }

    private async Task<int> FreeAsync(Expression<Func<OutboxMessage, bool>> which, string answer, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        return await db.InTransactionAsync(
            token => db.Outbox.Where(which).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, OutboxState.Waiting).SetProperty(m => m.LeasedBy, (string?)null).SetProperty(m => m.LeasedUntil, (DateTime?)null)
                    .SetProperty(m => m.LastAnswer, answer),
                token),
            cancel);
    }

    private static string Name()
    {
        var machine = Environment.MachineName.Length <= 40 ? Environment.MachineName : Environment.MachineName[..40];
        return $"{machine}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    }
}
