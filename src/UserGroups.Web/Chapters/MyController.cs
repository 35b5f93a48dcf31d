using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
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
public sealed class MyChapters(AppDbContext db, TimeProvider time) : ViewComponent
{
    private const int Most = 100;

    // From the person to the groups: three look-ups by index, where asking each group about the person would read them all.
    private static readonly HotQuery<long, ChapterOfMine> Mine = new((db, me) => db.Chapters.AsNoTracking()
        .Where(c => db.Organizers.Where(o => o.PersonId == me).Select(o => o.ChapterId)
            .Union(db.ChapterMembers.Where(m => m.PersonId == me && m.LeftAt == null).Select(m => m.ChapterId))
            .Union(db.Chapters.Where(a => a.AppliedById == me).Select(a => a.Id)).Contains(c.Id))
        // Those one organizes come first, so that no limit hides a desk.
        .OrderByDescending(c => c.Organizers.Any(o => o.PersonId == me)).ThenBy(c => c.SortName).ThenBy(c => c.Id).Take(Most).Select(c => new ChapterOfMine(
            c.Id, c.Slug, c.Name, c.CityName, c.CountryCode, c.State, c.LastEventAt,
            c.Organizers.Where(o => o.PersonId == me).Select(o => (OrganizerRole?)o.Role).FirstOrDefault(),
            db.ChapterMembers.Any(m => m.ChapterId == c.Id && m.PersonId == me && m.LeftAt == null),
            db.Vacancies.Any(v => v.ChapterId == c.Id && v.EndedAt == null))));

    public async Task<IViewComponentResult> InvokeAsync() =>
        View("/Chapters/Views/My/_MyChapters.cshtml", await ReadAsync(db, HttpContext.Viewer().PersonId ?? 0, time.Now(), HttpContext.RequestAborted));

    internal static async Task<IReadOnlyList<MyChapterRow>> ReadAsync(AppDbContext db, long me, DateTime now, CancellationToken cancel) =>
        [.. (await Mine.ListAsync(db, me, cancel)).Select(c => new MyChapterRow(c.Id, c.Slug, c.Name, Chapter.PlaceOf(c.CityName, c.CountryCode), c.State, c.Role, c.IsMember, c.LastEventAt > now, c.IsVacant))];

    private sealed record ChapterOfMine(
        long Id, string Slug, string Name, string CityName, string CountryCode, ChapterState State, DateTime? LastEventAt, OrganizerRole? Role, bool IsMember, bool IsVacant);
}
