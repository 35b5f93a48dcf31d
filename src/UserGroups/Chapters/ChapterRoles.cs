using System.Data.Common;
using UserGroups.Data;

namespace UserGroups.Chapters;

/// <summary>What one person does in which chapters. Few rows even for the busiest organizer, so all are read at once.</summary>
public sealed class ChapterRoles
{
    public static readonly ChapterRoles None = new(new Dictionary<long, OrganizerRole>());

    private static readonly PreparedRead<ChapterRoles> Of = new("""SELECT "ChapterId", "Role" FROM "Organizers" WHERE "PersonId" = @me""", ReadAsync);

    private readonly IReadOnlyDictionary<long, OrganizerRole> byChapter;

    private ChapterRoles(IReadOnlyDictionary<long, OrganizerRole> byChapter) => this.byChapter = byChapter;

    /// <summary>Leads, co-organizes or hosts anything.</summary>
    public bool IsAny => byChapter.Count > 0;

    public OrganizerRole? In(long chapterId) => byChapter.TryGetValue(chapterId, out var role) ? role : null;

    /// <param name="personId">Null for a visitor: no roles and no question.</param>
    public static Task<ChapterRoles> OfAsync(PreparedReads reads, long? personId, CancellationToken cancel = default) =>
        personId is long me ? reads.AskAsync(Of, cancel, ("@me", me)) : Task.FromResult(None);

    private static async Task<ChapterRoles> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        Dictionary<long, OrganizerRole>? roles = null;
        while (await row.ReadAsync(cancel))
            (roles ??= []).Add(row.GetInt64(0), row.Word<OrganizerRole>(1));
        return roles is null ? None : new ChapterRoles(roles);
    }
}

/// <summary>What the rules about access need to know of a chapter.</summary>
public sealed record ChapterFacts(long Id, ChapterState State, string Region, long? AppliedById)
{
    public static ChapterFacts Of(Chapter chapter) => new(chapter.Id, chapter.State, chapter.Region, chapter.AppliedById);
}

/// <summary>The roles of who looks, read once a request however many rules ask.</summary>
public sealed class ViewerRoles(PreparedReads reads)
{
    private (long? PersonId, ChapterRoles Roles)? read;

    public async ValueTask<ChapterRoles> OfAsync(Shared.Viewer viewer, CancellationToken cancel = default)
    {
        if (read is not { } known || known.PersonId != viewer.PersonId)
            read = known = (viewer.PersonId, await ChapterRoles.OfAsync(reads, viewer.PersonId, cancel));
        return known.Roles;
    }
}
