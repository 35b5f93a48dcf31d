using Microsoft.AspNetCore.Mvc;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>Keeps a letter while it is typed, half of it perhaps: by the button, and by itself (<c>drafts.js</c>).</summary>
[Route("/lead/{chapter}/announcements")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LetterDraftsController(AppDbContext db, ViewerRoles viewerRoles, AnnouncementService letters) : LetterController(db, viewerRoles)
{
    /// <summary>One that is not there before the first word.</summary>
    [HttpPost("draft")]
    public Task<IActionResult> Create(string chapter, LetterForm form) => KeepAsync(chapter, null, form);

    [HttpPost("{id:long}/draft")]
    public Task<IActionResult> Update(string chapter, long id, LetterForm form) => KeepAsync(chapter, id, form);

    private async Task<IActionResult> KeepAsync(string chapter, long? id, LetterForm form)
    {
        var desk = await WriterAsync(chapter);
        if (id is long known)
            await LetterAsync(desk, known);
        return await this.Submit(
            async () =>
            {
                var kept = await letters.KeepAsync(Me, desk.Id, id, form.FormKey, form.Version, form.Subject, form.Body, Cancel);
                var path = $"{desk.Path}/{kept.Id}/edit";
                if (Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
                    return Json(new { kept.Version, Path = path });
                TempData.Succeed("The draft is kept. Nobody but your group’s organizers sees it.");
                return LocalRedirect(path);
            },
            async () =>
            {
                if (id is not long letter)
                    return View("/Announcements/Views/Announcements/New.cshtml", await AgainAsync(desk, form));
                form.Version = (await LetterAsync(desk, letter)).Version;
                ModelState.Remove(nameof(LetterForm.Version));
                return View("/Announcements/Views/Announcements/Edit.cshtml", form.On(desk, letter));
            });
    }
}
