using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>The groups of the home page: those that met last or meet next.</summary>
public static class HomeChapters
{
    private const int Most = 6;

    public static async ValueTask<IReadOnlyList<ChapterTeaser>> ReadAsync(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var db = context.RequestServices.GetRequiredService<AppDbContext>();
        var rows = await context.RequestServices.GetRequiredService<PublicFacts>().ReadAsync("home chapters", () => db.Chapters.AsNoTracking().AsSplitQuery().Where(c => c.State == ChapterState.Active && !c.IsTest).OrderByDescending(c => c.QuietSince).ThenBy(c => c.Id).Take(Most)
            .Select(ChapterRow.Shape).ToListAsync(context.RequestAborted));
        return [.. rows.Select(r => r.Teaser(now))];
    }
}
