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
    /// <summary>A finished draft. The same form sent again gives the same draft.</summary>
    /// <param name="seenVersion">Of the draft that kept itself while it was typed; 0 when there was none.</param>
    /// <exception cref="RuleException">Something is missing or too long.</exception>
    public Task<Announcement> CreateAsync(long writerId, long chapterId, string? subject, string? body, Guid? formKey, int seenVersion = 0, CancellationToken cancel = default) =>
        TakeAsync(writerId, chapterId, null, formKey, seenVersion, subject, body, isWhole: true, cancel);

    /// <param name="seenVersion">The version the person saw.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed it.</exception>
    public async Task ChangeAsync(long writerId, long id, int seenVersion, string? subject, string? body, CancellationToken cancel = default) =>
        await TakeAsync(writerId, null, id, null, seenVersion, subject, body, isWhole: true, cancel);

    /// <summary>Keeps what was typed so far, half of it perhaps; begins the draft when there is none. The same text again changes nothing.</summary>
    /// <param name="writerId">Who types.</param>
    /// <param name="chapterId">For which chapter.</param>
    /// <param name="id">Which draft; null for one that may not be there yet.</param>
    /// <param name="formKey">Of the form that begins it.</param>
    /// <param name="seenVersion">The version the person saw; 0 when there was none.</param>
    /// <param name="subject">As typed.</param>
    /// <param name="body">As typed.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="DbUpdateConcurrencyException">Another organizer, or another tab, was faster.</exception>
    public Task<Announcement> KeepAsync(long writerId, long chapterId, long? id, Guid? formKey, int seenVersion, string? subject, string? body, CancellationToken cancel = default) =>
        TakeAsync(writerId, chapterId, id, formKey, seenVersion, subject, body, isWhole: false, cancel);

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

    private async Task<Announcement> TakeAsync(long writerId, long? chapterId, long? id, Guid? formKey, int seenVersion, string? subject, string? body, bool isWhole, CancellationToken cancel)
    {
        Announcement.Require(subject, body, isWhole);
        try
        {
            return await db.InTransactionAsync(
                async token =>
                {
                    var draft = id is not null ? await db.Announcements.SingleAsync(a => a.Id == id, token)
                        : formKey is null ? null : await db.Announcements.SingleOrDefaultAsync(a => a.FormKey == formKey && a.ChapterId == chapterId, token);
                    if (draft is null)
                    {
                        if (string.IsNullOrWhiteSpace(subject) && string.IsNullOrWhiteSpace(body) && !isWhole)
                            throw new RuleException("There is nothing to keep yet.", "Body");
                        draft = new Announcement(chapterId!.Value, Guid.NewGuid().ToString("N"), subject, body, writerId, formKey, time.Now());
                        db.Announcements.Add(draft);
                        db.History.Add(new HistoryEntry(time.Now(), writerId, "announcement.written", draft));
                    }

                    await WriteAsync(draft, writerId, seenVersion, subject, body, isWhole, token);
                    await db.SaveChangesAsync(token);
                    return draft;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation() && formKey is not null)
        {
            throw new DbUpdateConcurrencyException("This draft was begun at the same moment.", error);
        }
    }

    private async Task WriteAsync(Announcement draft, long writerId, int seenVersion, string? subject, string? body, bool isWhole, CancellationToken cancel)
    {
        var (before, named) = (draft.Version, draft.Subject);
        if (isWhole)
            draft.Write(subject, body, writerId, time.Now());
        else
            draft.Keep(subject, body, writerId, time.Now());
        // The same form pressed twice brings the same text, and is no quarrel.
        if (draft.Id != 0 && draft.Version != before && before != seenVersion)
            throw new DbUpdateConcurrencyException("Somebody changed this letter while you were looking at it.");
        if (draft.SubmittedAt is null && (draft.Id == 0 || draft.Subject != named))
            draft.MoveTo(await db.Announcements.Where(a => a.ChapterId == draft.ChapterId && a.Id != draft.Id).Select(a => a.Slug).FreeAsync(draft.Subject, cancel));
    }

    internal static Task<NewsSheet> SheetAsync(AppDbContext db, SiteAddress site, long id, bool withArchive, CancellationToken cancel) =>
        db.Announcements.AsNoTracking().Where(a => a.Id == id)
            .Select(a => new NewsSheet(site, a.Chapter.Slug, a.Chapter.Name, a.Subject, a.Body, withArchive ? "/chapters/" + a.Chapter.Slug + "/announcements/" + a.Slug : null)).SingleAsync(cancel);
}
