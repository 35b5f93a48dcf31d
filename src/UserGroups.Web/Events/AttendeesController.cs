using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>Somebody who answered.</summary>
public sealed record Attendee(long Id, string Name, string Email, AnswerState State, SeatKind Kind, int Guests, DateTime AnsweredAt, DateTime? CheckedInAt, bool WalkedIn)
{
    public static readonly Expression<Func<Answer, Attendee>> Shape = a => new Attendee(a.Id, a.Name, a.Email, a.State, a.Kind, a.Guests, a.AnsweredAt, a.CheckedInAt, a.WalkedIn);

    /// <summary>Who walked in without an address has one that nobody writes to; it is not shown.</summary>
    public string ShownEmail => Email.EndsWith(".invalid", StringComparison.Ordinal) ? "" : Email;

    public bool CanUndo(DateTime now) => CheckedInAt is DateTime at && now - at <= CheckInService.UndoWithin;
}

/// <summary>Who answered, for those who plan; the list as a file.</summary>
[Route("/lead/{chapter}/events/{slug}")]
public sealed class AttendeesController(AppDbContext db, ViewerRoles roles) : LeadController(db, roles)
{
    private static readonly KeysetOrder<Answer, string, long> ByName = KeysetOrder.By<Answer, string, long>(a => a.Name, a => a.Id);

    [HttpGet("attendees")]
    public async Task<IActionResult> List(string chapter, string slug, string? after, string? before)
    {
        var desk = await PlannedAsync(chapter);
        var found = await EventAsync(desk, slug);
        var rows = await Db.Answers.AsNoTracking().Where(a => a.EventId == found.Id).ToPageAsync(ByName, Attendee.Shape, after ?? before, 100, Cancel);
        return View(new AttendeesPage(desk, found, rows));
    }

    [HttpGet("attendees.csv")]
    public async Task Csv(string chapter, string slug)
    {
        var desk = await PlannedAsync(chapter);
        var found = await EventAsync(desk, slug);
        var rows = Db.Answers.AsNoTracking().Where(a => a.EventId == found.Id).OrderBy(a => a.Name).ThenBy(a => a.Id).Select(Attendee.Shape).AsAsyncEnumerable();
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{found.Slug}-attendees.csv\"";
        await new CsvTable<Attendee>()
            .Column("Name", a => a.Name).Column("Email", a => a.ShownEmail).Column("Answer", a => AnswerWords.Of(a.State)).Column("Seat", a => EventWords.Of(a.Kind)).Column("Guests", a => a.Guests)
            .Column("Answered", a => a.AnsweredAt).Column("Checked in", a => a.CheckedInAt).Column("Walked in", a => a.WalkedIn)
            .WriteAsync(Response.Body, rows, cancel: Cancel);
    }
}

/// <summary>All answers of an event.</summary>
public sealed record AttendeesPage(DeskChapter Chapter, GroupEvent Event, PageOf<Attendee> Rows);

/// <summary>Somebody at the door who did not answer.</summary>
public sealed class WalkInForm
{
    [Required, StringLength(Person.NameLength), Display(Name = "Name")]
    public string Name { get; set; } = "";

    [StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string? Email { get; set; }
}

/// <summary>The list at the door: a name, a button. Works on a phone, on two at once, and without JavaScript.</summary>
[Route("/lead/{chapter}/events/{slug}/check-in")]
public sealed class CheckInsController(AppDbContext db, ViewerRoles roles, CheckInService door, TimeProvider time) : LeadController(db, roles)
{
    private const int Most = 500;

    [HttpGet("")]
    public async Task<IActionResult> List(string chapter, string slug, string? q)
    {
        var desk = await AtTheDoorAsync(chapter);
        return View(await PageAsync(desk, slug, q, new WalkInForm()));
    }

    [HttpPost("{answerId:long}")]
    public Task<IActionResult> Create(string chapter, string slug, long answerId, string? q) => AtDoorAsync(chapter, slug, q, e => door.CheckInAsync(e.Id, answerId, Cancel));

    [HttpPost("{answerId:long}/undo")]
    public Task<IActionResult> Undo(string chapter, string slug, long answerId, string? q) => AtDoorAsync(chapter, slug, q, e => door.UndoAsync(e.Id, answerId, Cancel));

