using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>
/// The link of a letter that ends a chapter's news. The button and the mail program's one-click POST (RFC 8058) do the same, at once and without cookies;
/// opening it does nothing, because mail scanners open links too. The link itself is the proof, so no form token is asked for.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UnsubscriptionsController(AppDbContext db, LetterLinks links, ConsentService consents) : Controller
{
    private CancellationToken Cancel => HttpContext.RequestAborted;

    [HttpGet("/unsubscribe/{token}")]
    public async Task<IActionResult> New(string token) => await FindAsync(token) is UnsubscribePage page ? View(page) : Gone();

    [HttpPost("/unsubscribe/{token}")]
    public async Task<IActionResult> Create(string token)
    {
        if (await links.ReadAsync(token, Cancel) is not { ChapterId: > 0 } link || await FindAsync(token) is not UnsubscribePage page)
            return Gone();
        await consents.UnsubscribeAsync(link.PersonId, link.ChapterId, $"link of letter {link.AnnouncementId}", Cancel);
        return View("Done", page);
    }

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Gone");
    }

    private async Task<UnsubscribePage?> FindAsync(string token)
    {
        if (await links.ReadAsync(token, Cancel) is not { ChapterId: > 0 } link)
            return null;
        return await db.Chapters.AsNoTracking().Where(c => c.Id == link.ChapterId).Select(c => new { c.Name, c.Slug }).SingleOrDefaultAsync(Cancel) is { } chapter
            ? new UnsubscribePage(token, chapter.Name, chapter.Slug, links.Write(new LetterLink(link.PersonId, 0, 0))) : null;
    }
}

/// <summary>What the link ends, and where everything else is set.</summary>
public sealed record UnsubscribePage(string Token, string ChapterName, string ChapterSlug, string PreferencesToken);

/// <summary>Everything somebody gets by mail on one page, by a signed link, without signing in.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[SameOrigin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PreferencesController(LetterLinks links, ConsentService consents) : Controller
{
    private CancellationToken Cancel => HttpContext.RequestAborted;

    [HttpGet("/preferences/{token}")]
    public async Task<IActionResult> Edit(string token) => await PageAsync(token) is PreferencesPage page ? View(page) : Gone();

    [HttpPost("/preferences/{token}")]
    public async Task<IActionResult> Update(string token, PreferencesForm form)
    {
        if (await links.ReadAsync(token, Cancel) is not LetterLink link || await PageAsync(token) is null)
            return Gone();
        var purposes = form.Purposes.Where(p => Enum.IsDefined(p)).ToHashSet();
        var proof = this.Viewer().PersonId == link.PersonId ? "signed in" : "signed link from a letter";
        await consents.SetAsync(link.PersonId, form.News.ToHashSet(), purposes, "preferences page", proof, Cancel);
        TempData.Succeed("Saved. It counts from now on.");
        return LocalRedirect($"/preferences/{token}");
    }

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Gone");
    }

    // A link of its own, which the page behind a letter's link leads to: what a mail program posts to by itself never changes anything here.
    private async Task<PreferencesPage?> PageAsync(string token) =>
        await links.ReadAsync(token, Cancel) is { ChapterId: 0 } link && await consents.WishesAsync(link.PersonId, Cancel) is MailWishes wishes ? new PreferencesPage(token, wishes) : null;
}

/// <summary>The signed-in person's own page of it.</summary>
public sealed class MyMailController(LetterLinks links) : Controller
{
    [HttpGet("/my/mail")]
    public async Task<IActionResult> Show()
    {
        await links.PrepareAsync(HttpContext.RequestAborted);
        return LocalRedirect($"/preferences/{links.Write(new LetterLink(this.Viewer().PersonId ?? throw new RefusedException(StatusCodes.Status403Forbidden), 0, 0))}");
    }
}

/// <summary>What is ticked.</summary>
public sealed class PreferencesForm
{
    [MaxLength(200)]
    public List<long> News { get; set; } = [];

    public List<MailPurpose> Purposes { get; set; } = [];
}

/// <summary>The page with all ticks.</summary>
public sealed record PreferencesPage(string Token, MailWishes Wishes);
