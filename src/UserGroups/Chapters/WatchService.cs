using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>"Tell me when the next one is announced." An address counts once it was proven by a button behind a link in a letter.</summary>
public sealed class WatchService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time)
{
    /// <summary>A question nobody answered is forgotten after this.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>
    /// Asks the address to confirm. The answer to the one who asked is the same whether or not the address waits already; a letter goes at most three times a day.
    /// </summary>
    /// <param name="network">Where the request came from, for the limit.</param>
    /// <exception cref="RuleException">No address.</exception>
    /// <exception cref="TooManyAttemptsException">Too many from this network.</exception>
    public async Task AskAsync(long chapterId, string? email, string network, CancellationToken cancel = default)
    {
        var key = Token.New();
        var now = time.Now();
        var asked = new NextDateWatch(chapterId, email, key.Hash, now);
        var wait = await db.InTransactionAsync(
            async token =>
            {
                if (await db.CountAsync(now, [new AttemptLimit("watch-network", network, 100, TimeSpan.FromHours(1))], token) is TimeSpan tooMany)
                    return (TimeSpan?)tooMany;
                var chapter = await db.Chapters.SingleAsync(c => c.Id == chapterId, token);
                var open = await db.NextDateWatches.SingleOrDefaultAsync(w => w.ChapterId == chapterId && w.NormalizedEmail == asked.NormalizedEmail && w.EndedAt == null, token);
                if (open?.ConfirmedAt is not null || await db.CountAsync(now, [new AttemptLimit("watch", $"{chapterId} {asked.NormalizedEmail}", 3, TimeSpan.FromDays(1))], token) is not null)
                    return null;
                if (open is null)
                    db.NextDateWatches.Add(asked);
                else
                    open.Renew(key.Hash, now);
                post.Send(new ConfirmWatch(asked.Email, site, chapter.Slug, chapter.Name, key.Text));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancel);
        if (wait is TimeSpan retryAfter)
            throw new TooManyAttemptsException(retryAfter);
    }

    /// <summary>Somebody with an account, whose address is proven: no letter is needed.</summary>
    public async Task WatchAsync(long chapterId, long personId, CancellationToken cancel = default)
    {
        var email = await db.People.Where(p => p.Id == personId).Select(p => p.Email).SingleAsync(cancel);
        var now = time.Now();
        await db.InTransactionAsync(
            async token =>
            {
                var normalized = Person.Normalise(email);
                var open = await db.NextDateWatches.SingleOrDefaultAsync(w => w.ChapterId == chapterId && w.NormalizedEmail == normalized && w.EndedAt == null, token);
                if (open is null)
                    db.NextDateWatches.Add(open = new NextDateWatch(chapterId, email, Token.New().Hash, now));
                open.Confirm(now);
                await db.SaveChangesAsync(token);
            },
            cancel);
    }

    public async Task<WatchPage?> FindAsync(string token, CancellationToken cancel = default)
    {
        var hash = Token.HashOf(token);
        var oldest = time.Now() - Lifetime;
        return await db.NextDateWatches.AsNoTracking().Where(w => w.TokenHash == hash && w.EndedAt == null && (w.ConfirmedAt != null || w.CreatedAt > oldest))
            .Select(w => new WatchPage(w.Chapter.Slug, w.Chapter.Name, w.ConfirmedAt != null)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Confirms, or stops. Pressing twice changes nothing.</summary>
    /// <exception cref="RuleException">The link no longer works.</exception>
    public Task AnswerAsync(string token, bool wanted, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async inner =>
            {
                var (hash, now) = (Token.HashOf(token), time.Now());
                var watch = await db.NextDateWatches.SingleOrDefaultAsync(w => w.TokenHash == hash, inner);
                if (watch is null || (watch.EndedAt is null && watch.ConfirmedAt is null && watch.CreatedAt <= now - Lifetime))
                    throw new RuleException(OneTimeLinks.Gone);
                if (watch.EndedAt is not null)
                    return;
                if (wanted)
                    watch.Confirm(now);
                else
                    watch.End(now);
                await db.SaveChangesAsync(inner);
            },
            cancel);

    /// <summary>
    /// The next date is known: a letter to everybody who waits, and the waiting is over. For whoever publishes an event, who saves it with the event.
    /// </summary>
    /// <param name="title">The event's.</param>
    /// <param name="when">Date and time at the place, in words.</param>
    /// <param name="path">Its page.</param>
    /// <returns>How many are told.</returns>
    public async Task<int> TellAsync(Chapter chapter, string title, string when, string path, CancellationToken cancel = default)
    {
        if (chapter.IsTest)
            return 0;
        var now = time.Now();
        var waiting = await db.NextDateWatches.Waiting(chapter.Id).OrderBy(w => w.Id).ToListAsync(cancel);
        foreach (var watch in waiting)
        {
            post.Send(new NextDateAnnounced(watch.Email, site, chapter.Name, title, when, path));
            watch.End(now);
        }

        return waiting.Count;
    }
}

/// <summary>What the page behind the link shows.</summary>
public sealed record WatchPage(string Slug, string ChapterName, bool IsConfirmed);
