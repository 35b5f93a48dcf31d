using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>
/// Asking: the form, which keeps itself, and the page where the answers are read once more. For an event below its desk; for the chapter itself (a licence) below
/// the chapter's.
/// </summary>
[Route("/lead/{chapter}/events/{slug}/request")]
[Route("/lead/{chapter}/request")]
public sealed class RequestDraftsController(AppDbContext db, ViewerRoles roles, RequestService requests, RequestLoad load, RequestDraftReader pages, SettingsSnapshot settings) : SponsorshipController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(string chapter, string? slug)
    {
        var desk = await DeskAsync(chapter, slug);
        var request = await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel);
        if (request is { IsEditable: false })
            return LocalRedirect($"/requests/{request.Reference}");
        return View(nameof(Edit), await pages.ShownAsync(request is null ? await pages.FreshAsync(desk, Cancel) : RequestForm.Of(request.Typed, request.Version), desk, request, Cancel));
    }

    /// <summary>Keeps what was typed, and goes on to the check when it makes sense.</summary>
    [HttpPost("")]
    public Task<IActionResult> Update(string chapter, string? slug, RequestForm form) => TakeAsync(
        chapter, slug, form,
        async (desk, kept) =>
        {
            await ReadAsync(kept, desk);
            return LocalRedirect($"{desk.Path}/check");
        },
        async desk => await ReadAsync(await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel) is SponsorshipRequest request ? request.Kept(form.Typed()) : form.Typed(), desk));

    /// <summary>Keeps what was typed, right or wrong: the button, and by itself while typing.</summary>
    [HttpPost("draft")]
    public async Task<IActionResult> Keep(string chapter, string? slug, RequestForm form)
    {
        var byItself = Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);
        return await TakeAsync(chapter, slug, form, (desk, _) =>
        {
            if (byItself)
                return Task.FromResult<IActionResult>(Json(new { form.Version }));
            TempData.Succeed("The draft is kept. Nobody but your group’s organizers sees it.");
            return Task.FromResult<IActionResult>(LocalRedirect(desk.Path));
        });
    }

    [HttpGet("check")]
    public async Task<IActionResult> Check(string chapter, string? slug)
    {
        var desk = await DeskAsync(chapter, slug);
        var request = await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel);
        if (request is null)
            return LocalRedirect(desk.Path);
        if (!request.IsEditable)
            return LocalRedirect($"/requests/{request.Reference}");
        var page = await CheckedAsync(desk, request);
        return page.Answers is null ? LocalRedirect(desk.Path) : View(nameof(Check), page);
    }

    /// <summary>Sends it.</summary>
    [HttpPost("check")]
    public async Task<IActionResult> Create(string chapter, string? slug, int version, Guid formKey)
    {
        var desk = await DeskAsync(chapter, slug);
        var request = await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel).OrNotFound();
        Db.ChangeTracker.Clear();
        return await this.Submit(
            async () => LocalRedirect($"/requests/{await requests.SubmitAsync(Me, request.Id, version, formKey, CultureInfo.CurrentCulture, Cancel)}/sent"),
            async () =>
            {
                Db.ChangeTracker.Clear();
                request = await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel).OrNotFound();
                if (!request.IsEditable)
                    return LocalRedirect($"/requests/{request.Reference}");
                ModelState.Remove("Version");
                var page = await CheckedAsync(desk, request);
                return page.Answers is null ? View(nameof(Edit), await pages.ShownAsync(RequestForm.Of(request.Typed, request.Version), desk, request, Cancel)) : View(nameof(Check), page);
            });
    }

    [HttpPost("removal")]
    public async Task<IActionResult> Discard(string chapter, string? slug)
    {
        var desk = await DeskAsync(chapter, slug);
        if (await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel) is { State: RequestState.Draft } draft)
            await requests.DiscardAsync(draft.Id, Cancel);
        TempData.Succeed("The draft is thrown away.");
        return LocalRedirect(desk.BackPath);
    }

    /// <param name="go">Goes on with what is kept now: where only some fields may be changed, the others are what was kept before.</param>
    private async Task<IActionResult> TakeAsync(string chapter, string? slug, RequestForm form, Func<AskDesk, TypedRequest, Task<IActionResult>> go, Func<AskDesk, Task>? meaning = null)
    {
        var desk = await DeskAsync(chapter, slug);
        return await this.Submit(
            async () =>
            {
                form.Version = await requests.KeepAsync(Me, desk.ChapterId, desk.Event?.Id, form.Typed(), form.Version, Cancel);
                var request = (await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel))!;
                if (request.State != RequestState.Draft)
                    form = RequestForm.Of(request.Typed, form.Version);
                return await go(desk, form.Typed());
            },
            async () =>
            {
                Db.ChangeTracker.Clear();
                var request = await load.ActiveAsync(desk.ChapterId, desk.Event?.Id, Cancel);
                if (request is { IsEditable: false })
                    return LocalRedirect($"/requests/{request.Reference}");
                form.Version = request?.Version ?? 0;
                ModelState.Remove(nameof(RequestForm.Version));
                return View(nameof(Edit), await pages.ShownAsync(form, desk, request, Cancel));
            },
            meaning is null ? null : () => meaning(desk));
    }

    private async Task<AskDesk> DeskAsync(string chapter, string? slug)
    {
        var found = await Db.Chapters.AsNoTracking().VisibleTo(this.Viewer()).Where(c => c.Slug == chapter).Select(c => new { c.Id, c.Slug, c.Name, c.State, c.Region, c.AppliedById }).SingleOrDefaultAsync(Cancel).OrNotFound();
        var facts = new ChapterFacts(found.Id, found.State, found.Region, found.AppliedById);
        var mine = await RolesAsync();
        // For who has no role in the chapter its desk does not exist; a host sees it and may not ask.
        if (!ChaptersAccess.CanOpenDesk(facts, mine))
            throw new RefusedException(StatusCodes.Status404NotFound);
        this.Require(SponsorshipAccess.CanAsk(facts, mine));
        var about = slug is null ? null : await Db.Events.AsNoTracking().Where(e => e.ChapterId == found.Id && e.Slug == slug)
            .Select(e => new AskEvent(e.Id, e.Slug, e.Title, e.Summary, e.StartsAt, e.TimeZone, e.CapacityInPerson ?? e.CapacityOnline, Db.Answers.Where(a => a.EventId == e.Id && (a.State == AnswerState.Seated || a.State == AnswerState.Waiting)).Sum(a => 1 + a.Guests)))
            .SingleOrDefaultAsync(Cancel).OrNotFound();
        return new AskDesk(found.Id, found.Slug, found.Name, found.Region, about);
    }

    private async Task<CheckPage> CheckedAsync(AskDesk desk, SponsorshipRequest request)
    {
        RequestAnswers? answers = null;
        try
        {
            answers = await ReadAsync(request.Typed, desk);
        }
        catch (RuleException incomplete)
        {
            ModelState.AddRule(incomplete);
        }

        return await pages.CheckAsync(desk, request, answers, Cancel);
    }

    private async Task<RequestAnswers> ReadAsync(TypedRequest typed, AskDesk desk) =>
        RequestReading.Read(typed, desk.IsForEvent, (await settings.CurrentAsync(Cancel)).Get(SponsorshipSettings.StipendCap), CultureInfo.CurrentCulture);
}
