using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements.Letters;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>What one person gets: each chapter they are in, and the general purposes.</summary>
public sealed record MailWishes(string Name, IReadOnlyList<ChapterWish> Chapters, IReadOnlyList<MailPurpose> Purposes);

/// <summary>The news of one chapter.</summary>
public sealed record ChapterWish(long ChapterId, string Slug, string Name, bool Wanted);

/// <summary>Gives and takes back consents. Taking back works at once, also for letters of a send that is under way.</summary>
public sealed class ConsentService(AppDbContext db, SiteAddress site, TimeProvider time) : IMembershipFollower
{
    /// <summary>The tick beside "join".</summary>
    public const string NewsTick = "news";

    /// <summary>What the person gets now; null when there is no such person any more.</summary>
    public async Task<MailWishes?> WishesAsync(long personId, CancellationToken cancel = default)
    {
        var name = await db.People.Where(p => p.Id == personId && p.DeletedAt == null).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        if (name is null)
            return null;
        var chapters = await db.ChapterMembers.AsNoTracking().Where(m => m.PersonId == personId && m.LeftAt == null && !m.Chapter.IsTest)
            .OrderBy(m => m.Chapter.SortName).ThenBy(m => m.Id).Take(200)
            .Select(m => new ChapterWish(m.ChapterId, m.Chapter.Slug, m.Chapter.Name, db.Consents.Any(c => c.ChapterId == m.ChapterId && c.PersonId == personId && c.WithdrawnAt == null))).ToListAsync(cancel);
        var purposes = await db.Consents.Where(c => c.PersonId == personId && c.ChapterId == null && c.WithdrawnAt == null).Select(c => c.Purpose).ToListAsync(cancel);
        return new MailWishes(name, chapters, purposes);
    }

    /// <summary>Sets everything as it was ticked.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="chapters">Chapters whose news are wanted; only those the person is in count.</param>
    /// <param name="purposes">General purposes that are wanted.</param>
    /// <param name="where">The page.</param>
    /// <param name="proof">How it is known that it is this person.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task SetAsync(long personId, IReadOnlyCollection<long> chapters, IReadOnlyCollection<MailPurpose> purposes, string where, string proof, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var now = await WishesAsync(personId, token);
                if (now is null)
                    return;
                foreach (var chapter in now.Chapters.Where(c => c.Wanted != chapters.Contains(c.ChapterId)))
                {
                    if (chapter.Wanted)
                        await WithdrawAsync(personId, chapter.ChapterId, where, token);
                    else
                        db.Consents.Add(new Consent(personId, MailPurpose.ChapterNews, chapter.ChapterId, where, proof, time.Now()));
                }

                foreach (var purpose in ConsentWording.General.Where(p => now.Purposes.Contains(p) != purposes.Contains(p)))
                {
                    if (now.Purposes.Contains(purpose))
                        await EndAsync(db.Consents.Where(c => c.PersonId == personId && c.Purpose == purpose && c.WithdrawnAt == null), where, token);
                    else
                        db.Consents.Add(new Consent(personId, purpose, null, where, proof, time.Now()));
                }

                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>No more news of this chapter, and nothing of what waits to be sent. Twice is once.</summary>
    /// <param name="how">By which way, for the consent's row.</param>
    public Task UnsubscribeAsync(long personId, long chapterId, string how, CancellationToken cancel = default) =>
        db.InTransactionAsync(token => WithdrawAsync(personId, chapterId, how, token), cancel);

    public async Task JoinedAsync(long personId, long chapterId, IReadOnlyList<string> ticks, CancellationToken cancel)
    {
        if (!ticks.Contains(NewsTick))
            return;
        db.Consents.Add(new Consent(personId, MailPurpose.ChapterNews, chapterId, "page of the group, when joining", "signed in", time.Now()));
        await db.SaveChangesAsync(cancel);
    }

    public Task LeftAsync(long personId, long chapterId, CancellationToken cancel) => WithdrawAsync(personId, chapterId, "left the group", cancel);

    private async Task WithdrawAsync(long personId, long chapterId, string how, CancellationToken cancel)
    {
        // The chapter's row first, as a send does: on SQL Server one of the two waits, so no letter is written for who has just said no.
        await db.Chapters.Where(c => c.Id == chapterId).ExecuteUpdateAsync(set => set.SetProperty(c => c.MemberCount, c => c.MemberCount), cancel);
        await EndAsync(db.Consents.Where(c => c.ChapterId == chapterId && c.PersonId == personId && c.WithdrawnAt == null), how, cancel);
        var email = await db.People.Where(p => p.Id == personId).Select(p => p.Email).SingleOrDefaultAsync(cancel);
        if (email is null)
            return;
        var (key, now) = (OutboxMessage.KeyOf(email), time.Now());
        var list = NewsSheet.ListOf(site, await db.Chapters.Where(c => c.Id == chapterId).Select(c => c.Slug).SingleAsync(cancel));
        await db.Outbox.Where(m => m.ToKey == key && m.State == OutboxState.Waiting && m.ListId == list)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Cancelled).SetProperty(m => m.EndedAt, now).SetProperty(m => m.LastAnswer, "Not sent: the receiver does not want these letters any more."), cancel);
    }

    private async Task EndAsync(IQueryable<Consent> consents, string how, CancellationToken cancel)
    {
        var now = time.Now();
        await consents.ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnAt, now).SetProperty(c => c.WithdrawnBy, how), cancel);
    }
}
