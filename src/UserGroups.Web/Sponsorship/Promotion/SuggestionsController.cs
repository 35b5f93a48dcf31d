using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;

namespace UserGroups.Web.Sponsorship;

/// <summary>An organizer suggests what the post should say.</summary>
[Route("/requests/{reference}/suggestion")]
public sealed class SuggestionsController(AppDbContext db, ViewerRoles roles, PostWriter writer) : LineController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(string reference)
    {
        var line = await ReceivedAsync(reference, Benefit.Promotion);
        var known = await Db.BlogPosts.AsNoTracking().Where(p => p.LineId == line.LineId && p.State != PostState.Withdrawn).Select(p => p.Suggestion).SingleOrDefaultAsync(Cancel);
        return View(new SuggestionPage(line, new SuggestionForm { Suggestion = known ?? line.Details }));
    }

    [HttpPost("")]
    public async Task<IActionResult> Update(string reference, SuggestionForm form)
    {
        var line = await ReceivedAsync(reference, Benefit.Promotion);
        return await TakeAsync(
            () => writer.SuggestAsync(Me, line.LineId, form.Suggestion, Cancel), line.RequestPath, "Thank you. The editors see it beside the draft.",
            () => Task.FromResult<IActionResult>(View(nameof(Edit), new SuggestionPage(line, form))));
    }
}

/// <summary>The words an organizer would like.</summary>
public sealed class SuggestionForm
{
    [Required, StringLength(BlogPost.SuggestionLength), Display(Name = "Your words")]
    public string Suggestion { get; set; } = "";
}

/// <summary>The form on its page.</summary>
public sealed record SuggestionPage(LineHead Line, SuggestionForm Form);
