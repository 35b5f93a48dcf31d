using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>The next events of a chapter, for its page and its desk.</summary>
public sealed class NextEvents(AppDbContext db, PublicFacts known, TimeProvider time) : ViewComponent
{
    private const int Most = 3;

    public async Task<IViewComponentResult> InvokeAsync(long chapterId)
    {
        var now = time.Now();
        var rows = await known.ReadAsync($"next of {chapterId}", () => db.Events.AsNoTracking().Upcoming(now).Where(e => e.ChapterId == chapterId)
            .OrderBy(e => e.StartsAt).ThenBy(e => e.Id).Take(Most).Select(EventOnList.Shape).ToListAsync(HttpContext.RequestAborted));
        return View("/Events/Views/Parts/NextEvents.cshtml", rows.Select(r => r.Teaser(now)).ToList());
    }
}

/// <summary>On the organizer's desk: drafts, what comes, and what was lately, each with what is to be done about it.</summary>
public sealed class DeskEvents(AppDbContext db, ViewerRoles roles, TimeProvider time) : ViewComponent
{
    private const int Most = 6;

    /// <summary>So long after its end an event stays on the desk: for those who forgot to check somebody in, and for the photos.</summary>
    private const int DaysAfter = 7;

    public async Task<IViewComponentResult> InvokeAsync(long chapterId)
    {
        var cancel = HttpContext.RequestAborted;
        var now = time.Now();
        var since = now.AddDays(-DaysAfter);
        var plans = (await roles.OfAsync(HttpContext.Viewer(), cancel)).In(chapterId) is OrganizerRole.Lead or OrganizerRole.CoOrganizer;
        var rows = await db.Events.AsNoTracking().Where(e => e.ChapterId == chapterId && e.State != EventState.Cancelled && e.EndsAt > since).OrderBy(e => e.StartsAt).ThenBy(e => e.Id).Take(Most)
            .Select(e => new DeskEvent(e.Slug, e.Title, e.State, e.StartsAt, e.EndsAt, e.TimeZone, e.TakenInPerson + e.TakenOnline)).ToListAsync(cancel);
        var slug = await db.Chapters.Where(c => c.Id == chapterId).Select(c => c.Slug).SingleAsync(cancel);
        return View("/Events/Views/Parts/DeskEvents.cshtml", new DeskEventsPart(rows, slug, plans, now));
    }
}

public sealed record DeskEvent(string Slug, string Title, EventState State, DateTime StartsAt, DateTime EndsAt, string TimeZone, int Taken)
{
    /// <summary>The door opens some hours before.</summary>
    public bool IsAtTheDoor(DateTime now) => State == EventState.Published && StartsAt <= now.AddHours(3);
}

public sealed record DeskEventsPart(IReadOnlyList<DeskEvent> Rows, string ChapterSlug, bool CanPlan, DateTime Now);

/// <summary>What a chapter held, with the peer share of its last twelve months.</summary>
public sealed class PastEvents(AppDbContext db, PublicFacts known, SettingsSnapshot settings, TimeProvider time) : ViewComponent
{
    private const int Most = 6;

    public async Task<IViewComponentResult> InvokeAsync(long chapterId) =>
        View("/Events/Views/Parts/PastEvents.cshtml", await known.ReadAsync($"past of {chapterId}", () => ReadAsync(chapterId)));

    private async Task<PastEventsPart> ReadAsync(long chapterId)
    {
        var now = time.Now();
        var cancel = HttpContext.RequestAborted;
        var rows = await db.Events.AsNoTracking().Past(now).Where(e => e.ChapterId == chapterId).OrderByDescending(e => e.StartsAt).ThenByDescending(e => e.Id).Take(Most).Select(EventOnList.Shape).ToListAsync(cancel);
        var share = await PeerShare.OfLastYearAsync(db, chapterId, now, cancel);
        var least = (await settings.CurrentAsync(cancel)).Get(ChaptersSettings.PeerSharePercent);
        var slug = await db.Chapters.Where(c => c.Id == chapterId).Select(c => c.Slug).SingleAsync(cancel);
        return new PastEventsPart(rows, share, least, slug);
    }
}

public sealed record PastEventsPart(IReadOnlyList<EventOnList> Rows, PeerShare Share, int LeastPercent, string ChapterSlug);

/// <summary>The signed-in person's seats, places in line and offers, soonest first.</summary>
public sealed class MySeats(PreparedReads reads, TimeProvider time) : ViewComponent
{
    private const int Most = 50;

    private static readonly PreparedRead<MySeatsPart> Mine = new(
        """
        SELECT e."Slug", e."Title", c."Name", e."Venue", e."State", e."StartsAt", e."TimeZone", a."State", a."Kind", a."Guests", a."OfferedUntil"
        FROM "Answers" AS a JOIN "Events" AS e ON e."Id" = a."EventId" JOIN "Chapters" AS c ON c."Id" = e."ChapterId"
        WHERE a."PersonId" = @me AND e."EndsAt" > @now AND a."State" IN ('Seated', 'Offered', 'Waiting')
        ORDER BY e."StartsAt", a."Id";
        SELECT 1 FROM "PersonalCalendars" WHERE "PersonId" = @me
        """,
        ReadAsync);

    private static async Task<MySeatsPart> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var seats = new List<MySeat>();
        while (seats.Count < Most && await row.ReadAsync(cancel))
        {
            seats.Add(new MySeat(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Word<EventState>(4), row.Utc(5), row.GetString(6),
                row.Word<AnswerState>(7), row.Word<SeatKind>(8), row.GetInt32(9), row.UtcOrNull(10)));
        }

        return new MySeatsPart(seats, await row.NextResultAsync(cancel) && await row.ReadAsync(cancel));
    }

    public async Task<IViewComponentResult> InvokeAsync()
    {
        if (HttpContext.Viewer().PersonId is not long me)
            return Content("");
        return View("/Events/Views/Parts/MySeats.cshtml", await reads.AskAsync(Mine, HttpContext.RequestAborted, ("@me", me), ("@now", time.Now())));
    }
}

public sealed record MySeat(string Slug, string Title, string Chapter, string Venue, EventState EventState, DateTime StartsAt, string TimeZone, AnswerState State, SeatKind Kind, int Guests, DateTime? OfferedUntil)
{
    public DateTime LocalStart
    {
        get
        {
            var (date, time) = LocalTime.FromUtc(StartsAt, TimeZone);
            return date.ToDateTime(time);
        }
    }
}

public sealed record MySeatsPart(IReadOnlyList<MySeat> Seats, bool HasCalendar);

/// <summary>The secret address of one's own calendar: made, or made anew.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MyCalendarController(PersonalCalendarService calendars, SiteAddress site) : Controller
{
    [HttpGet("/my/calendar")]
    public IActionResult New() => View("/Events/Views/MyCalendar/New.cshtml", null);

    /// <summary>Shown once: only its hash is kept.</summary>
    [HttpPost("/my/calendar")]
    public async Task<IActionResult> Create()
    {
        var me = this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden);
        var token = await calendars.RenewAsync(me, HttpContext.RequestAborted);
        return View("/Events/Views/MyCalendar/New.cshtml", site.Link($"/my/calendar/{token}.ics"));
    }
}
