using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Events;

/// <summary>What an event means for its chapter: health, waking up, and those who wait for the next date.</summary>
public sealed class ChapterTies(AppDbContext db)
{
    /// <summary>It was published: the chapter lives, and whoever asked to be told is.</summary>
    public Task PublishedAsync(GroupEvent published, CancellationToken cancel) => NoteAsync(published, cancel);

    /// <summary>It has this date now.</summary>
    public Task NoteAsync(GroupEvent changed, CancellationToken cancel) =>
        db.Chapters.Where(c => c.Id == changed.ChapterId && (c.LastEventAt == null || c.LastEventAt < changed.StartsAt))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastEventAt, changed.StartsAt), cancel);

    /// <summary>It no longer takes place: the latest of those that are left counts.</summary>
    public async Task RecountAsync(GroupEvent ended, CancellationToken cancel)
    {
        var latest = await db.Events.Where(e => e.ChapterId == ended.ChapterId && e.State == EventState.Published).MaxAsync(e => (DateTime?)e.StartsAt, cancel);
        await db.Chapters.Where(c => c.Id == ended.ChapterId).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastEventAt, latest), cancel);
    }
}
