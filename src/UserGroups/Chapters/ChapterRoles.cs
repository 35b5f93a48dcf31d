using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Chapters;

/// <summary>What one person does in which chapters. Few rows even for the busiest organizer, so all are read at once.</summary>
public sealed class ChapterRoles
{
    public static readonly ChapterRoles None = new(new Dictionary<long, OrganizerRole>());

    private static readonly HotQuery<long, RoleIn> Of = new((db, me) => db.Organizers.AsNoTracking().Where(o => o.PersonId == me).Select(o => new RoleIn(o.ChapterId, o.Role)));

    private readonly IReadOnlyDictionary<long, OrganizerRole> byChapter;

    private ChapterRoles(IReadOnlyDictionary<long, OrganizerRole> byChapter) => this.byChapter = byChapter;

    /// <summary>Leads, co-organizes or hosts anything.</summary>
    public bool IsAny => byChapter.Count > 0;

    public OrganizerRole? In(long chapterId) => byChapter.TryGetValue(chapterId, out var role) ? role : null;

    /// <param name="personId">Null for a visitor: no roles and no query.</param>
    public static async Task<ChapterRoles> OfAsync(AppDbContext db, long? personId, CancellationToken cancel = default)
    {
        if (personId is not long me)
            return None;
        var roles = await Of.ListAsync(db, me, cancel);
        return roles.Count == 0 ? None : new ChapterRoles(roles.ToDictionary(r => r.ChapterId, r => r.Role));
    }

    private sealed record RoleIn(long ChapterId, OrganizerRole Role);
}

/// <summary>What the rules about access need to know of a chapter.</summary>
public sealed record ChapterFacts(long Id, ChapterState State, string Region, long? AppliedById)
{
    public static ChapterFacts Of(Chapter chapter) => new(chapter.Id, chapter.State, chapter.Region, chapter.AppliedById);
}

/// <summary>The roles of who looks, read once a request however many rules ask.</summary>
public sealed class ViewerRoles(AppDbContext db)
{
    private (long? PersonId, ChapterRoles Roles)? read;

    public async ValueTask<ChapterRoles> OfAsync(Shared.Viewer viewer, CancellationToken cancel = default)
    {
        if (read is not { } known || known.PersonId != viewer.PersonId)
            read = known = (viewer.PersonId, await ChapterRoles.OfAsync(db, viewer.PersonId, cancel));
        return known.Roles;
    }
}
