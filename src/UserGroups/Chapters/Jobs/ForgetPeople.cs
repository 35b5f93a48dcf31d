using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Chapters.Jobs;

/// <summary>Deleted accounts leave their chapters; questions that nobody confirmed and addresses that were told are forgotten.</summary>
public sealed class ForgetPeople(AppDbContext db, MembershipService memberships, VacancyService vacancies, TimeProvider time) : IJob
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
        var organizers = 0;
        foreach (var role in await db.Organizers.Where(o => o.Person.DeletedAt != null).OrderBy(o => o.Id).Select(o => o.Id).Take(Batch).ToListAsync(cancel))
            organizers += await db.InTransactionAsync(token => StepDownAsync(role, token), cancel);
        var (unanswered, told) = (now - WatchService.Lifetime, now - Keep);
        var watches = await db.InTransactionAsync(
            token => db.NextDateWatches.Where(w => (w.ConfirmedAt == null && w.CreatedAt <= unanswered) || w.EndedAt <= told).ExecuteDeleteAsync(token), cancel);
        return $"{gone.Count} members, {organizers} organizers, {watches} addresses";
    }

    private async Task<int> StepDownAsync(long role, CancellationToken cancel)
    {
        var chapterId = await db.Organizers.Where(o => o.Id == role).Select(o => (long?)o.ChapterId).SingleOrDefaultAsync(cancel);
        var removed = await db.Organizers.Where(o => o.Id == role && o.Person.DeletedAt != null).ExecuteDeleteAsync(cancel);
        if (removed == 0)
            return 0;
        await vacancies.LookAsync(await db.Chapters.SingleAsync(c => c.Id == chapterId, cancel), cancel);
        await db.SaveChangesAsync(cancel);
        return removed;
    }
}
