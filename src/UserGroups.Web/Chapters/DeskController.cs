using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>The organizer's desk: what to do next, and what the group's page tells.</summary>
public sealed class DeskController(AppDbContext db, PreparedReads reads, ViewerRoles roles, OrganizerService organizers, IEnumerable<IDeskTasks> tasks, SettingsSnapshot settings, TimeProvider time) : ChapterController(db, roles)
{
    [HttpGet("/lead")]
    public async Task<IActionResult> List()
    {
        MyChapterRow[] mine = [.. (await MyChapters.ReadAsync(reads, Me, time.Now(), Cancel)).Where(c => c.Role is not null)];
        return mine is [{ IsPublic: true } only] ? LocalRedirect($"/lead/{only.Slug}") : View(mine);
    }

    [HttpGet("/lead/{slug}")]
    public async Task<IActionResult> Show(string slug)
    {
        var head = await OnDeskAsync(slug);
        var facts = await Db.Chapters.AsNoTracking().Where(c => c.Id == head.Id).Select(c => new DeskFacts(
            c.Name, c.Slug, c.State, c.CityName, c.CountryCode, c.MemberCount, c.About.Length > 0, c.LastEventAt, c.QuietSince,
            c.Organizers.Count(o => o.Role != OrganizerRole.Host),
            Db.OrganizerInvitations.Count(i => i.ChapterId == c.Id && i.EndedAt == null && i.ExpiresAt > time.Now()),
            Db.NextDateWatches.Count(w => w.ChapterId == c.Id && w.EndedAt == null && w.ConfirmedAt != null),
            Db.HandOvers.Any(h => h.ChapterId == c.Id && h.ToId == Me && h.FromId != null && h.EndedAt == null))).SingleAsync(Cancel);
        var values = await settings.CurrentAsync(Cancel);
        var now = time.Now();
        var health = ChapterHealths.Of(facts.State, facts.QuietSince, now, values.Get(ChaptersSettings.GreenDays), values.Get(ChaptersSettings.AmberDays));
        var asked = new List<DeskTask>();
        foreach (var module in tasks)
            asked.AddRange(await module.ForAsync(this.Viewer(), head.Id, Cancel));
        var desk = new DeskPage(head.Id, facts, (await RolesAsync()).In(head.Id)!.Value, health, facts.LastEventAt > now);
        return View(desk with { Todo = DeskTodo.Of(desk, asked) });
    }

    [HttpGet("/lead/{slug}/page")]
    public async Task<IActionResult> Edit(string slug)
    {
        var head = await OnDeskAsync(slug, organize: true);
        return View(await Db.Chapters.AsNoTracking().Where(c => c.Id == head.Id)
            .Select(c => new PageForm { Slug = c.Slug, Name = c.Name, Focus = c.Focus, About = c.About, Website = c.Website, Version = c.Version }).SingleAsync(Cancel));
    }

    [HttpPost("/lead/{slug}/page")]
    public async Task<IActionResult> Update(string slug, PageForm form)
    {
        var head = await OnDeskAsync(slug, organize: true);
        return await this.Submit(
            async () =>
            {
                await organizers.EditPageAsync(Me, head.Id, form.Version, form.Focus, form.About, form.Website, Cancel);
                TempData.Succeed("The page is changed.");
                return LocalRedirect($"/lead/{slug}");
            },
            async () =>
            {
                (form.Slug, form.Name) = (slug, head.Name);
                form.Version = await Db.Chapters.Where(c => c.Id == head.Id).Select(c => c.Version).SingleAsync(Cancel);
                ModelState.Remove(nameof(PageForm.Version));
                return View(nameof(Edit), form);
            },
            () => Task.FromResult(Chapter.RequirePage(form.Focus, form.About, form.Website)));
    }

    private async Task<ChapterHead> OnDeskAsync(string slug, bool organize = false)
    {
        var head = await HeadAsync(slug);
        var mine = await RolesAsync();
        this.Require(organize ? ChaptersAccess.CanOrganize(head.Facts, mine) : ChaptersAccess.CanOpenDesk(head.Facts, mine));
        return head;
    }
}

/// <summary>What the desk counts.</summary>
public sealed record DeskFacts(
    string Name, string Slug, ChapterState State, string CityName, string CountryCode, int MemberCount, bool HasAbout, DateTime? LastEventAt, DateTime? QuietSince,
    int Organizers, int OpenInvitations, int Waiting, bool LeadIsOffered);

/// <summary>The desk.</summary>
public sealed record DeskPage(long ChapterId, DeskFacts Facts, OrganizerRole Role, ChapterHealth Health, bool HasNext)
{
    public IReadOnlyList<DeskTask> Todo { get; init; } = [];

    public bool CanOrganize => (Role is OrganizerRole.Lead or OrganizerRole.CoOrganizer) && Facts.State is ChapterState.Active or ChapterState.Dormant;
}

/// <summary>What the page tells.</summary>
public sealed class PageForm
{
    [Required, StringLength(Chapter.FocusLength), Display(Name = "What the group is about")]
    public string Focus { get; set; } = "";

    [StringLength(Chapter.AboutLength), Display(Name = "About the group")]
    public string? About { get; set; }

    [StringLength(Chapter.WebsiteLength), Display(Name = "Your own page elsewhere")]
    public string? Website { get; set; }

    /// <summary>The version the person saw.</summary>
    public int Version { get; set; }

    [BindNever]
    public string Slug { get; set; } = "";

    [BindNever]
    public string Name { get; set; } = "";
}
