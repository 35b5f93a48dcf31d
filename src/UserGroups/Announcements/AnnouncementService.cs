using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Announcements.Letters;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>What organizers do with a letter to their members before it goes out. Who may is asked before (<see cref="AnnouncementsAccess"/>).</summary>
public sealed class AnnouncementService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time)
{
    /// <summary>A draft. The same form sent again gives the same draft.</summary>
    /// <exception cref="RuleException">Something is missing or too long.</exception>
    public async Task<Announcement> CreateAsync(long writerId, long chapterId, string? subject, string? body, Guid? formKey, CancellationToken cancel = default)
    {
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    if (formKey is not null && await db.Announcements.AsNoTracking().SingleOrDefaultAsync(a => a.FormKey == formKey && a.ChapterId == chapterId, token) is Announcement made)
                        return made;
                    var draft = new Announcement(chapterId, await FreeSlugAsync(chapterId, subject, token), subject, body, writerId, formKey, time.Now());
                    db.Announcements.Add(draft);
                    db.History.Add(new HistoryEntry(time.Now(), writerId, "announcement.written", draft));
                    await db.SaveChangesAsync(token);
                    return draft;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation() && formKey is not null)
        {
            db.ChangeTracker.Clear();
            return await db.Announcements.AsNoTracking().SingleAsync(a => a.FormKey == formKey, cancel);
        }
    }

    /// <param name="seenVersion">The version the person saw.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed it.</exception>
    public async Task ChangeAsync(long writerId, long id, int seenVersion, string? subject, string? body, CancellationToken cancel = default)
    {
        var draft = await db.Announcements.SingleAsync(a => a.Id == id, cancel);
        if (draft.Version != seenVersion)
            throw new DbUpdateConcurrencyException("Somebody changed this letter while you were looking at it.");
        draft.Write(subject, body, writerId, time.Now());
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Throws a draft away. One that is gone already is what they wanted.</summary>
    /// <exception cref="RuleException">It has been sent.</exception>
    public Task RemoveAsync(long writerId, long id, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await db.Announcements.SingleOrDefaultAsync(a => a.Id == id, token) is not Announcement draft)
                    return;
                if (!draft.IsEditable)
                    throw new RuleException("It has been sent; it stays in the archive.");
                db.History.Add(new HistoryEntry(time.Now(), writerId, "announcement.removed", draft));
                db.Announcements.Remove(draft);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Sends it to the person alone, to look at.</summary>
    /// <returns>The address it goes to.</returns>
    /// <exception cref="RuleException">More than twenty in an hour.</exception>
    public async Task<string> TestAsync(long personId, long id, CancellationToken cancel = default)
    {
        var sheet = await SheetAsync(db, site, id, withArchive: false, cancel);
        var person = await db.People.AsNoTracking().Where(p => p.Id == personId).Select(p => new { p.Email, p.Name }).SingleAsync(cancel);
        var wait = await db.InTransactionAsync(
            async token =>
            {
                if (await db.CountAsync(time.Now(), [new AttemptLimit("announcement-test", $"{personId}", 20, TimeSpan.FromHours(1))], token) is TimeSpan tooMany)
                    return (TimeSpan?)tooMany;
                post.Send(new ChapterNewsTest(person.Email!, person.Name, sheet));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancel);
        return wait is null ? person.Email! : throw new RuleException("That was tried too often. You get at most twenty tests an hour; look at the preview below in the meantime.");
    }

    internal static Task<NewsSheet> SheetAsync(AppDbContext db, SiteAddress site, long id, bool withArchive, CancellationToken cancel) =>
        db.Announcements.AsNoTracking().Where(a => a.Id == id)
            .Select(a => new NewsSheet(site, a.Chapter.Slug, a.Chapter.Name, a.Subject, a.Body, withArchive ? "/chapters/" + a.Chapter.Slug + "/announcements/" + a.Slug : null)).SingleAsync(cancel);

    private async Task<string> FreeSlugAsync(long chapterId, string? subject, CancellationToken cancel) =>
        Slug.Unique(subject, (await db.Announcements.Where(a => a.ChapterId == chapterId).Select(a => a.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal));
}
