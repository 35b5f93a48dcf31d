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
public sealed class MySeats(AppDbContext db, TimeProvider time) : ViewComponent
{
    private const int Most = 50;

    private static readonly HotQuery<long, DateTime, MySeat> Seats = new((db, me, now) => db.Answers.AsNoTracking()
        .Where(a => a.PersonId == me && a.Event.EndsAt > now && (a.State == AnswerState.Seated || a.State == AnswerState.Offered || a.State == AnswerState.Waiting))
        .OrderBy(a => a.Event.StartsAt).ThenBy(a => a.Id).Take(Most)
        .Select(a => new MySeat(a.Event.Slug, a.Event.Title, a.Event.Chapter.Name, a.Event.Venue, a.Event.State, a.Event.StartsAt, a.Event.TimeZone, a.State, a.Kind, a.Guests, a.OfferedUntil)));

    private static readonly HotQuery<long, long> Calendars = new((db, me) => db.PersonalCalendars.Where(c => c.PersonId == me).Select(c => c.PersonId).Take(1));

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var now = time.Now();
        var cancel = HttpContext.RequestAborted;
        if (HttpContext.Viewer().PersonId is not long me)
            return Content("");
        var seats = await Seats.ListAsync(db, me, now, cancel);
        var hasCalendar = (await Calendars.ListAsync(db, me, cancel)).Count > 0;
        return View("/Events/Views/Parts/MySeats.cshtml", new MySeatsPart(seats, hasCalendar));
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
