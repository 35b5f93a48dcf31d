using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>Whom an announcement would reach, and why not the others.</summary>
/// <param name="Members">Members now.</param>
/// <param name="NotAsked">Members who did not ask for news, or no longer do.</param>
/// <param name="Stopped">Who asked, but whose address is stopped: it bounced, or somebody there complained.</param>
public sealed record Reach(int Members, int NotAsked, int Stopped)
{
    public int Reaches => Members - NotAsked - Stopped;

    public int LeftOut => NotAsked + Stopped;
}

/// <summary>A member who gets it.</summary>
public sealed record AudienceMember(long MembershipId, long PersonId, string Email, string Name, string? TimeZone);

/// <summary>Who hears what a chapter writes: members who asked for its news and whose address takes mail.</summary>
public sealed class Audience(AppDbContext db, TimeProvider time)
{
    public async Task<Reach> CountAsync(long chapterId, CancellationToken cancel = default)
    {
        var members = await db.ChapterMembers.CountAsync(m => m.ChapterId == chapterId && m.LeftAt == null, cancel);
        var asked = await Asked(chapterId).CountAsync(cancel);
        var now = time.Now();
        // The database folds the letters; addresses are plain ASCII but for a handful, and the send itself compares exactly.
#pragma warning disable CA1304, CA1311, CA1862
        var stopped = await Asked(chapterId).CountAsync(m => db.SuppressedAddresses.Any(s => s.Address == m.Person.Email!.ToLower() && (s.Until == null || s.Until > now)), cancel);
#pragma warning restore CA1304, CA1311, CA1862
        return new Reach(members, members - asked, stopped);
    }

    /// <summary>The next members in the order of their membership.</summary>
    /// <param name="chapterId">Of which chapter.</param>
    /// <param name="after">The last membership of the lot before; 0 to begin.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<List<AudienceMember>> NextAsync(long chapterId, long after, int count, CancellationToken cancel) =>
        Asked(chapterId).Where(m => m.Id > after).OrderBy(m => m.Id).Take(count)
            .Select(m => new AudienceMember(m.Id, m.PersonId, m.Person.Email!, m.Person.Name, m.Person.TimeZone)).ToListAsync(cancel);

    /// <summary>Which of the addresses (in lower case) get no mail now.</summary>
    public async Task<HashSet<string>> StoppedAsync(IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        var now = time.Now();
        var stopped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lot in addresses.Chunk(1000))
            stopped.UnionWith(await db.SuppressedAddresses.Where(s => lot.Contains(s.Address) && (s.Until == null || s.Until > now)).Select(s => s.Address).ToListAsync(cancel));
        return stopped;
    }

    private IQueryable<ChapterMember> Asked(long chapterId) => db.ChapterMembers.AsNoTracking()
        .Where(m => m.ChapterId == chapterId && m.LeftAt == null && m.Person.DeletedAt == null && m.Person.Email != null
            && db.Consents.Any(c => c.ChapterId == chapterId && c.PersonId == m.PersonId && c.WithdrawnAt == null));
}