    [HttpPost("{answerId:long}/absence")]
    public Task<IActionResult> Free(string chapter, string slug, long answerId, string? q) => AtDoorAsync(chapter, slug, q, async e =>
    {
        if (await door.FreeAsync(Me, e.Id, answerId, Cancel) is Answer freed)
            TempData.Succeed($"The seat of {freed.Name} is free. You can undo this for fifteen minutes.");
    });

    [HttpPost("{answerId:long}/absence/undo")]
    public Task<IActionResult> Restore(string chapter, string slug, long answerId, string? q) => AtDoorAsync(chapter, slug, q, async e =>
    {
        var answer = await door.RestoreAsync(Me, e.Id, answerId, Cancel);
        if (answer.HoldsSeats)
            TempData.Succeed($"{answer.Name} has the seat again.");
        else
            TempData.Say(FlashTone.Warning, $"Somebody else has the seat by now, so {answer.Name} is first in line. When another seat is free, press Undo again.");
    });

    [HttpPost("walk-ins")]
    public async Task<IActionResult> WalkIn(string chapter, string slug, WalkInForm form)
    {
        var desk = await AtTheDoorAsync(chapter);
        var found = await EventAsync(desk, slug);
        return await this.Submit(
            async () =>
            {
                var here = await door.WalkInAsync(found.Id, form.Name, form.Email, Cancel);
                TempData.Succeed($"{here.Name} has a seat and is checked in.");
                return LocalRedirect($"{PathOf(desk, found)}/check-in");
            },
            async () => View(nameof(List), await PageAsync(desk, slug, null, form)),
            () => Task.FromResult(CheckInService.RequireWalkIn(form.Name, form.Email)));
    }

    private async Task<IActionResult> AtDoorAsync(string chapter, string slug, string? q, Func<GroupEvent, Task> act)
    {
        var desk = await AtTheDoorAsync(chapter);
        var found = await EventAsync(desk, slug);
        return await this.Submit(
            async () =>
            {
                await act(found);
                return LocalRedirect($"{PathOf(desk, found)}/check-in" + (string.IsNullOrEmpty(q) ? "" : "?q=" + Uri.EscapeDataString(q)));
            },
            async () => View(nameof(List), await PageAsync(desk, slug, q, new WalkInForm())));
    }

    private async Task<CheckInPage> PageAsync(DeskChapter desk, string slug, string? q, WalkInForm form)
    {
        var found = await EventAsync(desk, slug);
        var seated = await Db.Answers.AsNoTracking().Where(a => a.EventId == found.Id && a.State == AnswerState.Seated).OrderBy(a => a.Name).ThenBy(a => a.Id).Take(Most).Select(Attendee.Shape).ToListAsync(Cancel);
        // At most five hundred names are in memory already; folding them here finds "Ørjan" for "orjan" without a column more.
        var words = SearchText.Words(q is { Length: > 100 } ? q[..100] : q);
        // Names by any part; an address only whole, as its owner says it: a host is shown none, and must not guess one letter by letter.
        var address = Person.Normalise(q);
        var shown = words.Count == 0 ? seated : seated.Where(a => words.All(w => SearchText.Normalise(a.Name).Contains(w, StringComparison.Ordinal)) || Person.Normalise(a.Email) == address).ToList();
        var freed = await Db.Answers.AsNoTracking().Where(a => a.EventId == found.Id).FreedAtTheDoor(Db, time.Now() - CheckInService.UndoWithin).OrderByDescending(a => a.AnsweredAt).ThenBy(a => a.Id).Take(Most).Select(Attendee.Shape).ToListAsync(Cancel);
        return new CheckInPage(desk, found, shown, freed, seated.Sum(a => 1 + a.Guests), seated.Where(a => a.CheckedInAt is not null).Sum(a => 1 + a.Guests), q, form, time.Now());
    }
}

/// <summary>The list at the door.</summary>
public sealed record CheckInPage(DeskChapter Chapter, GroupEvent Event, IReadOnlyList<Attendee> Rows, IReadOnlyList<Attendee> Freed, int Seats, int Here, string? Q, WalkInForm WalkIn, DateTime Now)
{
    public string Path => $"/lead/{Chapter.Slug}/events/{Event.Slug}/check-in";

    public bool HasBegun => Event.StartsAt <= Now;

    public DateTime OpensAt => Event.StartsAt - CheckInService.OpensBefore;

    /// <summary>Before that a press would only be refused, so there is nothing to press.</summary>
    public bool IsOpen => OpensAt <= Now;
}
