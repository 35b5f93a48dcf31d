using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Chapters.Jobs;

/// <summary>Deleted accounts leave their chapters; questions that nobody confirmed and addresses that were told are forgotten.</summary>
public sealed class ForgetPeople(AppDbContext db, MembershipService memberships, TimeProvider time) : IJob
{
    private const int Batch = 500;

    /// <summary>How long an address stays after its letter went out: long enough to answer "why did I get this".</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var gone = await db.ChapterMembers.Where(m => m.LeftAt == null && m.Person.DeletedAt != null).OrderBy(m => m.Id).Select(m => new { m.PersonId, m.ChapterId }).Take(Batch).ToListAsync(cancel);
        foreach (var member in gone)
            await memberships.LeaveAsync(member.PersonId, member.ChapterId, cancel);
        var now = time.Now();
        var organizers = await db.InTransactionAsync(token => db.Organizers.Where(o => o.Person.DeletedAt != null).ExecuteDeleteAsync(token), cancel);
        var (unanswered, told) = (now - WatchService.Lifetime, now - Keep);
        var watches = await db.InTransactionAsync(
            token => db.NextDateWatches.Where(w => (w.ConfirmedAt == null && w.CreatedAt <= unanswered) || w.EndedAt <= told).ExecuteDeleteAsync(token), cancel);
        return $"{gone.Count} members, {organizers} organizers, {watches} addresses";
    }
}
