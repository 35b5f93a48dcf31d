using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>The person's own page. Its sections are view components that modules put on it with <c>AddPagePart</c>.</summary>
public sealed class MyController(IEnumerable<PagePart> parts) : Controller
{
    [HttpGet("/my")]
    public IActionResult Show() => View(parts.On(PagePart.My));
}

/// <summary>A chapter on the person's own page.</summary>
public sealed record MyChapterRow(long Id, string Slug, string Name, string Place, ChapterState State, OrganizerRole? Role, bool IsMember, bool HasNext, bool IsVacant)
{
    public bool IsPublic => State is ChapterState.Active or ChapterState.Dormant or ChapterState.Retired;

    /// <summary>Where a click leads: the desk for who organizes, the application while it is one, the page for members.</summary>
    public string Path => !IsPublic ? $"/apply/{Id}" : Role is null ? $"/chapters/{Slug}" : $"/lead/{Slug}";
}

/// <summary>Section "My groups": those I joined, those I organize, those I would like to start.</summary>
public sealed class MyChapters(PreparedReads reads, TimeProvider time) : ViewComponent
{
    private const int Most = 100;

    // From the person to the groups: three look-ups by index, where asking each group about the person would read them all.
    // Those one organizes come first, so that no limit hides a desk.
    private static readonly PreparedRead<List<ChapterOfMine>> Mine = new(
        """
        SELECT c."Id", c."Slug", c."Name", c."CityName", c."CountryCode", c."State", c."LastEventAt", o."Role",
          CASE WHEN m."Id" IS NULL THEN 0 ELSE 1 END, CASE WHEN EXISTS (SELECT 1 FROM "Vacancies" AS v WHERE v."ChapterId" = c."Id" AND v."EndedAt" IS NULL) THEN 1 ELSE 0 END
        FROM "Chapters" AS c
        LEFT JOIN "Organizers" AS o ON o."ChapterId" = c."Id" AND o."PersonId" = @me
        LEFT JOIN "ChapterMembers" AS m ON m."ChapterId" = c."Id" AND m."PersonId" = @me AND m."LeftAt" IS NULL
        WHERE c."Id" IN (
          SELECT "ChapterId" FROM "Organizers" WHERE "PersonId" = @me
          UNION SELECT "ChapterId" FROM "ChapterMembers" WHERE "PersonId" = @me AND "LeftAt" IS NULL
          UNION SELECT "Id" FROM "Chapters" WHERE "AppliedById" = @me)
        ORDER BY CASE WHEN o."Id" IS NULL THEN 1 ELSE 0 END, c."SortName", c."Id"
        """,
        ReadAsync);

    public async Task<IViewComponentResult> InvokeAsync() =>
        View("/Chapters/Views/My/_MyChapters.cshtml", await ReadAsync(reads, HttpContext.Viewer().PersonId ?? 0, time.Now(), HttpContext.RequestAborted));

    internal static async Task<IReadOnlyList<MyChapterRow>> ReadAsync(PreparedReads reads, long me, DateTime now, CancellationToken cancel) =>
        [.. (await reads.AskAsync(Mine, cancel, ("@me", me))).Select(c => new MyChapterRow(c.Id, c.Slug, c.Name, Chapter.PlaceOf(c.CityName, c.CountryCode), c.State, c.Role, c.IsMember, c.LastEventAt > now, c.IsVacant))];

    private static async Task<List<ChapterOfMine>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var mine = new List<ChapterOfMine>();
        while (mine.Count < Most && await row.ReadAsync(cancel))
        {
            mine.Add(new ChapterOfMine(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Word<ChapterState>(5), row.UtcOrNull(6),
                row.IsDBNull(7) ? null : row.Word<OrganizerRole>(7), row.GetInt32(8) == 1, row.GetInt32(9) == 1));
        }

        return mine;
    }

    private sealed record ChapterOfMine(
        long Id, string Slug, string Name, string CityName, string CountryCode, ChapterState State, DateTime? LastEventAt, OrganizerRole? Role, bool IsMember, bool IsVacant);
}
