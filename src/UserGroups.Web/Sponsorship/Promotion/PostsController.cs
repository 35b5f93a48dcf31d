using Microsoft.AspNetCore.Mvc;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>Editors: granted promotion, from the draft to the blog.</summary>
[Route("/staff/posts")]
public sealed class PostsController(AppDbContext db, ViewerRoles roles, PostWriter writer, PostService posts, PostReader reader) : LineController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> List(string? view, string? after, string? before)
    {
        this.Require(FulfilmentAccess.CanSeePosts(this.Viewer()));
        return View(await reader.ListAsync(this.Viewer(), view, after ?? before, Cancel));
    }

    /// <summary>A draft for a granted line that has none.</summary>
    [HttpPost("lines/{lineId:long}")]
    public async Task<IActionResult> Create(long lineId)
    {
        var line = await StaffLineAsync(lineId, Benefit.Promotion, StaffRole.CommunityManager);
        this.Require(FulfilmentAccess.CanEdit(this.Viewer(), line.Facts, await RolesAsync()));
        return LocalRedirect($"/staff/posts/{await writer.DraftAsync(Me, lineId, Cancel)}");
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id) => View(await PageAsync(id, null));

    [HttpPost("{id:long}")]
    public Task<IActionResult> Update(long id, PostForm form) => StepAsync(
        id, form, "The text is saved.", _ => writer.WriteAsync(Me, id, form.Version, PostText.Of(form.Title, form.Summary, form.Body), Cancel), () => PostText.Of(form.Title, form.Summary, form.Body));

    [HttpPost("{id:long}/review")]
    public Task<IActionResult> Review(long id, PostForm form) => StepAsync(
        id, form, "It is in review.", text => posts.ReviewAsync(Me, id, form.Version, PostStep.SendToReview, text, Cancel));

    [HttpPost("{id:long}/draft")]
    public Task<IActionResult> SendBack(long id, PostForm form) => StepAsync(
        id, form, "It is a draft again.", text => posts.ReviewAsync(Me, id, form.Version, PostStep.SendBack, text, Cancel));

    [HttpPost("{id:long}/schedule")]
    public Task<IActionResult> Schedule(long id, PostForm form) => StepAsync(
        id, form, "It appears by itself then.", text => posts.ScheduleAsync(Me, id, form.Version, form.PublishAt(), text, Cancel), form.CheckSchedule);

    [HttpPost("{id:long}/publication")]
    public Task<IActionResult> Publish(long id, PostForm form) => StepAsync(
        id, form, "It is published; the organizers have a letter.", text => posts.PublishAsync(Me, id, form.Version, text, Cancel));

    [HttpPost("{id:long}/withdrawal")]
    public Task<IActionResult> Withdraw(long id, PostForm form) => StepAsync(
        id, form, "It is withdrawn; its address says so.", text => posts.WithdrawAsync(Me, id, form.Version, form.Reason, text, Cancel));

    private async Task<IActionResult> StepAsync(long id, PostForm form, string said, Func<PostText?, Task> act, Action? check = null)
    {
        var (_, line) = await FindAsync(id);
        this.Require(FulfilmentAccess.CanEdit(this.Viewer(), line.Facts, await RolesAsync()));
        check ??= () => form.Words();
        return await TakeAsync(
            () =>
            {
                check();
                return act(form.Words());
            },
            $"/staff/posts/{id}", said, async () => View(nameof(Show), await PageAsync(id, form)), check);
    }

    private async Task<PostPage> PageAsync(long id, PostForm? typed)
    {
        var (post, line) = await FindAsync(id);
        var form = typed ?? new PostForm();
        (form.Title, form.Summary, form.Body) = (form.Title ?? post.Title, form.Summary ?? post.Summary, form.Body ?? post.Body);
        form.Version = post.Version;
        return new PostPage(post, line, FulfilmentAccess.CanEdit(this.Viewer(), line.Facts, await RolesAsync()), form, await reader.SuggestedByAsync(post, Cancel));
    }

    private async Task<(BlogPost Post, LineHead Line)> FindAsync(long id)
    {
        this.Require(FulfilmentAccess.CanSeePosts(this.Viewer()));
        return await reader.FindAsync(this.Viewer(), id, Cancel) ?? throw new RefusedException(StatusCodes.Status404NotFound);
    }
}
