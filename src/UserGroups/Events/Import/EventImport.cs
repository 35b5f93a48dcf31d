using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Events.Import;

/// <summary>Brings over events of groups from a list (CSV): all of them or none, published, those to come open for answers. A row imported before changes nothing.</summary>
public sealed class EventImport(AppDbContext db, CityIndex cities, TimeProvider time)
{
    private const int Lot = 500;

    /// <param name="file">The list; columns: chapter, title, starts_on, and if you like summary, ends_on, city, country_code, online, language, url.</param>
    /// <param name="times">When they begin and how long they last: the list has dates only.</param>
    /// <param name="dryRun">True: everything but writing.</param>
    /// <param name="progress">Told now and then how far it is; null: nobody looks.</param>
    /// <param name="cancel">Stops; nothing is written then.</param>
    public Task<ImportResult> RunAsync(Stream file, ImportedTimes times, bool dryRun, IProgress<Progress>? progress = null, CancellationToken cancel = default)
    {
        var csv = CsvRows.Read(file, [.. EventImportRow.Required], [.. EventImportRow.Optional]);
        if (!csv.Ok)
            return Task.FromResult(ImportResult.Refused(csv.Problems));
        return dryRun ? TakeAsync(csv.Rows, times, write: false, null, cancel) : db.InTransactionAsync(token => TakeAsync(csv.Rows, times, write: true, progress, token), cancel);
    }

    private async Task<ImportResult> TakeAsync(IReadOnlyList<CsvRow> csv, ImportedTimes times, bool write, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var chapters = new ImportedChapters(await db.Chapters.AsNoTracking().Where(c => c.State == ChapterState.Active || c.State == ChapterState.Dormant).OrderBy(c => c.Id)
            .Select(c => new ImportedChapter(c.Id, c.ImportKey ?? c.SortName, c.SortName, c.CityName, c.TimeZone)).ToListAsync(cancel));
        var known = (await db.Events.Where(e => e.ImportKey != null).Select(e => e.ImportKey!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var (problems, fresh, seen) = (new List<CsvProblem>(), new List<EventImportRow>(), new HashSet<string>(StringComparer.Ordinal));
        var (repeated, zones, places) = (0, 0, new ImportedCities(cities));
        foreach (var line in csv)
        {
            try
            {
                var row = EventImportRow.Read(line, chapters, places, times);
                // The entity's own rules speak here too, before anything is written.
                GroupEvent.Check(row.Details, time.Now());
                zones += row.ZoneOfGroup ? 1 : 0;
                if (!seen.Add(row.Key))
                    repeated++;
                else if (!known.Contains(row.Key))
                    fresh.Add(row);
            }
            catch (RuleException wrong)
            {
                problems.Add(new CsvProblem(line.Line, wrong.Message));
            }
        }

        if (problems.Count > 0)
            return ImportResult.Refused(problems);
        if (write)
            await AddAsync(fresh, progress, cancel);
        string[] notes = zones == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{zones} {(zones == 1 ? "row names a city" : "rows name cities")} that the list of cities does not have in that country; the time zone of the group was taken.")];
        return new ImportResult(csv.Count, fresh.Count, seen.Count - fresh.Count, repeated, [], notes);
    }

    private async Task AddAsync(List<EventImportRow> rows, IProgress<Progress>? progress, CancellationToken cancel)
    {
        var now = time.Now();
        var taken = (await db.Events.Select(e => e.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var done = 0;
        foreach (var lot in rows.Chunk(Lot))
        {
            var ids = lot.Select(r => r.Chapter).Distinct().ToList();
            var chapters = await db.Chapters.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
            foreach (var row in lot)
                Add(row, chapters[row.Chapter], taken, now);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            progress?.Report(new Progress(done += lot.Length, rows.Count));
        }
    }

    private void Add(EventImportRow row, Chapter chapter, HashSet<string> taken, DateTime now)
    {
        // The date is part of the address: groups call every evening the same.
        var slug = Slug.Unique($"{row.Details.Title} {row.Details.Date:yyyy-MM-dd}", taken);
        taken.Add(slug);
        var imported = GroupEvent.Imported(chapter, slug, row.Details, row.Key, now);
        db.Events.Add(imported);
        if (imported.StartsAt <= now)
            chapter.NotePastEvent(imported.StartsAt);
        else if (chapter.NoteEvent(imported.StartsAt))
            db.History.Add(new HistoryEntry(now, null, "chapter.woken", chapter));
        db.History.Add(new HistoryEntry(now, null, "event.imported", imported, new { row.Line }));
    }
}
