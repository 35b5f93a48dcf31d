using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>The reviewers' queue and the page where an application is decided.</summary>
[Route("/staff/chapters")]
public sealed class ReviewsController(AppDbContext db, ViewerRoles roles, DecisionService decisions, HandOverService handOvers, ReviewReader reader) : ChapterController(db, roles)
{
    // The reason that was begun when the criteria were saved; it stands in its field again on the page that follows.
    private const string Kept = "BegunReason";

    [HttpGet("")]
    public async Task<IActionResult> List(string? view, string? after, string? before)
    {
        this.Require(ChaptersAccess.CanSeeQueue(this.Viewer()));
        return View(await reader.QueueAsync(this.Viewer(), view, after ?? before, Cancel));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id) => View(await PageAsync(await ReviewedAsync(id), new DecisionForm { Reason = TempData[Kept] as string }));

    [HttpPost("{id:long}/criteria")]
    public Task<IActionResult> Tick(long id, DecisionForm form) => DecideAsync(
        id, form, "The criteria are saved; the applicant sees them.", async (me, head) =>
        {
            await decisions.TickAsync(me, head.Id, form.Version, form.Ticks(), Cancel);
            TempData[Kept] = form.Reason;
        });

    [HttpPost("{id:long}/change-request")]
    public Task<IActionResult> RequestChanges(long id, DecisionForm form) => DecideAsync(
        id, form, "The applicant has a letter; the clock stands still.", (me, head) => decisions.RequestChangesAsync(me, head.Id, form.Version, form.Reason, form.Ticks(), Cancel));

    [HttpPost("{id:long}/approval")]
    public Task<IActionResult> Approve(long id, DecisionForm form) => DecideAsync(
        id, form, "Approved. The group's page is public, the organizers have a letter.", (me, head) => decisions.ApproveAsync(me, head.Id, form.Version, form.Reason, form.Ticks(), Cancel));

    [HttpPost("{id:long}/declination")]
    public Task<IActionResult> Decline(long id, DecisionForm form) => DecideAsync(
        id, form, "Declined. The organizers have a letter with your reason.", (me, head) => decisions.DeclineAsync(me, head.Id, form.Version, form.Reason, form.Ticks(), Cancel));

    [HttpPost("{id:long}/retirement")]
    public Task<IActionResult> Retire(long id, DecisionForm form) => DecideAsync(
        id, form, "The group is retired; its page stays.", (me, head) => decisions.RetireAsync(me, head.Id, form.Version, form.Reason, Cancel));

    /// <summary>Answers somebody who asked for the lead of a sleeping group.</summary>
    [HttpPost("{id:long}/take-overs/{askedId:long}")]
    public Task<IActionResult> TakeOver(long id, long askedId, bool grant, DecisionForm form) => DecideAsync(
        id, form, grant ? "The group has a new lead." : "They have a letter with your reason.",
        async (me, head) =>
        {
            if (!await Db.HandOvers.AnyAsync(h => h.Id == askedId && h.ChapterId == head.Id && h.FromId == null, Cancel))
                throw new RefusedException(StatusCodes.Status404NotFound);
            await handOvers.DecideAsync(me, askedId, grant, form.Reason, Cancel);
        });

    private async Task<IActionResult> DecideAsync(long id, DecisionForm form, string said, Func<long, ChapterHead, Task> decide)
    {
        var head = await ReviewedAsync(id);
        this.Require(ChaptersAccess.CanDecide(this.Viewer(), head.Facts, await RolesAsync()));
        return await this.Submit(
            async () =>
            {
                await decide(Me, head);
                TempData.Succeed(said);
                return RedirectToAction(nameof(Show), new { id });
            },
            async () =>
            {
                Db.ChangeTracker.Clear();
                ModelState.Remove(nameof(DecisionForm.Version));
                return View(nameof(Show), await PageAsync(await HeadAsync(id), form));
            });
    }

    private async Task<ChapterHead> ReviewedAsync(long id)
    {
        var head = await HeadAsync(id);
        // Who may not review it learns nothing, not even that it exists.
        return ChaptersAccess.CanReview(this.Viewer(), head.Facts) ? head
            : throw new RefusedException(ChaptersAccess.CanSeeQueue(this.Viewer()) ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
    }

    private async Task<ReviewPage> PageAsync(ChapterHead head, DecisionForm form) =>
        await reader.ReadAsync(head.Id, ChaptersAccess.CanDecide(this.Viewer(), head.Facts, await RolesAsync()), form, Cancel);
}
