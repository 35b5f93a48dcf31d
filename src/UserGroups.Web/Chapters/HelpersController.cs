using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>Who would like to help: co-lead a group, or take over one that sleeps or that nobody leads.</summary>
[WaitWhenTooMany]
public sealed class HelpersController(AppDbContext db, ViewerRoles roles, OrganizerService organizers, HandOverService handOvers) : ChapterController(db, roles)
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
        return new HelpPage(chapter, chapter.State == ChapterState.Dormant || !hasLead, hasLead, form);
    }
}

/// <summary>A few words to those who lead, or to the community managers.</summary>
public sealed class HelpForm
{
    [Required, StringLength(HandOver.WhyLength), Display(Name = "Your message")]
    public string Message { get; set; } = "";
}

/// <summary>The offer on its page.</summary>
public sealed record HelpPage(ChapterHead Chapter, bool IsTakeOver, bool HasLead, HelpForm Form);
