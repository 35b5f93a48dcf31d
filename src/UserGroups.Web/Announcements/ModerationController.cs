using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>What staff read before it goes out, and sends that paused themselves.</summary>
[Route("/staff/announcements")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ModerationController(AppDbContext db, ViewerRoles viewerRoles, SendingService sending, PauseService sends, Audience audience) : Controller
{
    private static readonly KeysetOrder<Announcement, DateTime, long> OldestFirst = KeysetOrder.By((Announcement a) => a.UpdatedAt, a => a.Id);
    private static readonly KeysetOrder<Announcement, DateTime, long> LatestFirst = KeysetOrder.ByDescending((Announcement a) => a.UpdatedAt, a => a.Id);

    private CancellationToken Cancel => HttpContext.RequestAborted;

    private long Me => this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);

    [HttpGet("")]
    public async Task<IActionResult> List(string? view, string? after, string? before)
    {
        this.Require(AnnouncementsAccess.CanSeeQueue(this.Viewer()));
        var managed = db.Announcements.AsNoTracking().ManagedBy(this.Viewer());
        var name = view is "paused" or "sent" ? view : "waiting";
        var rows = name switch
        {
            "paused" => await managed.Where(a => a.State == AnnouncementState.Paused).ToPageAsync(LatestFirst, LetterRow.Shape, after ?? before, cancel: Cancel),
            "sent" => await managed.Where(a => a.State == AnnouncementState.Sent).ToPageAsync(LatestFirst, LetterRow.Shape, after ?? before, cancel: Cancel),
            _ => await managed.Where(a => a.State == AnnouncementState.Waiting).ToPageAsync(OldestFirst, LetterRow.Shape, after ?? before, cancel: Cancel),
        };
        return View(new ModerationList(name, rows));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id) => View(await PageAsync(await LetterAsync(id), new LetterDecisionForm()));

    [HttpPost("{id:long}/approval")]
    public Task<IActionResult> Approve(long id, LetterDecisionForm form) => DecideAsync(id, form, "It is on its way; its writer has a letter.", () => sending.ApproveAsync(Me, id, form.Version, Cancel));

    [HttpPost("{id:long}/return")]
    public Task<IActionResult> Return(long id, LetterDecisionForm form) => DecideAsync(id, form, "Its writer has a letter with your reason.", () => sending.ReturnAsync(Me, id, form.Version, form.Reason, Cancel));

    [HttpPost("{id:long}/resumption")]
    public Task<IActionResult> Resume(long id, LetterDecisionForm form) => DecideAsync(id, form, "It goes on.", () => sends.ResumeAsync(Me, id, form.Version, form.Reason, Cancel));

    [HttpPost("{id:long}/end")]
    public Task<IActionResult> Stop(long id, LetterDecisionForm form) => DecideAsync(id, form, "It is ended; what had not left does not leave.", () => sends.StopAsync(Me, id, form.Version, form.Reason, Cancel));

    private async Task<IActionResult> DecideAsync(long id, LetterDecisionForm form, string said, Func<Task> decide)
    {
        var letter = await LetterAsync(id);
        this.Require(AnnouncementsAccess.CanDecide(this.Viewer(), letter.Chapter.Region, letter.ChapterId, await RolesAsync()));
        return await this.Submit(
            async () =>
            {
                await decide();
                TempData.Succeed(said);
                return LocalRedirect($"/staff/announcements/{id}");
            },
            async () =>
            {
                db.ChangeTracker.Clear();
                ModelState.Remove(nameof(LetterDecisionForm.Version));
                return View(nameof(Show), await PageAsync(await LetterAsync(id), form));
            });
    }

    private ValueTask<ChapterRoles> RolesAsync() => viewerRoles.OfAsync(this.Viewer(), Cancel);

    // Drafts are the organizers' own; staff see what was sent to them.
    private async Task<Announcement> LetterAsync(long id)
    {
        this.Require(AnnouncementsAccess.CanSeeQueue(this.Viewer()));
        return await db.Announcements.AsNoTracking().Include(a => a.Chapter).ManagedBy(this.Viewer()).SingleOrDefaultAsync(a => a.Id == id && a.State != AnnouncementState.Draft, Cancel).OrNotFound();
    }

    private async Task<ModerationPage> PageAsync(Announcement letter, LetterDecisionForm form)
    {
        form.Version = letter.Version;
        var writer = await db.People.Where(p => p.Id == letter.WrittenById).Select(p => p.Name).SingleOrDefaultAsync(Cancel);
        var before = await db.Announcements.CountAsync(a => a.ChapterId == letter.ChapterId && a.SentAt != null && a.Id != letter.Id, Cancel);
        return new ModerationPage(
            letter, letter.Chapter.Name, letter.Chapter.Slug, letter.Chapter.Place, writer, before, await audience.CountAsync(letter.ChapterId, Cancel), await sends.ProgressAsync(letter.Id, Cancel),
            AnnouncementsAccess.CanDecide(this.Viewer(), letter.Chapter.Region, letter.ChapterId, await RolesAsync()), form);
    }
}
