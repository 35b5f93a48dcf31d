using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>What the rules about access and the head of a page need of a chapter.</summary>
public sealed record ChapterHead(long Id, string Slug, string Name, ChapterState State, string Region, long? AppliedById)
{
    public ChapterFacts Facts => new(Id, State, Region, AppliedById);
}

/// <summary>Loads a chapter by its address as far as this person may know of it.</summary>
public abstract class ChapterController(AppDbContext db, ViewerRoles roles) : Controller
{
    protected AppDbContext Db => db;

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    /// <summary>The signed-in person; actions that use it are not open to visitors.</summary>
    protected long Me => this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);

    protected Task<ChapterHead> HeadAsync(string slug) => Head(db.Chapters.Where(c => c.Slug == slug)).SingleOrDefaultAsync(Cancel).OrNotFound();

    protected Task<ChapterHead> HeadAsync(long id) => Head(db.Chapters.Where(c => c.Id == id)).SingleOrDefaultAsync(Cancel).OrNotFound();

    protected ValueTask<ChapterRoles> RolesAsync() => roles.OfAsync(this.Viewer(), Cancel);

    private IQueryable<ChapterHead> Head(IQueryable<Chapter> chapters) =>
        chapters.AsNoTracking().VisibleTo(this.Viewer()).Select(c => new ChapterHead(c.Id, c.Slug, c.Name, c.State, c.Region, c.AppliedById));
}

/// <summary>429 with Retry-After, and a page that says how long to wait.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WaitWhenTooManyAttribute : ExceptionFilterAttribute
{
    public override void OnException(ExceptionContext context)
    {
        if (context.Exception is not TooManyAttemptsException tooMany)
            return;
        var seconds = Math.Max(1, (int)Math.Ceiling(tooMany.RetryAfter.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.HttpContext.Explain($"That was tried too often. Please wait {(seconds + 59) / 60} minutes.");
        context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        context.ExceptionHandled = true;
    }
}
