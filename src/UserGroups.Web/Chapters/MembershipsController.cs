using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>Join and leave; pressing twice changes nothing. Pressed on the group's page, which has no antiforgery token for anybody.</summary>
[IgnoreAntiforgeryToken]
[SameOrigin]
public sealed class MembershipsController(AppDbContext db, ViewerRoles roles, MembershipService memberships) : ChapterController(db, roles)
{
    [HttpPost("/chapters/{slug}/membership")]
    public async Task<IActionResult> Create(string slug, [FromForm] string[]? ticks = null)
    {
        var chapter = await HeadAsync(slug);
        this.Require(ChaptersAccess.CanJoin(this.Viewer(), chapter.Facts));
        await memberships.JoinAsync(Me, chapter.Id, ticks, Cancel);
        TempData.Succeed($"You are a member of {chapter.Name}.");
        return Back(slug);
    }

    [HttpPost("/chapters/{slug}/membership/end")]
    public async Task<IActionResult> End(string slug)
    {
        var chapter = await HeadAsync(slug);
        if (await memberships.LeaveAsync(Me, chapter.Id, Cancel))
            TempData.Succeed($"You have left {chapter.Name}. You can come back at any time.");
        return Back(slug);
    }

    private LocalRedirectResult Back(string slug) => LocalRedirect($"/chapters/{slug}");
}

/// <summary>"Tell me when the next one is announced."</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Secrets)]
[WaitWhenTooMany]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WatchesController(AppDbContext db, ViewerRoles roles, WatchService watches) : ChapterController(db, roles)
{
    [HttpGet("/chapters/{slug}/watch")]
    public async Task<IActionResult> New(string slug) => View(new WatchPageForm(await HeadAsync(slug), new WatchForm()));

    /// <summary>Pressed on the group's page, which caches may keep: no antiforgery token.</summary>
    [HttpPost("/chapters/{slug}/watch")]
    [IgnoreAntiforgeryToken]
    [SameOrigin]
    public async Task<IActionResult> Create(string slug, WatchForm form)
    {
        var chapter = await HeadAsync(slug);
        this.Require(chapter.State is ChapterState.Active or ChapterState.Dormant);
        if (this.Viewer().PersonId is long me)
        {
            await watches.WatchAsync(chapter.Id, me, Cancel);
            TempData.Succeed($"We write to you when {chapter.Name} announces its next meetup.");
            return LocalRedirect($"/chapters/{slug}");
        }

        return await this.Submit(
            async () =>
            {
                await watches.AskAsync(chapter.Id, form.Email, RateLimits.NetworkOf(HttpContext.Connection.RemoteIpAddress), Cancel);
                TempData.Succeed("Look into your mail: press the button behind the link there, and we tell you when the next one is announced.");
                return LocalRedirect($"/chapters/{slug}");
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), new WatchPageForm(chapter, form))));
    }

    /// <summary>The page behind the letter. Looking changes nothing: mail scanners follow links.</summary>
    [HttpGet("/watch/{token}")]
    public async Task<IActionResult> Show(string token) => await watches.FindAsync(token, Cancel) is WatchPage page ? View(page) : View("Gone");

    [HttpPost("/watch/{token}")]
    public Task<IActionResult> Confirm(string token) => AnswerAsync(token, wanted: true, "Done. We write to you once, when the next meetup is announced.");

    [HttpPost("/watch/{token}/end")]
    public Task<IActionResult> End(string token) => AnswerAsync(token, wanted: false, "Done. We do not write to you.");

    private Task<IActionResult> AnswerAsync(string token, bool wanted, string said) => this.Submit(
        async () =>
        {
            var page = await watches.FindAsync(token, Cancel);
            await watches.AnswerAsync(token, wanted, Cancel);
            TempData.Succeed(said);
            return LocalRedirect(page is null ? "/chapters" : $"/chapters/{page.Slug}");
        },
        () => Task.FromResult<IActionResult>(View("Gone")));
}

/// <summary>The question on a page of its own, after a mistake.</summary>
public sealed record WatchPageForm(ChapterHead Chapter, WatchForm Form);
