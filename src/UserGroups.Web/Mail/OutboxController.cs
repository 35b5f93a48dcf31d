using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Mail.Writing;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Mail;

/// <summary>Letters: what waits, what was sent, what was refused and why.</summary>
public sealed class OutboxController(AppDbContext db, MailStandings standings, LetterReader letters, LetterWriter writer) : Controller
{
    // The letter as its reader sees it: its own inline styles, and nothing it could load, run or send.
    private const string LetterPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    [HttpGet("/staff/outbox")]
    public async Task<IActionResult> List(OutboxFilter filter, string? after, string? before)
    {
        this.Require(MailAccess.CanSeeOutbox(this.Viewer()));
        var cancel = HttpContext.RequestAborted;
        var page = await OutboxRow.PageAsync(db, filter, before ?? after, cancel);
        return View(new OutboxPage(filter, page, await standings.ReadAsync(cancel), await OutboxCounts.ReadAsync(db, cancel)));
    }

    [HttpGet("/staff/outbox/{id:long}")]
    public async Task<IActionResult> Show(long id)
    {
        this.Require(MailAccess.CanSeeOutbox(this.Viewer()));
        return View(await letters.ShowAsync(this.Viewer(), id, HttpContext.RequestAborted));
    }

    [HttpGet("/staff/outbox/{id:long}/html")]
    public async Task<IActionResult> Html(long id)
    {
        var letter = await ReadableAsync(id);
        var page = await letters.ReadAsync(letter, HttpContext.RequestAborted);
        HttpContext.Features.Set(new ContentPolicy(LetterPolicy, Framed: true));
        Response.Headers.XFrameOptions = "SAMEORIGIN";
        return Content(page.Html ?? "<!doctype html><title>Text only</title><p>This letter has no HTML part.</p>", "text/html; charset=utf-8");
    }

    [HttpGet("/staff/outbox/{id:long}/source")]
    public async Task<IActionResult> Source(long id)
    {
        var letter = await ReadableAsync(id);
        using var message = writer.Compose(letter, await letters.StationeryAsync(HttpContext.RequestAborted));
        return File(message.Content.ToArray(), "text/plain; charset=utf-8");
    }

    private async Task<OutboxMessage> ReadableAsync(long id)
    {
        this.Require(MailAccess.CanSeeOutbox(this.Viewer()));
        var letter = await letters.FindAsync(id, HttpContext.RequestAborted);
        this.Require(MailAccess.CanReadLetter(this.Viewer(), letter.Lane));
        return letter.Body.Length > 0 ? letter : throw new RefusedException(StatusCodes.Status404NotFound);
    }
}
