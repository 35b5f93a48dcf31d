using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>
/// Starting a group, page by page: where, what is near, what and with whom, check, sent. Each page is saved when it is sent, so leaving in
/// the middle loses nothing. <c>/apply/{id}</c> is where the applicant sees how it stands.
/// </summary>
[Route("/apply")]
public sealed class ApplicationsController(AppDbContext db, ViewerRoles roles, ApplicationService applications, ApplicationReader reader, CityChoice cities) : ChapterController(db, roles)
{
    [HttpGet("")]
    [AllowAnonymous]
    public async Task<IActionResult> New()
    {
        if (this.Viewer().PersonId is not long me)
            return View("Welcome");
        var draft = await Db.Chapters.AsNoTracking().SingleOrDefaultAsync(c => c.AppliedById == me && c.State == ChapterState.Draft, Cancel);
        return draft is null ? View("Where", new WhereForm()) : RedirectToAction(nameof(Where), new { id = draft.Id });
    }

    [HttpPost("")]
    public Task<IActionResult> Create(WhereForm form) => this.Submit(
        async () => await OnAsync(await applications.StartAsync(Me, cities.Read(form), Cancel)),
        () => AgainAsync("Where", form),
        () => Task.FromResult(cities.Read(form)));

    [HttpGet("{id:long}/where")]
    public async Task<IActionResult> Where(long id) => View(reader.WhereOf(await MineAsync(id)));

    [HttpPost("{id:long}/where")]
    public async Task<IActionResult> UpdateWhere(long id, WhereForm form)
    {
        await MineAsync(id);
        form.Id = id;
        return await this.Submit(
            async () =>
            {
                await applications.AnswerWhereAsync(id, cities.Read(form), Cancel);
                return await OnAsync(id);
            },
            () => AgainAsync("Where", form),
            () => Task.FromResult(cities.Read(form)));
    }

    [HttpGet("{id:long}/nearby")]
    public async Task<IActionResult> Nearby(long id) => View(new NearbyPage(id, await reader.NearbyAsync(await MineAsync(id), Cancel)));

    /// <summary>While a city is typed: the same list as a piece of page.</summary>
    [HttpGet("nearby")]
    public async Task<IActionResult> NearbyCity(string? city) =>
        PartialView("_Nearby", cities.Exact(city) is City found ? await reader.NearbyAsync(found.Latitude, found.Longitude, null, Cancel) : []);

    [HttpGet("{id:long}/what")]
    public async Task<IActionResult> What(long id) => View(WhatForm.Of(await MineAsync(id)));

    [HttpPost("{id:long}/what")]
    public async Task<IActionResult> UpdateWhat(long id, WhatForm form)
    {
        await MineAsync(id);
        form.Id = id;
        var answers = new WhatAnswers(form.Focus, form.Why, form.FirstMeetup, form.CoOrganizerName, form.CoOrganizerEmail);
        return await this.Submit(
            async () =>
            {
                await applications.AnswerWhatAsync(id, answers, Cancel);
                return RedirectToAction(nameof(Check), new { id });
            },
            () => AgainAsync("What", form),
            () => applications.RequireWhatAsync(id, answers, Cancel));
    }

    [HttpGet("{id:long}/check")]
    public async Task<IActionResult> Check(long id)
    {
        var chapter = await MineAsync(id);
        return chapter.IsEditable ? View(CheckPage.Of(chapter)) : RedirectToAction(nameof(Show), new { id });
    }

    [HttpPost("{id:long}/check")]
    public async Task<IActionResult> Submit(long id, ConductForm form)
    {
        await MineAsync(id);
        return await this.Submit(
            async () =>
            {
                await applications.SubmitAsync(Me, id, form.Conduct ? form.ConductVersion : null, Cancel);
                return RedirectToAction(nameof(Sent), new { id });
            },
            async () => View(nameof(Check), CheckPage.Of(await MineAsync(id))));
    }

    [HttpGet("{id:long}/sent")]
    public async Task<IActionResult> Sent(long id)
    {
        var chapter = await MineAsync(id);
        return chapter.SubmittedAt is null ? RedirectToAction(nameof(Check), new { id }) : View(ApplicationPage.HeadOf(chapter));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id)
    {
        var head = await HeadAsync(id);
        this.Require(ChaptersAccess.CanSeeApplication(this.Viewer(), head.Facts, await RolesAsync()));
        return View(await reader.ReadAsync(id, ChaptersAccess.CanEditApplication(this.Viewer(), head.Facts), Cancel));
    }

    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Discard(long id)
    {
        if ((await MineAsync(id)).State != ChapterState.Draft)
            throw new RuleException("This was sent; it is no longer a draft.");
        await applications.DiscardAsync(id, Cancel);
        TempData.Succeed("The draft is thrown away.");
        return LocalRedirect("/my");
    }

    private async Task<Chapter> MineAsync(long id)
    {
        var head = await HeadAsync(id);
        this.Require(ChaptersAccess.CanEditApplication(this.Viewer(), head.Facts));
        return await Db.Chapters.AsNoTracking().SingleAsync(c => c.Id == id, Cancel);
    }

    private async Task<IActionResult> OnAsync(long id) =>
        RedirectToAction((await reader.NearbyAsync(await MineAsync(id), Cancel)).Count > 0 ? nameof(Nearby) : nameof(What), new { id });

    private Task<IActionResult> AgainAsync(string view, object form)
    {
        if (form is WhereForm where)
            where.Choices = cities.ChoicesFor(where);
        return Task.FromResult<IActionResult>(View(view, form));
    }
}
