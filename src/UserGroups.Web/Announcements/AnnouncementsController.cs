using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>The organizer's letters to the members. For who has no role in the chapter they do not exist; a host may not write (403).</summary>
[Route("/lead/{chapter}/announcements")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AnnouncementsController(
    AppDbContext db, ViewerRoles viewerRoles, AnnouncementService letters, SendingService sending, PauseService sends, Audience audience, SettingsSnapshot settings) : LetterController(db, viewerRoles)
{
    private static readonly KeysetOrder<Announcement, DateTime, long> LatestFirst = KeysetOrder.ByDescending((Announcement a) => a.UpdatedAt, a => a.Id);

    [HttpGet("")]
    public async Task<IActionResult> List(string chapter, string? after, string? before)
    {
        var desk = await WriterAsync(chapter);
        return View(new DeskLettersPage(desk, await Db.Announcements.AsNoTracking().Where(a => a.ChapterId == desk.Id).ToPageAsync(LatestFirst, LetterRow.Shape, after ?? before, cancel: Cancel)));
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(string chapter) => View(new LetterForm { FormKey = Guid.NewGuid() }.On(await WriterAsync(chapter), null));

    [HttpPost("")]
    public async Task<IActionResult> Create(string chapter, LetterForm form)
    {
        var desk = await WriterAsync(chapter);
        return await this.Submit(
            async () => LocalRedirect($"{desk.Path}/{(await letters.CreateAsync(Me, desk.Id, form.Subject, form.Body, form.FormKey, form.Version, Cancel)).Id}"),
            async () => View(nameof(New), await AgainAsync(desk, form)),
            form.MeaningAsync);
    }

    /// <summary>To check: the letter as it will look, whom it reaches and whom not; later, how it went.</summary>
    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(string chapter, long id)
    {
        var desk = await WriterAsync(chapter);
        return View(await PageAsync(desk, await LetterAsync(desk, id)));
    }

    [HttpGet("{id:long}/edit")]
    public async Task<IActionResult> Edit(string chapter, long id)
    {
        var desk = await WriterAsync(chapter);
        var letter = await LetterAsync(desk, id);
        return letter.IsEditable ? View(new LetterForm { Subject = letter.Subject, Body = letter.Body, Version = letter.Version }.On(desk, id)) : LocalRedirect($"{desk.Path}/{id}");
    }

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(string chapter, long id, LetterForm form)
    {
        var desk = await WriterAsync(chapter);
        await LetterAsync(desk, id);
        return await this.Submit(
            async () =>
            {
                await letters.ChangeAsync(Me, id, form.Version, form.Subject, form.Body, Cancel);
                return LocalRedirect($"{desk.Path}/{id}");
            },
            async () =>
            {
                form.Version = (await LetterAsync(desk, id)).Version;
                ModelState.Remove(nameof(LetterForm.Version));
                return View(nameof(Edit), form.On(desk, id));
            },
            form.MeaningAsync);
    }

    [HttpPost("{id:long}/test")]
    public Task<IActionResult> Test(string chapter, long id) => ActAsync(chapter, id, async () => $"A test is on its way to {await letters.TestAsync(Me, id, Cancel)}.");

    [HttpPost("{id:long}/sending")]
    public Task<IActionResult> Send(string chapter, long id) => ActAsync(chapter, id, async () => await sending.SendAsync(Me, id, Cancel) == AnnouncementState.Waiting
        ? "Thank you. A community manager reads it, and then it goes out; you get a letter." : "It is on its way.");

    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Remove(string chapter, long id)
    {
        var desk = await WriterAsync(chapter);
        if (!await Db.Announcements.AnyAsync(a => a.Id == id && a.ChapterId == desk.Id, Cancel))
            throw new RefusedException(StatusCodes.Status404NotFound);
        return await this.Submit(
            async () =>
            {
                await letters.RemoveAsync(Me, id, Cancel);
                TempData.Succeed("The draft is thrown away.");
                return LocalRedirect(desk.Path);
            },
            async () => View(nameof(Show), await PageAsync(desk, await LetterAsync(desk, id))));
    }

    private async Task<IActionResult> ActAsync(string chapter, long id, Func<Task<string>> act)
    {
        var desk = await WriterAsync(chapter);
        await LetterAsync(desk, id);
        return await this.Submit(
            async () =>
            {
                TempData.Succeed(await act());
                return LocalRedirect($"{desk.Path}/{id}");
            },
            async () => View(nameof(Show), await PageAsync(desk, await LetterAsync(desk, id))));
    }

    private async Task<DeskLetterPage> PageAsync(LetterDesk desk, Announcement letter)
    {
        var sent = letter.SentAt is not null;
        var before = sent ? 0 : await Db.Announcements.CountAsync(a => a.ChapterId == desk.Id && a.SentAt != null, Cancel);
        var email = await Db.People.Where(p => p.Id == Me).Select(p => p.Email!).SingleAsync(Cancel);
        var values = await settings.CurrentAsync(Cancel);
        return new DeskLetterPage(
            desk, letter, sent ? null : await audience.CountAsync(desk.Id, Cancel), sent ? await sends.ProgressAsync(letter.Id, Cancel) : null,
            before < values.Get(AnnouncementsSettings.ModeratedMails), new QuietHours(values.Get(AnnouncementsSettings.QuietFrom), values.Get(AnnouncementsSettings.QuietUntil)), email);
    }
}
