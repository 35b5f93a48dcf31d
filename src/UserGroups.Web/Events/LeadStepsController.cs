using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>A step that needs a reason; those concerned read it.</summary>
public sealed class ReasonForm
{
    [Required, StringLength(GroupEvent.ReasonLength), Display(Name = "Reason")]
    public string Reason { get; set; } = "";

    [BindNever]
    internal DeskChapter Chapter { get; set; } = null!;

    [BindNever]
    internal GroupEvent Event { get; set; } = null!;
}

/// <summary>Publishing: the draft becomes an announcement.</summary>
[Route("/lead/{chapter}/events/{slug}/publication")]
public sealed class PublicationsController(AppDbContext db, ViewerRoles roles, EventService events) : LeadController(db, roles)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(string chapter, string slug)
    {
        var desk = await PlannedAsync(chapter);
        var found = await EventAsync(desk, slug);
        try
        {
            await events.PublishAsync(Me, found.Id, Cancel);
            TempData.Succeed("It is published. Share its address; the seats are open.");
            return LocalRedirect(PathOf(desk, found));
        }
        catch (RuleException broken)
        {
            // What is missing is typed on the form, so that is where the organizer lands.
            ModelState.AddRule(broken);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("/Events/Views/LeadEvents/Edit.cshtml", EventForm.Of(found, desk));
        }
    }
}

/// <summary>Taking the date away.</summary>
[Route("/lead/{chapter}/events/{slug}/postponement")]
public sealed class PostponementsController(AppDbContext db, ViewerRoles roles, EventService events) : LeadController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> New(string chapter, string slug)
    {
        var desk = await PlannedAsync(chapter);
        return View(new ReasonForm { Chapter = desk, Event = await EventAsync(desk, slug) });
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(string chapter, string slug, ReasonForm form)
    {
        var desk = await PlannedAsync(chapter);
        (form.Chapter, form.Event) = (desk, await EventAsync(desk, slug));
        return await this.Submit(
            async () =>
            {
                await events.PostponeAsync(Me, form.Event.Id, form.Reason, Cancel);
                TempData.Succeed("It is postponed, and everybody who answered is told. Set the new date, then publish again.");
                return LocalRedirect(PathOf(desk, form.Event));
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), form)));
    }
}

/// <summary>Calling it off.</summary>
[Route("/lead/{chapter}/events/{slug}/cancellation")]
public sealed class CancellationsController(AppDbContext db, ViewerRoles roles, EventService events) : LeadController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> New(string chapter, string slug)
    {
        var desk = await PlannedAsync(chapter);
        return View(new ReasonForm { Chapter = desk, Event = await EventAsync(desk, slug) });
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(string chapter, string slug, ReasonForm form)
    {
        var desk = await PlannedAsync(chapter);
        (form.Chapter, form.Event) = (desk, await EventAsync(desk, slug));
        return await this.Submit(
            async () =>
            {
                await events.CancelAsync(Me, form.Event.Id, form.Reason, Cancel);
                TempData.Succeed("It is cancelled, and everybody who answered is told.");
                return LocalRedirect(PathOf(desk, form.Event));
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), form)));
    }
}

/// <summary>The date of the copy.</summary>
public sealed class CopyForm
{
    [Required, Display(Name = "Date"), DataType(DataType.Date)]
    public DateOnly? Date { get; set; }

    public Guid? FormKey { get; set; }

    [BindNever]
    internal DeskChapter Chapter { get; set; } = null!;

    [BindNever]
    internal GroupEvent Event { get; set; } = null!;
}

/// <summary>The same again on another date.</summary>
[Route("/lead/{chapter}/events/{slug}/copy")]
public sealed class CopiesController(AppDbContext db, ViewerRoles roles, EventService events, TimeProvider time) : LeadController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> New(string chapter, string slug)
    {
        var desk = await PlannedAsync(chapter);
        var found = await EventAsync(desk, slug);
        return View(new CopyForm { Chapter = desk, Event = found, Date = EventForm.After(found.Date, LocalTime.FromUtc(time.Now(), found.TimeZone).Date), FormKey = Guid.NewGuid() });
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(string chapter, string slug, CopyForm form)
    {
        var desk = await PlannedAsync(chapter);
        (form.Chapter, form.Event) = (desk, await EventAsync(desk, slug));
        return await this.Submit(
            async () =>
            {
                var copy = await events.CopyAsync(Me, form.Event.Id, form.Date!.Value, form.FormKey, Cancel);
                TempData.Succeed("The copy is a draft. Change what is different, then publish.");
                return LocalRedirect($"{PathOf(desk, copy)}/edit");
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), form)));
    }
}
