using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>The organizer's events: list, new, change, preview.</summary>
[Route("/lead/{chapter}/events")]
public sealed class LeadEventsController(AppDbContext db, ViewerRoles roles, EventService events, EventReader reader, TimeProvider time) : LeadController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> List(string chapter, string? after, string? before)
    {
        var desk = await ChapterAsync(chapter);
        var rows = await Db.Events.AsNoTracking().Where(e => e.ChapterId == desk.Id).ToPageAsync(EventRows.LatestFirst, EventOnList.Shape, after ?? before, cancel: Cancel);
        return View(new DeskEventsPage(desk, rows, time.Now()));
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(string chapter)
    {
        var desk = await PlannedAsync(chapter);
        var last = await Db.Events.AsNoTracking().Where(e => e.ChapterId == desk.Id).OrderByDescending(e => e.StartsAt).ThenByDescending(e => e.Id).FirstOrDefaultAsync(Cancel);
        var named = last is null ? await Db.Chapters.Where(c => c.Id == desk.Id).Select(c => c.ExpectedFirstMeetup).SingleAsync(Cancel) : null;
        return View(EventForm.Next(desk, last, LocalTime.FromUtc(time.Now(), desk.TimeZone).Date, named));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(string chapter, EventForm form)
    {
        var desk = await PlannedAsync(chapter);
        var now = time.Now();
        var details = form.Details(DateOnly.FromDateTime(now));
        return await this.Submit(
            async () =>
            {
                var created = await events.CreateAsync(Me, desk.Id, details, form.FormKey, Cancel);
                TempData.Succeed("The draft is saved. Look at it, then publish.");
                return LocalRedirect(PathOf(desk, created));
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), form.With(desk, null))),
            () =>
            {
                GroupEvent.Check(details, now, form.KnowsWhen);
                return Task.CompletedTask;
            });
    }

    /// <summary>The event as its page will show it, with everything that can be done.</summary>
    [HttpGet("{slug}")]
    public async Task<IActionResult> Show(string chapter, string slug)
    {
        var desk = await ChapterAsync(chapter);
        var found = await EventAsync(desk, slug);
        var counts = await Db.Answers.Where(a => a.EventId == found.Id).GroupBy(a => a.State).Select(g => new { State = g.Key, Seats = g.Sum(a => 1 + a.Guests) }).ToDictionaryAsync(g => g.State, g => g.Seats, Cancel);
        return View(new DeskEventPage(desk, await reader.PageAsync(found, this.Viewer(), null, null, Cancel), counts));
    }

    [HttpGet("{slug}/edit")]
    public async Task<IActionResult> Edit(string chapter, string slug)
    {
        var desk = await PlannedAsync(chapter);
        return View(EventForm.Of(await EventAsync(desk, slug), desk));
    }

    [HttpPost("{slug}")]
    public async Task<IActionResult> Update(string chapter, string slug, EventForm form)
    {
        var desk = await PlannedAsync(chapter);
        var found = await EventAsync(desk, slug);
        var now = time.Now();
        var details = form.Details(found.Date);
        return await this.Submit(
            async () =>
            {
                var changes = await events.ChangeAsync(Me, found.Id, details, form.Version, Cancel);
                TempData.Succeed(Sentence(found, changes));
                return LocalRedirect(PathOf(desk, found));
            },
            async () =>
            {
                // What is in force may be somebody else's newer one: the next try is against that.
                found = await EventAsync(desk, slug);
                form.Version = found.Version;
                ModelState.Remove(nameof(EventForm.Version));
                return View(nameof(Edit), form.With(desk, found));
            },
            () =>
            {
                found.Require(details, now, form.KnowsWhen);
                return Task.CompletedTask;
            });
    }

    private static string Sentence(GroupEvent before, EventChange changes) => changes switch
    {
        EventChange.None => "Nothing was different, so nothing is changed.",
        _ when before.State == EventState.Published && (changes & (EventChange.When | EventChange.Where)) != EventChange.None => "It is changed, and everybody with a seat or a place in line is told.",
        _ => "It is changed.",
    };
}

/// <summary>The chapter's events, latest first.</summary>
public sealed record DeskEventsPage(DeskChapter Chapter, PageOf<EventOnList> Rows, DateTime Now);

/// <summary>One event on the desk.</summary>
public sealed record DeskEventPage(DeskChapter Chapter, EventPage Page, IReadOnlyDictionary<AnswerState, int> Seats)
{
    public GroupEvent Event => Page.Event;

    public string Path => $"/lead/{Chapter.Slug}/events/{Event.Slug}";

    public int SeatsOf(AnswerState state) => Seats.GetValueOrDefault(state);
}
