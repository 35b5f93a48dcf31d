using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The staff's queue, and the page where a request is decided with the facts beside it.</summary>
[Route("/staff/requests")]
public sealed class RequestReviewsController(
    AppDbContext db, ViewerRoles roles, RequestDecisions decisions, DecisionGate gate, RequestService requests, RequestReader reader, RequestReviewReader reviews) : SponsorshipController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> List(string? view, string? region, string? after, string? before)
    {
        this.Require(SponsorshipAccess.CanSeeQueue(this.Viewer()));
        return View(await reviews.QueueAsync(this.Viewer(), view, region, after ?? before, Cancel));
    }

    [HttpGet("{reference}")]
    public async Task<IActionResult> Show(string reference)
    {
        var key = await OfRegionAsync(reference);
        if (SponsorshipAccess.CanSeeAsStaff(this.Viewer(), key.Facts, await RolesAsync()))
            return View(await PageAsync(key, new RequestDecisionForm()));
        // The queue and letters to staff lead here; who is on the other side of the table is shown that side.
        TempData.Say(FlashTone.Info, "You sent this request or help to run the group, so you see what its organizers see. A colleague decides.");
        return LocalRedirect($"/requests/{key.Reference}");
    }

    /// <summary>Decides every line at once.</summary>
    [HttpPost("{reference}/decision")]
    public Task<IActionResult> Decide(string reference, RequestDecisionForm form) => TakeAsync(reference, RequestStep.Decide, form, "Decided. The organizers have a letter.", async key =>
    {
        var (broken, isSupervisor) = (new BrokenRules(), SponsorshipAccess.CanOverride(this.Viewer()));
        var verdicts = form.Verdicts(await reader.LinesAsync(key.Facts.Id, Cancel), CultureInfo.CurrentCulture, broken);
        // What stands against the grants is named together with what is wrong in the lines, not at the next press.
        if (broken.Any)
            await broken.TryAsync(() => gate.RequireAllowedAsync(key.Facts.Id, verdicts, form.OverrideReason, isSupervisor, Cancel));
        broken.Throw();
        await decisions.DecideAsync(Me, key.Facts.Id, form.Version, verdicts, form.OverrideReason, isSupervisor, Cancel);
    });

    [HttpPost("{reference}/change-request")]
    public Task<IActionResult> RequestChanges(string reference, RequestDecisionForm form) => TakeAsync(
        reference, RequestStep.RequestChanges, form, "The organizers have a letter; the clock stands still.", key => decisions.RequestChangesAsync(Me, key.Facts.Id, form.Version, form.Reason, form.ChangeFields(), Cancel));

    [HttpPost("{reference}/closure")]
    public Task<IActionResult> Close(string reference, RequestDecisionForm form) => TakeAsync(
        reference, RequestStep.Close, form, "Closed. What was not spent is back in the budget.", key => decisions.CloseAsync(Me, key.Facts.Id, form.Version, Cancel));

    /// <summary>Writes a note that only staff read.</summary>
    [HttpPost("{reference}/notes")]
    public async Task<IActionResult> Note(string reference, RequestDecisionForm form)
    {
        var key = await ReviewedAsync(reference);
        return await DoAsync(key, form, "The note is there; the organizers do not see it.", () => requests.CommentAsync(Me, key.Facts.Id, form.Text, isForStaff: true, byStaff: true, form.FormKey, Cancel));
    }

    private async Task<IActionResult> TakeAsync(string reference, RequestStep step, RequestDecisionForm form, string said, Func<RequestKey, Task> take)
    {
        var key = await ReviewedAsync(reference);
        this.Require(SponsorshipAccess.CouldTake(this.Viewer(), key.Facts, await RolesAsync(), step));
        return await DoAsync(key, form, said, () => take(key));
    }

    private Task<IActionResult> DoAsync(RequestKey key, RequestDecisionForm form, string said, Func<Task> act) => this.Submit(
        async () =>
        {
            await act();
            TempData.Succeed(said);
            return LocalRedirect($"/staff/requests/{key.Reference}");
        },
        async () =>
        {
            Db.ChangeTracker.Clear();
            ModelState.Remove(nameof(RequestDecisionForm.Version));
            return View(nameof(Show), await PageAsync(await KeyAsync(key.Reference), form));
        });

    private async Task<RequestKey> ReviewedAsync(string reference)
    {
        var key = await OfRegionAsync(reference);
        this.Require(SponsorshipAccess.CanSeeAsStaff(this.Viewer(), key.Facts, await RolesAsync()));
        return key;
    }

    private async Task<RequestKey> OfRegionAsync(string reference)
    {
        this.Require(SponsorshipAccess.CanSeeQueue(this.Viewer()));
        var key = await KeyAsync(reference);
        // An organizer of another region's staff sees the public page and learns nothing here.
        return SponsorshipAccess.IsOfStaff(this.Viewer(), key.Facts) ? key : throw new RefusedException(StatusCodes.Status404NotFound);
    }

    private async Task<RequestReviewPage> PageAsync(RequestKey key, RequestDecisionForm form)
    {
        var mine = await RolesAsync();
        var may = Enum.GetValues<RequestStep>().Where(s => SponsorshipAccess.CanTake(this.Viewer(), key.Facts, mine, s)).ToHashSet();
        var page = await reader.ReadAsync(key.Facts.Id, may, true, false, new NoteForm { FormKey = Guid.NewGuid() }, Cancel);
        return await reviews.ReadAsync(page, Me, may.Contains(RequestStep.Decide), SponsorshipAccess.CanOverride(this.Viewer()), form, Cancel);
    }
}
