using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>A request on somebody's own page or on a chapter's desk.</summary>
public sealed record RequestTeaser(long Id, string? Reference, string Chapter, string ChapterSlug, string? Event, string? EventSlug, RequestState State, DateTime StateSince, DateTime? DueAt, DateTime? EventEndsAt, EventState? EventState, bool HasReport)
{
    public string Path => Reference is not null ? $"/requests/{Reference}" : EventSlug is null ? $"/lead/{ChapterSlug}/request" : $"/lead/{ChapterSlug}/events/{EventSlug}/request";

    public string Title => Event ?? $"Licence for {Chapter}";

    public bool OwesReport(DateTime now) => !HasReport && EventEndsAt <= now && EventState == UserGroups.Events.EventState.Published && State is RequestState.Accepted or RequestState.InFulfilment or RequestState.AwaitingReport;

    internal static readonly Expression<Func<SponsorshipRequest, RequestTeaser>> Shape = r => new RequestTeaser(
        r.Id, r.Reference, r.Chapter.Name, r.Chapter.Slug, r.Event!.Title, r.Event.Slug, r.State, r.StateSince, (DateTime?)r.Clock!.DueAt, (DateTime?)r.Event.EndsAt, (EventState?)r.Event.State, r.Report != null);

    public static IQueryable<RequestTeaser> From(IQueryable<SponsorshipRequest> requests) => requests.Select(Shape);
}

/// <summary>Requests the signed-in person sent or began, newest first.</summary>
public sealed class MyRequests(AppDbContext db, ViewerRoles roles, TimeProvider time) : ViewComponent
{
    private const int Most = 20;

    private static readonly HotQuery<long, RequestTeaser> Mine = new((db, me) => db.SponsorshipRequests.AsNoTracking().Where(r => r.RequestedById == me).OrderByDescending(r => r.Id).Take(Most).Select(RequestTeaser.Shape));

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var cancel = HttpContext.RequestAborted;
        var viewer = HttpContext.Viewer();
        var mine = await roles.OfAsync(viewer, cancel);
        if (viewer.PersonId is not long me || !mine.IsAny)
            return Content("");
        var rows = await Mine.ListAsync(db, me, cancel);
        return View("/Sponsorship/Views/Parts/MyRequests.cshtml", new RequestsPart(rows, [], [], "", time.Now()));
    }
}

/// <summary>Help for a chapter: what its organizers have to do about it, what runs, and for which meetups they can ask.</summary>
public sealed class DeskRequests(AppDbContext db, ViewerRoles roles, SettingsSnapshot settings, TimeProvider time) : ViewComponent
{
    private const int Most = 20;

    public async Task<IViewComponentResult> InvokeAsync(long chapterId)
    {
        var cancel = HttpContext.RequestAborted;
        var mine = await roles.OfAsync(HttpContext.Viewer(), cancel);
        if (mine.In(chapterId) is not (OrganizerRole.Lead or OrganizerRole.CoOrganizer))
            return Content("");
        var now = time.Now();
        var rows = await RequestTeaser.From(db.SponsorshipRequests.AsNoTracking().Open().Where(r => r.ChapterId == chapterId).OrderBy(r => r.StateSince).ThenBy(r => r.Id).Take(Most)).ToListAsync(cancel);
        var until = now.AddDays((await settings.CurrentAsync(cancel)).Get(SponsorshipSettings.ShortLeadDays));
        var open = await db.Events.AsNoTracking()
            .Where(e => e.ChapterId == chapterId && (e.State == EventState.Published || e.State == EventState.Draft) && e.StartsAt >= until && e.Chapter.State == ChapterState.Active)
            .Where(e => !db.SponsorshipRequests.Any(r => r.EventId == e.Id && r.State != RequestState.Declined && r.State != RequestState.Withdrawn && r.State != RequestState.Expired && r.State != RequestState.Cancelled))
            .OrderBy(e => e.StartsAt).ThenBy(e => e.Id).Take(3).Select(e => new AskFor(e.Title, e.Slug, e.StartsAt, e.TimeZone)).ToListAsync(cancel);
        var slug = await db.Chapters.Where(c => c.Id == chapterId).Select(c => c.Slug).SingleAsync(cancel);
        return View("/Sponsorship/Views/Parts/DeskRequests.cshtml", new RequestsPart(rows, await OwedAsync(chapterId, cancel), open, slug, now));
    }

    private Task<List<OwedWord>> OwedAsync(long chapterId, CancellationToken cancel) => db.BenefitLines.AsNoTracking()
        .Where(l => l.Request.ChapterId == chapterId && l.State == LineState.Accepted)
        .Where(l => (l.Benefit == Benefit.Stipend && !db.Payments.Any(p => p.LineId == l.Id && p.State != PaymentState.Void)) || (l.Benefit == Benefit.Swag && !db.ParcelAddresses.Any(a => a.LineId == l.Id && a.ErasedAt == null)))
        .OrderBy(l => l.Id).Take(Most).Select(l => new OwedWord(l.Request.Reference!, l.Request.Event == null ? l.Request.Chapter.Name : l.Request.Event.Title, l.Benefit)).ToListAsync(cancel);
}

/// <summary>What only the organizers can say, so that granted help can come.</summary>
public sealed record OwedWord(string Reference, string About, Benefit Benefit);

/// <summary>A meetup help can be asked for.</summary>
public sealed record AskFor(string Title, string Slug, DateTime StartsAt, string TimeZone);

public sealed record RequestsPart(IReadOnlyList<RequestTeaser> Rows, IReadOnlyList<OwedWord> Owed, IReadOnlyList<AskFor> Open, string ChapterSlug, DateTime Now);
