using Microsoft.EntityFrameworkCore;

namespace UserGroups.Data;

/// <summary>What <c>verify-audit</c> found.</summary>
/// <param name="Entries">How many entries were read.</param>
/// <param name="HeadHash">Hash of the last entry: note it elsewhere, and a later cut at the end shows too.</param>
/// <param name="FirstBroken">Number of the first entry that does not fit, or null.</param>
/// <param name="Problem">What does not fit there, or null.</param>
public sealed record AuditResult(long Entries, string HeadHash, long? FirstBroken, string? Problem)
{
    public bool IsWhole => FirstBroken is null;
}

/// <summary>Reads the whole history and recomputes its chain.</summary>
public sealed class AuditService(AppDbContext db)
{
    private long count;
    private string hash = HistoryEntry.Genesis;

    public async Task<AuditResult> VerifyAsync(CancellationToken cancel = default)
    {
        (count, hash) = (0, HistoryEntry.Genesis);
        var heads = await db.Set<HistoryHead>().AsNoTracking().OrderBy(h => h.Id).Take(2).ToListAsync(cancel);
        if (heads.Count != 1)
            return new AuditResult(0, "", 1, heads.Count == 0 ? "The end of the chain (table HistoryHead) is missing." : "The chain has two ends (table HistoryHead).");
        try
        {
            return await VerifyAsync(heads[0], cancel);
        }
        catch (Exception error) when (error is FormatException or InvalidCastException or InvalidOperationException or OverflowException)
        {
            // Whoever tampers need not leave a date that is one.
            return new AuditResult(count, hash, count + 1, $"Entry {count + 1} cannot be read.");
        }
    }

    private async Task<AuditResult> VerifyAsync(HistoryHead head, CancellationToken cancel)
    {
        await foreach (var entry in db.History.AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (Problem(entry, count + 1, hash) is string problem)
                return new AuditResult(count, hash, count + 1, problem);
            count++;
            hash = entry.Hash;
        }

        return count == head.LastId && hash == head.LastHash
            ? new AuditResult(count, hash, null, null)
            : new AuditResult(count, hash, count + 1, $"The history ends at entry {count}, but {head.LastId} were written.");
    }

    private static string? Problem(HistoryEntry entry, long expected, string previousHash)
    {
        if (entry.Id != expected)
            return $"Entry {expected} is missing.";
        if (entry.PreviousHash != previousHash)
            return $"Entry {expected} does not follow the one before it.";
        return entry.Hash == entry.ComputeHash() ? null : $"Entry {expected} was changed after it was written.";
    }
}
