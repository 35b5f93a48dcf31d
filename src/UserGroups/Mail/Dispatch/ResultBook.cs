using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// Writes results many at a time: one commit for what came together in a tenth of a second. What the server took stands in the
/// journal from the first moment. Results that could not be written are kept and written before anything else is sent.
/// </summary>
public sealed class ResultBook(IServiceScopeFactory scopes, OutboxLeases leases, MailOptions options, TimeProvider time) : IDisposable
{
    private readonly Lazy<DeliveryJournal> journal = new(() => new DeliveryJournal(options.Journal, leases.Me));
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Lock door = new();
    private List<TryResult> open = [];

    public int Open
    {
        get
        {
            lock (door)
                return open.Count;
        }
    }

    public void Add(TryResult result)
    {
        lock (door)
        {
            open.Add(result);
            // The line comes before anything else can happen to this process, and under the same lock as its removal.
            if (result.State == OutboxState.Sent)
                journal.Value.Note(result.Id, result.Answer ?? "");
        }
    }

    /// <summary>Commits what is open. When that fails everything stays open, and the error is the caller's.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            var batch = Take();
            if (batch.Count == 0)
                return;
            try
            {
                await StoreAsync(leases.Me, batch, cancel);
            }
            catch
            {
                lock (door)
                    open.InsertRange(0, batch);
                throw;
            }

            lock (door)
            {
                // A letter noted in between would be forgotten with the others.
                if (open.Count == 0 && journal.IsValueCreated)
                    journal.Value.Clear();
            }
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Does for a process that was killed what it could not do itself: records what the server took, frees the rest.</summary>
    /// <returns>How many letters were found sent, and how many freed.</returns>
    public async Task<(int Sent, int Freed)> TakeOverAsync(CancellationToken cancel)
    {
        var (sent, freed) = (0, 0);
        foreach (var left in DeliveryJournal.Abandoned(options.Journal))
        {
            using (left)
            {
                foreach (var part in left.Taken.Chunk(500))
                    sent += await StoreAsync(left.Owner, [.. part.Select(t => new TryResult(t.Id, OutboxState.Sent, 0, time.Now(), false, t.Answer))], cancel);
                freed += await leases.FreeOfAsync(left.Owner, cancel);
                left.Delete();
            }
        }

        return (sent, freed);
    }

    public void Dispose()
    {
        if (journal.IsValueCreated)
            journal.Value.Dispose();
        writing.Dispose();
    }

    private List<TryResult> Take()
    {
        lock (door)
        {
            var batch = open;
            open = [];
            return batch;
        }
    }

    private async Task<int> StoreAsync(string owner, List<TryResult> batch, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        return await db.InTransactionAsync(
            async token =>
            {
                var stored = await OutboxWrites.StoreAsync(db, owner, batch, time.Now(), token);
                foreach (var result in batch.Where(r => r.StoppedAddress is not null))
                    await Suppression.AddAsync(db, result.StoppedAddress!, SuppressionReason.Refused, result.Answer ?? "", result.Id, time.Now(), token);
                await db.SaveChangesAsync(token);
                return stored;
            },
            cancel);
    }
}
