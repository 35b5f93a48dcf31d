using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>The chapter of the desk, and what the viewer does in it.</summary>
public sealed record DeskChapter(long Id, string Slug, string Name, string TimeZone, ChapterFacts Facts, ChapterRoles Roles)
{
    public bool CanPlan => EventsAccess.CanPlan(Facts, Roles);

    public bool CanCheckIn => EventsAccess.CanCheckIn(Facts, Roles);
}

/// <summary>Pages below <c>/lead/{chapter}/events</c>. For who has no role in the chapter they do not exist.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class LeadController(AppDbContext db, ViewerRoles viewerRoles) : Controller
{
    protected AppDbContext Db => db;

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    protected long Me => this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);

    protected async Task<DeskChapter> ChapterAsync(string slug)
    {
        var roles = await viewerRoles.OfAsync(this.Viewer(), Cancel);
        var found = await db.Chapters.AsNoTracking().VisibleTo(this.Viewer()).Where(c => c.Slug == slug)
            .Select(c => new { c.Id, c.Slug, c.Name, c.TimeZone, c.State, c.Region, c.AppliedById }).SingleOrDefaultAsync(Cancel).OrNotFound();
        var chapter = new DeskChapter(found.Id, found.Slug, found.Name, found.TimeZone, new ChapterFacts(found.Id, found.State, found.Region, found.AppliedById), roles);
        return EventsAccess.CanSeeDesk(chapter.Facts, roles) ? chapter : throw new RefusedException(StatusCodes.Status404NotFound);
    }

    /// <summary>The chapter, for somebody who plans its events (403 for a host).</summary>
    protected async Task<DeskChapter> PlannedAsync(string slug)
    {
        var chapter = await ChapterAsync(slug);
        this.Require(chapter.CanPlan);
        return chapter;
    }

    /// <summary>The chapter, for somebody at the door.</summary>
    protected async Task<DeskChapter> AtTheDoorAsync(string slug)
    {
        var chapter = await ChapterAsync(slug);
        this.Require(chapter.CanCheckIn);
        return chapter;
    }

    /// <summary>An event of this very chapter; another chapter's does not exist here.</summary>
    protected Task<GroupEvent> EventAsync(DeskChapter chapter, string slug) =>
        db.Events.AsNoTracking().Include(e => e.Agenda).SingleOrDefaultAsync(e => e.ChapterId == chapter.Id && e.Slug == slug, Cancel).OrNotFound();

    protected static string PathOf(DeskChapter chapter, GroupEvent groupEvent) => $"/lead/{chapter.Slug}/events/{groupEvent.Slug}";
}
