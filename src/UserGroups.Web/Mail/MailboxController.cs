using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Writing;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Mail;

/// <summary>Development only: every letter as its receiver would see it, sign-in links included.</summary>
[AllowAnonymous]
[DevelopmentOnly]
public sealed class MailboxController(AppDbContext db, LetterWriter writer, SettingsSnapshot settings, SiteAddress site) : Controller
{
    private const string LetterPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";

    [HttpGet("/dev/mailbox")]
    public async Task<IActionResult> List(string? address, string? after, string? before)
    {
        var filter = new OutboxFilter { Address = address };
        return View(new MailboxPage(address, await OutboxRow.PageAsync(db, filter, before ?? after, HttpContext.RequestAborted)));
    }

    [HttpGet("/dev/mailbox/{id:long}")]
    public async Task<IActionResult> Show(long id)
    {
        var letter = await FindAsync(id);
        var page = await ReadAsync(letter);
        return View(new MailboxLetter(letter, page.Text, await SourceAsync(letter)));
    }

    [HttpGet("/dev/mailbox/{id:long}/html")]
    public async Task<IActionResult> Html(long id)
    {
        var page = await ReadAsync(await FindAsync(id));
        HttpContext.Features.Set(new ContentPolicy(LetterPolicy, Framed: true));
        Response.Headers.XFrameOptions = "SAMEORIGIN";
        // Links leave the frame, so that a click does what it does in a mail program.
        var html = (page.Html ?? "<!doctype html><title>Text only</title>").Replace("<head>", "<head><base target=\"_top\">", StringComparison.Ordinal);
        return Content(html, "text/html; charset=utf-8");
    }

    private Task<OutboxMessage> FindAsync(long id) =>
        db.Outbox.AsNoTracking().Include(m => m.Attachments).SingleOrDefaultAsync(m => m.Id == id, HttpContext.RequestAborted).OrNotFound();

    private async Task<LetterPage> ReadAsync(OutboxMessage letter) =>
        LetterPage.From(letter.Subject, letter.Body, letter.Why, letter.UnsubscribePage, await StationeryAsync());

    private async Task<string> SourceAsync(OutboxMessage letter)
    {
        try
        {
            using var message = writer.Compose(letter, await StationeryAsync());
            return System.Text.Encoding.UTF8.GetString(message.Content.Span);
        }
        catch (MailFormatException wrong)
        {
            return $"This letter cannot be written: {wrong.Message}";
        }
    }

    private async Task<Stationery> StationeryAsync() => Stationery.From(await settings.CurrentAsync(HttpContext.RequestAborted), site);
}

/// <summary>The letters, newest first.</summary>
public sealed record MailboxPage(string? Address, PageOf<OutboxRow> Letters);

/// <summary>One letter.</summary>
public sealed record MailboxLetter(OutboxMessage Letter, string Text, string Source);

/// <summary>Anywhere but in Development the address does not exist.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DevelopmentOnlyAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
            context.Result = new NotFoundResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing to do behind the action.
    }
}
