using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>Loads the desk of who may write for a chapter, and its letters.</summary>
public abstract class LetterController(AppDbContext db, ViewerRoles viewerRoles) : Controller
{
    protected AppDbContext Db => db;

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    protected long Me => this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);

    /// <summary>The new form once more, with the version its draft has by now, so that pressing again is enough.</summary>
    protected async Task<LetterForm> AgainAsync(LetterDesk desk, LetterForm form)
    {
        form.Version = await db.Announcements.Where(a => a.ChapterId == desk.Id && a.FormKey == form.FormKey && form.FormKey != null).Select(a => a.Version).SingleOrDefaultAsync(Cancel);
        ModelState.Remove(nameof(LetterForm.Version));
        return form.On(desk, null);
    }

    // Another chapter's letter does not exist here.
    protected Task<Announcement> LetterAsync(LetterDesk desk, long id) => db.Announcements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.ChapterId == desk.Id, Cancel).OrNotFound();

    protected async Task<LetterDesk> WriterAsync(string slug)
    {
        var roles = await viewerRoles.OfAsync(this.Viewer(), Cancel);
        var found = await db.Chapters.AsNoTracking().VisibleTo(this.Viewer()).Where(c => c.Slug == slug).Select(c => new { c.Id, c.Slug, c.Name, c.TimeZone, c.State, c.Region, c.AppliedById })
            .SingleOrDefaultAsync(Cancel).OrNotFound();
        var facts = new ChapterFacts(found.Id, found.State, found.Region, found.AppliedById);
        if (!AnnouncementsAccess.CanSeeDesk(facts, roles))
            throw new RefusedException(StatusCodes.Status404NotFound);
        this.Require(AnnouncementsAccess.CanWrite(facts, roles));
        return new LetterDesk(found.Id, found.Slug, found.Name, found.TimeZone);
    }
}
