using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The page of a request, for organizers and staff alike, and what its organizers do there.</summary>
[Route("/requests/{reference}")]
public sealed class RequestsController(AppDbContext db, ViewerRoles roles, RequestService requests, RequestDecisions decisions, RequestGate gate, RequestReader reader, LineSteps steps) : SponsorshipController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string reference) => View(await PageAsync(await KeyAsync(reference), new NoteForm()));

    /// <summary>After sending: the reference, and what happens next.</summary>
    [HttpGet("sent")]
    public async Task<IActionResult> Sent(string reference) => View(await reader.HeadAsync((await KeyAsync(reference)).Facts.Id, Cancel));

    [HttpPost("comments")]
    public async Task<IActionResult> Comment(string reference, NoteForm form)
    {
        var key = await KeyAsync(reference);
        var byStaff = SponsorshipAccess.CanSeeAsStaff(this.Viewer(), key.Facts, await RolesAsync());
        return await this.Submit(
            async () =>
            {
                await requests.CommentAsync(Me, key.Facts.Id, form.Text, isForStaff: false, byStaff, form.FormKey, Cancel);
                TempData.Succeed("Your comment is there; the other side has a letter.");
                return LocalRedirect($"/requests/{key.Reference}");
            },
            async () => View(nameof(Show), await PageAsync(key, form)));
    }

    [HttpPost("acceptance")]
    public Task<IActionResult> Accept(string reference, NoteForm form) => TakeAsync(
        reference, RequestStep.Accept, form, _ => Task.FromResult("Accepted. It is under way."), id => decisions.AnswerOfferAsync(Me, id, form.Version, accept: true, Cancel));

    [HttpPost("refusal")]
    public Task<IActionResult> Refuse(string reference, NoteForm form) => TakeAsync(
        reference, RequestStep.Refuse, form, RefusedAsync, id => decisions.AnswerOfferAsync(Me, id, form.Version, accept: false, Cancel));

    [HttpPost("withdrawal")]
    public Task<IActionResult> Withdraw(string reference, NoteForm form) => TakeAsync(
        reference, RequestStep.Withdraw, form, _ => Task.FromResult("Withdrawn."), id => requests.WithdrawAsync(Me, id, form.Version, form.Reason, Cancel));

    [HttpPost("restoration")]
    public Task<IActionResult> Restore(string reference, NoteForm form) => TakeAsync(
        reference, RequestStep.Restore, form, _ => Task.FromResult("It is back as it was."), id => requests.RestoreAsync(Me, id, form.Version, Cancel));

    private async Task<IActionResult> TakeAsync(string reference, RequestStep step, NoteForm form, Func<long, Task<string>> said, Func<long, Task> take)
    {
        var key = await StepAsync(reference, step);
        return await this.Submit(
            async () =>
            {
                await take(key.Facts.Id);
                TempData.Succeed(await said(key.Facts.Id));
                return LocalRedirect($"/requests/{key.Reference}");
            },
            async () =>
            {
                Db.ChangeTracker.Clear();
                return View(nameof(Show), await PageAsync(await KeyAsync(reference), form));
            });
    }

    // What is true afterwards: another line may stay, and a new request may be too late.
    private async Task<string> RefusedAsync(long id)
    {
        var left = await Db.SponsorshipRequests.AsNoTracking().Include(r => r.Chapter).Include(r => r.Event).SingleAsync(r => r.Id == id, Cancel);
        if (!SponsorshipFlow.IsEnd(left.State))
            return "Refused. What was granted in full stays.";
        return await gate.IsOpenAsync(left.Chapter, left.Event, Cancel) ? "Refused. The request is closed; you may ask again." : "Refused. The request is closed.";
    }

    private async Task<RequestPage> PageAsync(RequestKey key, NoteForm form)
    {
        var mine = await RolesAsync();
        var may = Enum.GetValues<RequestStep>().Where(s => SponsorshipAccess.CanTake(this.Viewer(), key.Facts, mine, s)).ToHashSet();
        ModelState.Remove(nameof(NoteForm.Version));
        ModelState.Remove(nameof(NoteForm.FormKey));
        form.Version = key.Version;
        form.FormKey = form.FormKey == Guid.Empty ? Guid.NewGuid() : form.FormKey;
        var page = await reader.ReadAsync(key.Facts.Id, may, SponsorshipAccess.CanSeeAsStaff(this.Viewer(), key.Facts, mine), mine.In(key.ChapterId) is OrganizerRole.Lead or OrganizerRole.CoOrganizer, form, Cancel);
        return page with { Fulfilment = await steps.ReadAsync(this.Viewer(), key.Facts.Id, Cancel) };
    }
}

/// <summary>A comment or a staff note, or a step on the page of a request.</summary>
public sealed class NoteForm
{
    [StringLength(RequestNote.TextLength), Display(Name = "Comment")]
    public string? Text { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Why do you withdraw it?")]
    public string? Reason { get; set; }

    /// <summary>The version the person saw.</summary>
    public int Version { get; set; }

    /// <summary>The same comment sent twice is written once.</summary>
    public Guid FormKey { get; set; }
}
