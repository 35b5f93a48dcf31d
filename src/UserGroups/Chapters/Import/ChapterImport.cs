using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Chapters.Import;

/// <summary>
/// Brings over groups that were there before the portal, from a list (CSV): all of them or none. Each becomes an active chapter that nobody leads
/// here yet, so its page asks for somebody to take it over. A row imported before changes nothing.
/// </summary>
public sealed class ChapterImport(AppDbContext db, CityIndex cities, TimeProvider time)
{
    private const int Lot = 500;

    /// <param name="file">The list; columns: name, latitude, longitude, and if you like region, country, url, virtual.</param>
    /// <param name="dryRun">True: everything but writing.</param>
    /// <param name="progress">Told now and then how far it is; null: nobody looks.</param>
    /// <param name="cancel">Stops; nothing is written then.</param>
    public async Task<ImportResult> RunAsync(Stream file, bool dryRun, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        var csv = CsvRows.Read(file, [.. ChapterImportRow.Required], [.. ChapterImportRow.Optional]);
        if (!csv.Ok)
            return ImportResult.Refused(csv.Problems);
        var problems = new List<CsvProblem>();
        var rows = new List<ChapterImportRow>(csv.Rows.Count);
        foreach (var row in csv.Rows)
        {
            try
            {
                rows.Add(ChapterImportRow.Read(row, cities));
            }
            catch (RuleException wrong)
            {
                problems.Add(new CsvProblem(row.Line, wrong.Message));
            }
        }

        // Read and written in one transaction: two imports at once come one after the other.
        return dryRun ? await TakeAsync(rows, problems, write: false, null, cancel) : await db.InTransactionAsync(token => TakeAsync(rows, problems, write: true, progress, token), cancel);
    }

    private async Task<ImportResult> TakeAsync(List<ChapterImportRow> rows, List<CsvProblem> problems, bool write, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var known = (await db.Chapters.Where(c => c.ImportKey != null).Select(c => c.ImportKey!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var others = await db.Chapters.Where(c => c.ImportKey == null && c.State != ChapterState.Draft && c.State != ChapterState.Declined)
            .Select(c => new { c.SortName, c.Slug }).GroupBy(c => c.SortName).Select(g => new { g.Key, Slug = g.Min(c => c.Slug)! }).ToDictionaryAsync(g => g.Key, g => g.Slug, cancel);
        var seen = new Dictionary<string, ChapterImportRow>(StringComparer.Ordinal);
        var fresh = new List<ChapterImportRow>();
        var repeated = 0;
        foreach (var row in rows)
        {
            if (seen.TryGetValue(row.Key, out var first))
            {
                if (first with { Line = row.Line } == row)
                    repeated++;
                else
                    problems.Add(new CsvProblem(row.Line, $"Line {first.Line} has a group of this name too. Two groups need two names."));
            }
            else if (others.TryGetValue(row.Key, out var slug))
            {
                problems.Add(new CsvProblem(row.Line, $"There is a group of this name already, /chapters/{slug}, which did not come from a list. Take the row out, or give the group another name."));
            }
            else if (!known.Contains(row.Key))
            {
                fresh.Add(row);
            }

            seen.TryAdd(row.Key, row);
        }

        if (problems.Count > 0)
            return ImportResult.Refused([.. problems.OrderBy(p => p.Line)]);
        if (write)
            await AddAsync(fresh, progress, cancel);
        return new ImportResult(rows.Count, fresh.Count, rows.Count - fresh.Count - repeated, repeated, [], []);
    }

    private async Task AddAsync(List<ChapterImportRow> rows, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var now = time.Now();
        var taken = (await db.Chapters.Select(c => c.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var done = 0;
        foreach (var lot in rows.Chunk(Lot))
        {
            foreach (var row in lot)
            {
                var slug = Slug.Unique(row.Name, taken);
                taken.Add(slug);
                var chapter = Chapter.Imported(row.Name, slug, row.Key, row.City, row.Latitude, row.Longitude, row.Website, now);
                db.Chapters.Add(chapter);
                db.History.Add(new HistoryEntry(now, null, "chapter.imported", chapter, new { row.Line, Km = row.City is null ? null : Km(row) }));
            }

            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            progress?.Report(new Progress(done += lot.Length, rows.Count));
        }
    }

    private static double? Km(ChapterImportRow row) => Math.Round(Distance.Km(row.Latitude!.Value, row.Longitude!.Value, row.City!.Latitude, row.City.Longitude), 1);
}
