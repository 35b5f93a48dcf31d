using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;
using UserGroups.Sponsorship.Promotion;

namespace UserGroups.Sponsorship.Jobs;

/// <summary>Posts whose time has come appear, each in a transaction of its own: one that cannot does not hold up the others.</summary>
public sealed class PublishPosts(AppDbContext db, PostService posts, TimeProvider time) : IJob
{
    private const int Batch = 50;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var now = time.Now();
        var due = await db.BlogPosts.Where(p => p.State == PostState.Scheduled && p.PublishAt <= now).OrderBy(p => p.PublishAt).ThenBy(p => p.Id).Select(p => p.Id).Take(Batch).ToListAsync(cancel);
        var (published, refused) = (0, 0);
        foreach (var id in due)
        {
            try
            {
                published += await posts.PublishDueAsync(id, cancel) ? 1 : 0;
            }
            catch (RuleException)
            {
                // Its line is not granted any more; the editors see it among the scheduled ones, overdue.
                refused++;
            }

            db.ChangeTracker.Clear();
        }

        return $"{published} published, {refused} refused";
    }
}
