using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>Somebody a letter goes to.</summary>
public sealed record Receiver(long PersonId, string Email, string Name);

/// <summary>Who is told.</summary>
public static class Receivers
{
    /// <summary>Those of a chapter's organizers who do more than check people in; the lead first.</summary>
    public static async Task<List<Receiver>> OrganizersOfAsync(this AppDbContext db, long chapterId, CancellationToken cancel)
    {
        var found = await db.Organizers.AsNoTracking()
            .Where(o => o.ChapterId == chapterId && o.Role != OrganizerRole.Host && o.Person.DeletedAt == null && o.Person.Email != null)
            .OrderBy(o => o.Id).Select(o => new { o.Role, Receiver = new Receiver(o.PersonId, o.Person.Email!, o.Person.Name) }).ToListAsync(cancel);
        return [.. found.OrderBy(f => f.Role).Select(f => f.Receiver)];
    }

    /// <summary>Community managers of a region, without those who are concerned themselves.</summary>
    public static Task<List<Receiver>> ManagersAsync(this AppDbContext db, string region, Chapter chapter, CancellationToken cancel) =>
        db.People.AsNoTracking()
            .Where(p => p.DeletedAt == null && p.Email != null && p.Id != chapter.AppliedById)
            .Where(p => db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role == StaffRole.CommunityManager && (g.Region == null || g.Region == region)))
            .Where(p => !db.Organizers.Any(o => o.ChapterId == chapter.Id && o.PersonId == p.Id))
            .OrderBy(p => p.Id).Select(p => new Receiver(p.Id, p.Email!, p.Name)).ToListAsync(cancel);
}
