using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>What an event means for its chapter: health, waking up, and those who wait for the next date. The caller saves.</summary>
public sealed class ChapterTies(AppDbContext db, WatchService watches, TimeProvider time)
{
    /// <summary>It was published: the chapter lives, and whoever asked to be told is.</summary>
    /// <exception cref="RuleException">The chapter is not active.</exception>
    public Task PublishedAsync(GroupEvent published, long actorId, CancellationToken cancel)
    {
        Note(published, actorId);
        var when = LocalTime.Format(published.StartsAt, published.TimeZone, CultureInfo.InvariantCulture);
        return watches.TellAsync(published.Chapter, published.Title, when, $"/events/{published.Slug}", cancel);
    }

    /// <summary>It has this date now; a dormant chapter wakes, which its history says.</summary>
    public void Note(GroupEvent changed, long actorId)
    {
        if (changed.Chapter.NoteEvent(changed.StartsAt))
            db.History.Add(new HistoryEntry(time.Now(), actorId, "chapter.woken", changed.Chapter, new { Event = changed.Id }));
    }

    /// <summary>It no longer takes place: the latest of those that are left counts.</summary>
    public async Task RecountAsync(GroupEvent ended, CancellationToken cancel)
    {
        var latest = await db.Events.Where(e => e.ChapterId == ended.ChapterId && e.Id != ended.Id && e.State == EventState.Published).MaxAsync(e => (DateTime?)e.StartsAt, cancel);
        ended.Chapter.RecountEvents(latest);
    }
}
