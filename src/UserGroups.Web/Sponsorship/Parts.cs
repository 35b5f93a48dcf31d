using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>A request on somebody's own page or on a chapter's desk.</summary>
public sealed record RequestTeaser(long Id, string? Reference, string Chapter, string ChapterSlug, string? Event, string? EventSlug, RequestState State, string? EndReason, DateTime? DueAt)
{
    public string Path => Reference is not null ? $"/requests/{Reference}" : EventSlug is null ? $"/lead/{ChapterSlug}/request" : $"/lead/{ChapterSlug}/events/{EventSlug}/request";

    public string Title => Event ?? $"Licence for {Chapter}";

    public static IQueryable<RequestTeaser> From(IQueryable<SponsorshipRequest> requests) => requests.Select(r => new RequestTeaser(
        r.Id, r.Reference, r.Chapter.Name, r.Chapter.Slug, r.Event!.Title, r.Event.Slug, r.State, r.EndReason, (DateTime?)r.Clock!.DueAt));
}

/// <summary>Requests the signed-in person sent or began, newest first.</summary>
public sealed class MyRequests(PreparedReads reads, ViewerRoles roles) : ViewComponent
{
    private const int Most = 20;

    private static readonly PreparedRead<List<RequestTeaser>> Mine = new(
        """
        SELECT r."Id", r."Reference", c."Name", c."Slug", e."Title", e."Slug", r."State", r."EndReason", r."Clock_DueAt"
        FROM "SponsorshipRequests" AS r JOIN "Chapters" AS c ON c."Id" = r."ChapterId" LEFT JOIN "Events" AS e ON e."Id" = r."EventId"
        WHERE r."RequestedById" = @me ORDER BY r."Id" DESC
        """,
        ReadAsync);

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var cancel = HttpContext.RequestAborted;
        var viewer = HttpContext.Viewer();
        var mine = await roles.OfAsync(viewer, cancel);
        if (viewer.PersonId is not long me || !mine.IsAny)
            return Content("");
        var rows = await reads.AskAsync(Mine, cancel, ("@me", me));
        return View("/Sponsorship/Views/Parts/MyRequests.cshtml", new RequestsPart(rows, [], ""));
    }

    private static async Task<List<RequestTeaser>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var mine = new List<RequestTeaser>();
        while (mine.Count < Most && await row.ReadAsync(cancel))
        {
            mine.Add(new RequestTeaser(
                row.GetInt64(0), row.TextOrNull(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), row.TextOrNull(5), row.Word<RequestState>(6), row.TextOrNull(7), row.UtcOrNull(8)));
        }

        return mine;
    }
}

/// <summary>Help for a chapter: what runs, and for which meetups its organizers can ask. What they have to do about it stands above, among the <see cref="RequestTasks"/>.</summary>
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
        return View("/Sponsorship/Views/Parts/DeskRequests.cshtml", new RequestsPart(rows, open, slug));
    }
}

/// <summary>A meetup help can be asked for.</summary>
public sealed record AskFor(string Title, string Slug, DateTime StartsAt, string TimeZone);

public sealed record RequestsPart(IReadOnlyList<RequestTeaser> Rows, IReadOnlyList<AskFor> Open, string ChapterSlug);
