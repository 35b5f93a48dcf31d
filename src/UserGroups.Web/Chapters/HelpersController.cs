using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>Who would like to help: co-lead a group, or take over one that sleeps or that nobody leads.</summary>
[WaitWhenTooMany]
public sealed class HelpersController(AppDbContext db, ViewerRoles roles, OrganizerService organizers, HandOverService handOvers, VacancyService vacancies) : ChapterController(db, roles)
{
    [HttpGet("/chapters/{slug}/help")]
    public async Task<IActionResult> New(string slug) => View(await PageAsync(slug, new HelpForm()));

    [HttpPost("/chapters/{slug}/help")]
    public async Task<IActionResult> Create(string slug, HelpForm form)
    {
        var page = await PageAsync(slug, form);
        return await this.Submit(
            async () =>
            {
                if (page.IsTakeOver)
                    await handOvers.AskAsync(Me, page.Chapter.Id, form.Message, Cancel);
                else
                    await organizers.OfferHelpAsync(Me, page.Chapter.Id, form.Message, Cancel);
                TempData.Succeed(page.IsTakeOver ? "Thank you! A community manager reads what you wrote and answers by mail." : "Thank you! The organizers have your letter and answer by mail.");
                return LocalRedirect($"/chapters/{slug}");
            },
            () => Task.FromResult<IActionResult>(View(nameof(New), page)));
    }

    private async Task<HelpPage> PageAsync(string slug, HelpForm form)
    {
        var chapter = await HeadAsync(slug);
        var hasLead = await Db.Organizers.AnyAsync(o => o.ChapterId == chapter.Id && o.Role == OrganizerRole.Lead, Cancel);
        this.Require(ChaptersAccess.CanOffer(this.Viewer(), chapter.Facts, await RolesAsync(), hasLead));
        var until = await vacancies.MembersUntilAsync(chapter.Id, Cancel);
        return new HelpPage(chapter, chapter.State == ChapterState.Dormant || !hasLead, hasLead, until, until is not null && await vacancies.IsOfItAsync(Me, chapter.Id, Cancel), form);
    }
}

/// <summary>A few words to those who lead, or to the community managers.</summary>
public sealed class HelpForm
{
    [Required, StringLength(HandOver.WhyLength), Display(Name = "Your message")]
    public string Message { get; set; } = "";
}

/// <summary>The offer on its page.</summary>
/// <param name="MembersUntil">Its organizers have gone; until then its members are asked. Null when anybody may ask.</param>
/// <param name="IsAsked">The viewer is one of them.</param>
public sealed record HelpPage(ChapterHead Chapter, bool IsTakeOver, bool HasLead, DateTime? MembersUntil, bool IsAsked, HelpForm Form)
{
    public bool MustWait => MembersUntil is not null && !IsAsked;

    public string Title => IsAsked ? $"Would you lead {Chapter.Name}?" : IsTakeOver ? $"Take over {Chapter.Name}" : $"Help run {Chapter.Name}";

    public string Lead => IsAsked ? "Its organizers have left, and the group is its members: would you do it? Say in a few words what the next meetup could be. You need not do it alone. A community manager reads every word and answers by mail."
        : !HasLead ? "Nobody leads this group here yet. Tell the community managers what you would like to do with it; they read every word and answer by mail."
        : IsTakeOver ? "The group sleeps. Tell the community managers what you would like to do with it; they look for the old organizers, too, and answer by mail."
        : "The organizers get your words, your name and your address, and write back.";
}
