using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Sponsorship.Licences;

namespace UserGroups.Sponsorship.Jobs;

/// <summary>A licence is a chapter's: when the chapter is retired, its keys are taken back.</summary>
public sealed class EndLicences(AppDbContext db, LicenceService licences) : IJob
{
    private const int Batch = 100;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var ended = await db.LicenceKeys.Where(k => k.State == LicenceKeyState.Granted && db.Chapters.Any(c => c.Id == k.ChapterId && c.State == ChapterState.Retired))
            .OrderBy(k => k.Id).Select(k => k.LineId!.Value).Take(Batch).ToListAsync(cancel);
        foreach (var line in ended)
        {
            await licences.RevokeAsync(null, line, "The group is retired.", cancel);
            db.ChangeTracker.Clear();
        }

        return $"{ended.Count} licences ended";
    }
}
