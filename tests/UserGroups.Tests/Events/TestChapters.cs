using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;

namespace UserGroups.Tests.Events;

public static class TestChapters
{
    /// <summary>An active chapter.</summary>
    public static async Task<Chapter> AddAsync(AppDbContext db, string name, string slug, DateTime now)
    {
        var chapter = new Chapter(name, slug, now);
        db.Add(chapter);
        await db.SaveChangesAsync();
        await db.InTransactionAsync(token => db.Chapters.Where(c => c.Id == chapter.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, ChapterState.Active), token));
        return chapter;
    }
}
