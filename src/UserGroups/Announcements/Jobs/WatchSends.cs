using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Announcements.Jobs;

/// <summary>Looks at what comes back of sends under way, and pauses those that annoy people or go to addresses nobody has.</summary>
public sealed class WatchSends(AppDbContext db, PauseService pauses, TimeProvider time) : IJob
{
    private const int Most = 200;

    /// <summary>How long a send is looked after: letters are tried for three days, and bounces come later.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(5);

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var since = time.Now() - Window;
        var under = await db.Announcements.Where(a => a.State == AnnouncementState.Sent && a.SentAt > since && db.Outbox.Any(m => m.BatchId == a.Id && m.State == Mail.OutboxState.Waiting))
            .OrderBy(a => a.SentAt).ThenBy(a => a.Id).Select(a => a.Id).Take(Most).ToListAsync(cancel);
        var paused = 0;
        foreach (var id in under)
        {
            paused += await pauses.CheckAsync(id, cancel) ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return $"{under.Count} under way, {paused} paused";
    }
}
