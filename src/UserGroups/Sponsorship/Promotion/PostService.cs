using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>
/// A post from the draft to the blog. Publishing it fulfils its line. Every step takes the words that stand in the editor's fields along and saves them with it, so
/// that nothing goes public, or to review, but what was on the screen; null where nothing was typed.
/// </summary>
public sealed class PostService(AppDbContext db, GrantedLines granted, LineService lines, SiteAddress site, TimeProvider time)
{
    /// <summary>To review, or back to the draft.</summary>
    public Task ReviewAsync(long actorId, long postId, int seenVersion, PostStep step, PostText? text = null, CancellationToken cancel = default) =>
        StepAsync(
            actorId, postId, seenVersion, step, text,
            (post, _, _) =>
            {
                if (step == PostStep.SendToReview)
                    post.SendToReview();
                else
                    post.SendBack();
                return Task.CompletedTask;
            },
            cancel);

    /// <summary>It appears by itself at that time (UTC).</summary>
    public Task ScheduleAsync(long actorId, long postId, int seenVersion, DateTime at, PostText? text = null, CancellationToken cancel = default) =>
        StepAsync(
            actorId, postId, seenVersion, PostStep.Schedule, text,
            (post, line, _) =>
            {
                if (line.State != LineState.Fulfilled)
                    GrantedLines.RequireGranted(line);
                post.Schedule(actorId, at, time.Now());
                return Task.CompletedTask;
            },
            cancel);

    /// <summary>Now; the organizers get a letter.</summary>
    public Task PublishAsync(long actorId, long postId, int seenVersion, PostText? text = null, CancellationToken cancel = default) =>
        StepAsync(actorId, postId, seenVersion, PostStep.Publish, text, (post, line, token) => PublishAsync(actorId, post, line, token), cancel);

    public Task WithdrawAsync(long actorId, long postId, int seenVersion, string? reason, PostText? text = null, CancellationToken cancel = default) =>
        StepAsync(
            actorId, postId, seenVersion, PostStep.Withdraw, text,
            (post, _, _) =>
            {
                post.Withdraw(reason, time.Now());
                return Task.CompletedTask;
            },
            cancel);

    /// <summary>One whose time has come, in the name of who scheduled it; false when somebody was faster.</summary>
    internal Task<bool> PublishDueAsync(long postId, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var (post, line) = await LoadAsync(postId, token);
                var now = time.Now();
                if (post.State != PostState.Scheduled || post.PublishAt > now)
                    return false;
                await PublishAsync(post.ScheduledById!.Value, post, line, token);
                db.History.Add(new HistoryEntry(now, null, "post.published", post, new { Line = line.Id, post.Slug }));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancel);

    private async Task PublishAsync(long actorId, BlogPost post, BenefitLine line, CancellationToken cancel)
    {
        GrantedLines.RequireGranted(line);
        post.Publish(actorId, time.Now());
        var chapter = line.Request.Chapter;
        await granted.TellAsync(chapter, r => new PostPublished(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, post.Title, post.Slug), cancel);
        await lines.FulfilledAsync(line.Id, actorId, $"/blog/{post.Slug}", cancel);
    }

    private Task StepAsync(long actorId, long postId, int seenVersion, PostStep step, PostText? text, Func<BlogPost, BenefitLine, CancellationToken, Task> act, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var (post, line) = await LoadAsync(postId, token);
                // Pressed twice: it is what they wanted, to the word. Words and step raise the version by one each.
                if (post.Version - seenVersion is 1 or 2 && (text is null || text == post.Text) && PostFlow.Table.Any(t => t.Step == step && t.To == post.State) && !PostFlow.Allows(post.State, step))
                    return;
                var taken = PostFlow.Require(post.State, step);
                if (post.Version != seenVersion)
                    throw new DbUpdateConcurrencyException("The post was changed while you were looking at it.");
                if (text is not null)
                    PostWriter.Write(db, post, text, actorId, time.Now());
                await act(post, line, token);
                db.History.Add(new HistoryEntry(time.Now(), actorId, taken.Action, post, new { Line = line.Id, post.Slug }, post.Reason));
                await db.SaveChangesAsync(token);
            },
            cancel);

    private async Task<(BlogPost Post, BenefitLine Line)> LoadAsync(long postId, CancellationToken cancel)
    {
        var lineId = await db.BlogPosts.Where(p => p.Id == postId).Select(p => p.LineId).SingleAsync(cancel);
        var line = await granted.LockAsync(lineId, Benefit.Promotion, cancel);
        return (await db.BlogPosts.SingleAsync(p => p.Id == postId, cancel), line);
    }
}
