using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Staff;

/// <summary>The picture in the header.</summary>
public sealed class LogosController(LogoService logos) : Controller
{
    // A drawing served on its own is a document; it may draw and nothing else.
    private const string PicturePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

    [AllowAnonymous]
    [HttpGet("/brand/logo")]
    [ResponseCache(Duration = 31_536_000, Location = ResponseCacheLocation.Any)]
    public async Task<IActionResult> Show()
    {
        var logo = await logos.FindAsync(HttpContext.RequestAborted).OrNotFound();
        HttpContext.Features.Set(new ContentPolicy(PicturePolicy, Framed: false));
        return File(logo.Content, logo.ContentType);
    }

    [HttpGet("/staff/settings/logo")]
    public async Task<IActionResult> Edit()
    {
        this.Require(StaffAccess.CanChangeSettings(this.Viewer()));
        return View(await WithCurrent(new LogoForm()));
    }

    [HttpPost("/staff/settings/logo")]
    public async Task<IActionResult> Update(LogoForm form)
    {
        this.Require(StaffAccess.CanChangeSettings(this.Viewer()));
        return await this.Submit(
            async () =>
            {
                await logos.ReplaceAsync(this.Viewer().PersonId!.Value, await ReadAsync(form.File), HttpContext.RequestAborted);
                TempData.Succeed("The logo is changed.");
                return RedirectToAction(nameof(Edit));
            },
            async () => View(nameof(Edit), await WithCurrent(form)));
    }

    [HttpPost("/staff/settings/logo/removal")]
    public async Task<IActionResult> Remove()
    {
        this.Require(StaffAccess.CanChangeSettings(this.Viewer()));
        await logos.RemoveAsync(this.Viewer().PersonId!.Value, HttpContext.RequestAborted);
        TempData.Succeed("The logo is removed; the header shows the portal's own sign.");
        return RedirectToAction(nameof(Edit));
    }

    private async Task<LogoForm> WithCurrent(LogoForm form)
    {
        form.Current = await logos.FindAsync(HttpContext.RequestAborted) is { } logo ? $"/brand/logo?v={logo.Hash[..12]}" : null;
        return form;
    }

    // One byte more than allowed is enough to know that it is too large.
    private static async Task<byte[]> ReadAsync(IFormFile? file)
    {
        if (file is null)
            return [];
        await using var stream = file.OpenReadStream();
        var buffer = new byte[Math.Min(file.Length, Logo.MaxBytes + 1)];
        await stream.ReadExactlyAsync(buffer);
        return buffer;
    }
}

/// <summary>A PNG or SVG of at most 200 KB.</summary>
public sealed class LogoForm
{
    public IFormFile? File { get; set; }

    /// <summary>Address of the logo in force, or null; never read from the request.</summary>
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public string? Current { get; set; }
}
