using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>
/// What else happens when somebody joins or leaves, in the same transaction. Implemented by rooms that build on this one (announcements: the consent
/// to get news), so that this one need not know them.
/// </summary>
public interface IMembershipFollower
{
    /// <param name="personId">Who joined.</param>
    /// <param name="chapterId">Which chapter.</param>
    /// <param name="ticks">What was ticked beside the button; foreign words are passed over.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task JoinedAsync(long personId, long chapterId, IReadOnlyList<string> ticks, CancellationToken cancel);

    Task LeftAsync(long personId, long chapterId, CancellationToken cancel);
}

/// <summary>Joining and leaving. The number of members is kept in the same transaction, by the same conditional update that says whether anything changed.</summary>
public sealed class MembershipService(AppDbContext db, TimeProvider time, IEnumerable<IMembershipFollower> followers)
{
    /// <param name="personId">Who.</param>
    /// <param name="chapterId">Of which chapter.</param>
    /// <param name="ticks">What was ticked beside "join": words of those who follow memberships.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>True when the person was no member before; joining twice changes nothing.</returns>
    public async Task<bool> JoinAsync(long personId, long chapterId, IReadOnlyList<string>? ticks = null, CancellationToken cancel = default)
    {
        try
        {
            return await db.InTransactionAsync(token => JoinOnceAsync(personId, chapterId, ticks ?? [], token), cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            // Pressed twice on two nodes: the other press made the row and counted it.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <returns>True when the person was a member; leaving twice changes nothing.</returns>
    public Task<bool> LeaveAsync(long personId, long chapterId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var now = time.Now();
                var left = await db.ChapterMembers.Where(m => m.ChapterId == chapterId && m.PersonId == personId && m.LeftAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeftAt, now), token);
                if (left == 0)
                    return false;
                await db.Chapters.Where(c => c.Id == chapterId && c.MemberCount > 0).ExecuteUpdateAsync(set => set.SetProperty(c => c.MemberCount, c => c.MemberCount - 1), token);
                await WriteAsync(personId, chapterId, "member.left", now, token);
                foreach (var follower in followers)
                    await follower.LeftAsync(personId, chapterId, token);
                return true;
            },
            cancel);

    private async Task<bool> JoinOnceAsync(long personId, long chapterId, IReadOnlyList<string> ticks, CancellationToken cancel)
    {
        var now = time.Now();
        var alive = await db.Chapters.AnyAsync(c => c.Id == chapterId && (c.State == ChapterState.Active || c.State == ChapterState.Dormant), cancel);
        if (!alive)
            throw new RuleException("This group takes no new members.");
        var back = await db.ChapterMembers.Where(m => m.ChapterId == chapterId && m.PersonId == personId && m.LeftAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeftAt, (DateTime?)null).SetProperty(m => m.JoinedAt, now), cancel);
        if (back == 0)
        {
            if (await db.ChapterMembers.AnyAsync(m => m.ChapterId == chapterId && m.PersonId == personId, cancel))
                return false;
            db.ChapterMembers.Add(new ChapterMember(chapterId, personId, now));
        }

        await db.Chapters.Where(c => c.Id == chapterId).ExecuteUpdateAsync(set => set.SetProperty(c => c.MemberCount, c => c.MemberCount + 1), cancel);
        await WriteAsync(personId, chapterId, "member.joined", now, cancel);
        foreach (var follower in followers)
            await follower.JoinedAsync(personId, chapterId, ticks, cancel);
        return true;
    }

    private async Task WriteAsync(long personId, long chapterId, string action, DateTime now, CancellationToken cancel)
    {
        var chapter = await db.Chapters.AsNoTracking().SingleAsync(c => c.Id == chapterId, cancel);
        db.History.Add(new HistoryEntry(now, personId, action, chapter));
        await db.SaveChangesAsync(cancel);
    }
}
