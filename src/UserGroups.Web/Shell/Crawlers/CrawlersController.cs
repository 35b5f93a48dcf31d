using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>What programs ask every site for, at addresses they know without being told.</summary>
[AllowAnonymous]
public sealed class CrawlersController(SiteAddress site) : Controller
{
    private const string Text = "text/plain; charset=utf-8";
    private const string KeptShortly = "public, max-age=300";

    private CancellationToken Cancel => HttpContext.RequestAborted;

    [HttpGet("/robots.txt")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public IActionResult Robots() => Kept(Shell.Robots.Write(site), Text);

    [HttpGet("/sitemap.xml")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Index([FromServices] Sitemap sitemap) => Kept(await sitemap.IndexAsync(Cancel), Sitemap.MediaType);

    // A full file is larger than the cache takes; a small one is kept there like every page.
    [HttpGet("/sitemap-{part}-{number:int}.xml")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Part([FromServices] Sitemap sitemap, string part, int number)
    {
        var wrote = await sitemap.WriteAsync(part, number, WriteAsync, Cancel);
        return wrote ? new EmptyResult() : throw new RefusedException(StatusCodes.Status404NotFound);
    }

    [HttpGet("/.well-known/security.txt")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Security([FromServices] SettingsSnapshot settings, [FromServices] TimeProvider time) =>
        SecurityText.Write(await settings.CurrentAsync(Cancel), site, time.Now()) is string text ? Kept(text, Text) : throw new RefusedException(StatusCodes.Status404NotFound);

    /// <summary>Where password managers send somebody who wants a new password (W3C, A Well-Known URL for Changing Passwords).</summary>
    [HttpGet("/.well-known/change-password")]
    public IActionResult ChangePassword() => LocalRedirect("/account/password");

    private ContentResult Kept(string text, string type)
    {
        Response.Headers.CacheControl = KeptShortly;
        return Content(text, type);
    }

    private Task WriteAsync(string text)
    {
        if (!Response.HasStarted)
            (Response.ContentType, Response.Headers.CacheControl) = (Sitemap.MediaType, KeptShortly);
        return Response.WriteAsync(text, Encoding.UTF8, Cancel);
    }
}
