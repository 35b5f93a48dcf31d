using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>The words of a post: the first draft from the event, an organizer's suggestion, an editor's text.</summary>
public sealed class PostWriter(AppDbContext db, GrantedLines granted, SiteAddress site, TimeProvider time) : ILineStart
{
    /// <summary>When promotion is granted, its draft is there.</summary>
    public async Task StartAsync(BenefitLine line, CancellationToken cancel)
    {
        if (line.Benefit == Benefit.Promotion)
            await AddAsync(line, null, cancel);
    }

    /// <summary>Makes the draft of a granted line that has none; the one that is there stays.</summary>
    public Task<long> DraftAsync(long actorId, long lineId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Promotion, token);
                var post = await LivingAsync(lineId, token);
                if (post is null)
                {
                    GrantedLines.RequireGranted(line);
                    post = await AddAsync(line, actorId, token);
                    await db.SaveChangesAsync(token);
                }

                return post.Id;
            },
            cancel);

    /// <summary>What an organizer would like the post to say; makes the draft when there is none yet.</summary>
    public Task SuggestAsync(long organizerId, long lineId, string? suggestion, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Promotion, token);
                var post = await LivingAsync(lineId, token);
                if (post is null)
                {
                    GrantedLines.RequireGranted(line);
                    post = await AddAsync(line, organizerId, token);
                }

                post.Suggest(suggestion, organizerId, time.Now());
                db.History.Add(new HistoryEntry(time.Now(), organizerId, "post.suggested", post, new { Line = lineId }));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <exception cref="DbUpdateConcurrencyException">Somebody changed it meanwhile.</exception>
    public async Task WriteAsync(long actorId, long postId, int seenVersion, PostText text, CancellationToken cancel = default)
    {
        var post = await db.BlogPosts.SingleAsync(p => p.Id == postId, cancel);
        if (post.Version != seenVersion)
            throw new DbUpdateConcurrencyException("The post was changed while you were looking at it.");
        Write(db, post, text, actorId, time.Now());
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The words and their line in the history; nothing where the post says just that already.</summary>
    internal static void Write(AppDbContext db, BlogPost post, PostText text, long actorId, DateTime now)
    {
        if (post.Text == text)
            return;
        post.Write(text, now);
        db.History.Add(new HistoryEntry(now, actorId, "post.written", post, new { Length = text.Body.Length }));
    }

    private Task<BlogPost?> LivingAsync(long lineId, CancellationToken cancel) =>
        db.BlogPosts.SingleOrDefaultAsync(p => p.LineId == lineId && p.State != PostState.Withdrawn, cancel);

    private async Task<BlogPost> AddAsync(BenefitLine line, long? actorId, CancellationToken cancel)
    {
        var request = line.Request;
        var chapter = await db.Chapters.AsNoTracking().SingleAsync(c => c.Id == request.ChapterId, cancel);
        var of = await db.Events.AsNoTracking().Include(e => e.Agenda).SingleAsync(e => e.Id == request.EventId, cancel);
        var text = PostDraft.Of(of, chapter.Name, chapter.CountryCode.Length == 0 ? "" : chapter.Place, site);
        var post = new BlogPost(line.Id, chapter.Id, of.Id, await db.BlogPosts.Select(p => p.Slug).FreeAsync(text.Title, cancel), text, time.Now());
        // What was written into the request is the organizers' first suggestion.
        if (line.Details.Length > 0)
            post.Suggest(line.Details.Length <= BlogPost.SuggestionLength ? line.Details : line.Details[..BlogPost.SuggestionLength], request.RequestedById, time.Now());
        db.BlogPosts.Add(post);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "post.drafted", post, new { Line = line.Id }));
        return post;
    }
}
