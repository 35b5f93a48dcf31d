using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>A line that goes back takes its unpublished post with it.</summary>
public sealed class PostRelease(AppDbContext db, TimeProvider time) : ILineRelease
{
    public async Task ReleaseAsync(BenefitLine line, CancellationToken cancel)
    {
        if (line.Benefit != Benefit.Promotion)
            return;
        var post = await db.BlogPosts.SingleOrDefaultAsync(p => p.LineId == line.Id && p.State != PostState.Withdrawn && p.State != PostState.Published, cancel);
        if (post is null)
            return;
        var reason = string.IsNullOrWhiteSpace(line.VoidReason) ? "The approval ended." : line.VoidReason;
        post.Withdraw(reason.Length <= BlogPost.ReasonLength ? reason : reason[..BlogPost.ReasonLength], time.Now());
        db.History.Add(new HistoryEntry(time.Now(), null, "post.withdrawn", post, new { Line = line.Id }, post.Reason));
    }
}
