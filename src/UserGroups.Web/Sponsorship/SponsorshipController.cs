using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>What the rules about access and the head of a page need of a request.</summary>
public sealed record RequestKey(string Reference, long ChapterId, long? EventId, RequestFacts Facts, int Version);

/// <summary>Loads a request by its reference as far as this person may know of it.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class SponsorshipController(AppDbContext db, ViewerRoles roles) : Controller
{
    protected AppDbContext Db => db;

    protected CancellationToken Cancel => HttpContext.RequestAborted;

    protected long Me => this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);

    protected ValueTask<ChapterRoles> RolesAsync() => roles.OfAsync(this.Viewer(), Cancel);

    protected async Task<RequestKey> KeyAsync(string reference) => await db.SponsorshipRequests.AsNoTracking().VisibleTo(this.Viewer()).Where(r => r.Reference == reference)
        .Select(r => new RequestKey(r.Reference!, r.ChapterId, r.EventId, new RequestFacts(r.Id, r.State, new ChapterFacts(r.ChapterId, r.Chapter.State, r.Chapter.Region, r.Chapter.AppliedById), r.RequestedById), r.Version))
        .SingleOrDefaultAsync(Cancel).OrNotFound();

    /// <summary>The request, for somebody the table lets take this step from some state: where it stands now the rule itself says.</summary>
    protected async Task<RequestKey> StepAsync(string reference, RequestStep step)
    {
        var key = await KeyAsync(reference);
        this.Require(SponsorshipAccess.CouldTake(this.Viewer(), key.Facts, await RolesAsync(), step));
        return key;
    }
}
