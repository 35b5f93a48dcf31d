using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>The end of the history: one row that every writer of history locks first, so that the chain never forks.</summary>
public sealed class HistoryHead
{
    /// <summary>Always 1: there is one chain.</summary>
    public int Id { get; private set; } = 1;

    public long LastId { get; private set; }

    public string LastHash { get; private set; } = HistoryEntry.Genesis;
}

internal static class HistoryChain
{
    /// <summary>Takes the unsaved entries out of the change tracker, oldest first, and refuses changed or deleted ones.</summary>
    public static IReadOnlyList<HistoryEntry> TakeNewEntries(AppDbContext db)
    {
        List<HistoryEntry>? found = null;
        foreach (var entry in db.ChangeTracker.Entries<HistoryEntry>())
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted)
                throw new InvalidOperationException("History is append-only.");
            if (entry.State == EntityState.Added && entry.Entity.Hash.Length == 0)
                (found ??= []).Add(entry.Entity);
        }

        if (found is null)
            return [];
        found.Sort((one, other) => other.Id.CompareTo(one.Id));
        foreach (var entry in found)
            db.Entry(entry).State = EntityState.Detached;
        return found;
    }

    /// <summary>Numbers, chains and adds the entries; the caller saves. Must run inside a transaction.</summary>
    public static async Task SealAsync(AppDbContext db, IReadOnlyList<HistoryEntry> entries, CancellationToken cancel)
    {
        // The update comes before the read: it takes the row's lock, so on SQL Server a second writer waits here.
        await db.Set<HistoryHead>().ExecuteUpdateAsync(head => head.SetProperty(h => h.LastId, h => h.LastId + entries.Count), cancel);
        var end = await db.Set<HistoryHead>().AsNoTracking().SingleAsync(cancel);
        var id = end.LastId - entries.Count;
        var hash = end.LastHash;
        foreach (var entry in entries)
        {
            entry.Seal(++id, hash);
            hash = entry.Hash;
            db.History.Add(entry);
        }

        await db.Set<HistoryHead>().ExecuteUpdateAsync(head => head.SetProperty(h => h.LastHash, hash), cancel);
    }
}
