using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>The tick beside "Join this group".</summary>
public sealed class JoinNews : ViewComponent
{
    public IViewComponentResult Invoke(long chapterId) => View("/Announcements/Views/Parts/JoinNews.cshtml", chapterId);
}

/// <summary>On the organizer's desk: letters that wait for something, and the way to a new one.</summary>
public sealed class DeskLetters(AppDbContext db, ViewerRoles roles) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(long chapterId)
    {
        var cancel = HttpContext.RequestAborted;
        var chapter = await db.Chapters.AsNoTracking().Where(c => c.Id == chapterId).Select(c => new { c.Slug, c.State, c.Region, c.AppliedById }).SingleAsync(cancel);
        if (!AnnouncementsAccess.CanWrite(new ChapterFacts(chapterId, chapter.State, chapter.Region, chapter.AppliedById), await roles.OfAsync(HttpContext.Viewer(), cancel)))
            return Content("");
        var latest = await db.Announcements.AsNoTracking().Where(a => a.ChapterId == chapterId).OrderByDescending(a => a.UpdatedAt).ThenByDescending(a => a.Id).Take(3).Select(LetterRow.Shape).ToListAsync(cancel);
        var readers = await db.Consents.CountAsync(c => c.ChapterId == chapterId && c.WithdrawnAt == null, cancel);
        return View("/Announcements/Views/Parts/DeskLetters.cshtml", new DeskLettersPart(chapter.Slug, latest, readers));
    }
}

public sealed record DeskLettersPart(string ChapterSlug, IReadOnlyList<LetterRow> Latest, int Readers);

/// <summary>On a chapter's page: what it wrote lately.</summary>
public sealed class LatestLetters(AppDbContext db, PublicFacts known) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(long chapterId)
    {
        var rows = await known.ReadAsync($"letters of {chapterId}", () => db.Announcements.AsNoTracking().Archived().Where(a => a.ChapterId == chapterId)
            .OrderByDescending(a => a.SentAt).ThenByDescending(a => a.Id).Take(3).Select(LetterRow.Shape).ToListAsync(HttpContext.RequestAborted));
        return rows.Count == 0 ? Content("") : View("/Announcements/Views/Parts/LatestLetters.cshtml", rows);
    }
}

/// <summary>On the person's own page: the way to what they get by mail.</summary>
public sealed class MyMail : ViewComponent
{
    public IViewComponentResult Invoke() => View("/Announcements/Views/Parts/MyMail.cshtml");
}
