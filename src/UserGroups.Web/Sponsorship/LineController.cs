using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>What a page about a line says on top.</summary>
public sealed record LineHead(
    long LineId, Benefit Benefit, LineState State, decimal? Granted, string Details, long RequestId, string Reference, int Headcount, long ChapterId, string ChapterName, string ChapterSlug,
    ChapterState ChapterState, string Region, long? AppliedById, long RequestedById, long? DecidedById, string? EventTitle)
{
    public static readonly Expression<Func<BenefitLine, LineHead>> Shape = l => new LineHead(
        l.Id, l.Benefit, l.State, l.Granted, l.Details, l.RequestId, l.Request.Reference!, l.Request.Headcount, l.Request.ChapterId, l.Request.Chapter.Name, l.Request.Chapter.Slug,
        l.Request.Chapter.State, l.Request.Chapter.Region, l.Request.Chapter.AppliedById, l.Request.RequestedById, l.DecidedById, l.Request.Event == null ? null : l.Request.Event.Title);

    public LineFacts Facts => new(LineId, Benefit, new ChapterFacts(ChapterId, ChapterState, Region, AppliedById), RequestedById, DecidedById);

    public string RequestPath => $"/requests/{Reference}";

    public string GrantedText => BenefitWords.Quantity(Benefit, Granted ?? 0);
}

/// <summary>Loads a line as far as this person may know of it: what is not theirs does not exist.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class LineController(AppDbContext db, ViewerRoles viewerRoles) : Controller
{
    protected AppDbContext Db => db;

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    protected long Me => this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);

    protected ValueTask<ChapterRoles> RolesAsync() => viewerRoles.OfAsync(this.Viewer(), Cancel);

    /// <summary>The line of a request, for its chapter's organizers; for everybody else it does not exist.</summary>
    protected async Task<LineHead> ReceivedAsync(string reference, Benefit benefit)
    {
        var line = await db.BenefitLines.AsNoTracking().Where(l => l.Request.Reference == reference && l.Benefit == benefit && l.State != LineState.Asked && l.State != LineState.Declined)
            .Select(LineHead.Shape).SingleOrDefaultAsync(Cancel).OrNotFound();
        return FulfilmentAccess.CanReceive(line.Facts, await RolesAsync()) ? line : throw new RefusedException(StatusCodes.Status404NotFound);
    }

    /// <summary>A line of the regions where this person has one of the roles (403 without the role, 404 elsewhere).</summary>
    protected async Task<LineHead> StaffLineAsync(long lineId, Benefit benefit, params StaffRole[] roles)
    {
        this.Require(roles.Any(role => this.Viewer().Is(role)));
        return await db.BenefitLines.AsNoTracking().InRegionsOf(this.Viewer(), roles).Where(l => l.Id == lineId && l.Benefit == benefit)
            .Select(LineHead.Shape).SingleOrDefaultAsync(Cancel).OrNotFound();
    }

    /// <summary>Takes the form; after a refusal nothing that was tried is left in the context.</summary>
    /// <param name="meaning">Reads what was typed and changes nothing: asked when its shape is wrong, so that all mistakes are named together.</param>
    protected Task<IActionResult> TakeAsync(Func<Task> act, string path, string said, Func<Task<IActionResult>> again, Action? meaning = null) => this.Submit(
        async () =>
        {
            await act();
            TempData.Succeed(said);
            return LocalRedirect(path);
        },
        () =>
        {
            db.ChangeTracker.Clear();
            ModelState.Remove("Version");
            return again();
        },
        () =>
        {
            meaning?.Invoke();
            return Task.CompletedTask;
        });
}
