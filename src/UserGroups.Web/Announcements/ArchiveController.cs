using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>What a chapter wrote to its members, for everybody.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PublicPages.Policy)]
[Route("/chapters/{slug}/announcements")]
public sealed class ArchiveController(AppDbContext db, SiteAddress site) : Controller
{
    private static readonly KeysetOrder<Announcement, DateTime, long> LatestFirst = KeysetOrder.ByDescending((Announcement a) => a.SentAt!.Value, a => a.Id);

    private CancellationToken Cancel => HttpContext.RequestAborted;

    [HttpGet("")]
    public async Task<IActionResult> List(string slug, string? after, string? before)
    {
        var chapter = await db.Chapters.AsNoTracking().Public().Where(c => c.Slug == slug).Select(c => new { c.Id, c.Name, c.Slug }).SingleOrDefaultAsync(Cancel).OrNotFound();
        var rows = await db.Announcements.AsNoTracking().Archived().Where(a => a.ChapterId == chapter.Id).ToPageAsync(LatestFirst, LetterRow.Shape, after ?? before, cancel: Cancel);
        return View(new ArchivePage(chapter.Name, chapter.Slug, rows));
    }

    [HttpGet("{announcement}")]
    public async Task<IActionResult> Show(string slug, string announcement)
    {
        var chapter = await db.Chapters.AsNoTracking().Public().Where(c => c.Slug == slug).Select(c => new { c.Id, c.Name, c.Slug, c.TimeZone }).SingleOrDefaultAsync(Cancel).OrNotFound();
        var letter = await db.Announcements.AsNoTracking().Archived().SingleOrDefaultAsync(a => a.ChapterId == chapter.Id && a.Slug == announcement, Cancel).OrNotFound();
        return View(new ArchivedLetter(chapter.Name, chapter.Slug, chapter.TimeZone, letter.Subject, letter.Body, letter.SentAt!.Value, site.PublicUrl));
    }
}
