using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Licences;

/// <summary>A key as a file brings it.</summary>
/// <param name="Line">Line of the file, for what is wrong with it.</param>
public sealed record KeyRow(int Line, string Product, string Key, string Seats);

/// <summary>What an import did, or would do.</summary>
/// <param name="Added">Keys that were new.</param>
/// <param name="Known">Keys the pool had already; they stay as they are.</param>
/// <param name="Problems">What is wrong with the file; when there is any, nothing was added.</param>
public sealed record KeyImport(int Added, int Known, IReadOnlyList<CsvProblem> Problems);

/// <summary>Takes keys into the pool, all or none, each once.</summary>
public sealed class KeyPool(AppDbContext db, IDataProtectionProvider protection, TimeProvider time)
{
    private const int Batch = 500;

    private readonly IDataProtector seal = protection.CreateProtector(Seal);

    /// <summary>Purpose of the seal; who unseals must name the same.</summary>
    public static string Seal => "Sponsorship.LicenceKeys";

    /// <param name="rows">Of the file, in its order.</param>
    /// <param name="dryRun">Only look what would happen.</param>
    /// <param name="progress">Told after each batch how many rows are done.</param>
    /// <param name="cancel">Stops; nothing is added then.</param>
    public async Task<KeyImport> ImportAsync(IReadOnlyList<KeyRow> rows, bool dryRun, Action<int>? progress = null, CancellationToken cancel = default)
    {
        var problems = new List<CsvProblem>();
        var keys = Check(rows, problems);
        if (problems.Count > 0)
            return new KeyImport(0, 0, problems);
        // Before the transaction: sealing may have to store a new key of its own, which waits for the same turn to write.
        var now = time.Now();
        var sealedKeys = keys.ConvertAll(k => new LicenceKey(k.Product, seal.Protect(k.Key), k.Hash, k.Seats, now));
        if (dryRun)
        {
            var (fresh, known) = await SplitAsync(sealedKeys, cancel);
            return new KeyImport(fresh.Count, known, []);
        }

        return await db.InTransactionAsync(token => AddAsync(sealedKeys, progress, now, token), cancel);
    }

    private async Task<KeyImport> AddAsync(List<LicenceKey> keys, Action<int>? progress, DateTime now, CancellationToken cancel)
    {
        // Inside the transaction: two imports of one file at once must not both find its keys new.
        var (fresh, known) = await SplitAsync(keys, cancel);
        var done = known;
        foreach (var batch in fresh.Chunk(Batch))
        {
            db.LicenceKeys.AddRange(batch);
            await db.SaveChangesAsync(cancel);
            done += batch.Length;
            progress?.Invoke(done);
        }

        if (fresh.Count > 0)
        {
            db.History.Add(new HistoryEntry(now, null, "licence-keys.imported", fresh[0], fresh.GroupBy(k => k.Product).Take(20).ToDictionary(g => g.Key, g => g.Count())));
            await db.SaveChangesAsync(cancel);
        }

        return new KeyImport(fresh.Count, known, []);
    }

    private async Task<(List<LicenceKey> Fresh, int Known)> SplitAsync(List<LicenceKey> keys, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in keys.Select(k => k.KeyHash).Chunk(Batch))
            known.UnionWith(await db.LicenceKeys.Where(k => batch.Contains(k.KeyHash)).Select(k => k.KeyHash).ToListAsync(cancel));
        return (keys.FindAll(k => !known.Contains(k.KeyHash)), known.Count);
    }

    private static List<(string Product, string Key, string Hash, int Seats)> Check(IReadOnlyList<KeyRow> rows, List<CsvProblem> problems)
    {
        var keys = new List<(string, string, string, int)>(rows.Count);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var hash = LicenceKey.HashOf(row.Key);
            var seats = 1;
            if (Wrong(row, ref seats) is string reason)
                problems.Add(new CsvProblem(row.Line, reason));
            else if (!seen.TryAdd(hash, row.Line))
                problems.Add(new CsvProblem(row.Line, $"This key stands on line {seen[hash]} already."));
            else
                keys.Add((row.Product, row.Key, hash, seats));
        }

        return keys;
    }

    private static string? Wrong(KeyRow row, ref int seats)
    {
        if (row.Product.Length is 0 or > LicenceKey.ProductLength || !TypedText.IsLine(row.Product))
            return $"The product is a name of 1 to {LicenceKey.ProductLength} characters on one line.";
        // The key itself is never repeated on a screen.
        if (row.Key.Length is 0 or > LicenceKey.KeyLength || !TypedText.IsLine(row.Key))
            return $"The key is 1 to {LicenceKey.KeyLength} characters on one line.";
        if (row.Seats.Length > 0 && (!int.TryParse(row.Seats, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out seats) || seats is < 1 or > LicenceKey.MostSeats))
            return $"Seats is a whole number from 1 to {LicenceKey.MostSeats}.";
        return null;
    }
}
