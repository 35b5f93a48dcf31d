using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using QRCoder;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class AuthenticatorForm
{
    [Required, StringLength(10), Display(Name = "Code")]
    public string Code { get; set; } = "";

    /// <summary>The new secret, sealed for this person and an hour: nothing is stored before a first code was right.</summary>
    [Required, StringLength(1000)]
    public string Sealed { get; set; } = "";

    internal string Key { get; set; } = "";

    internal string Picture { get; set; } = "";
}

/// <summary>Codes from an app: set up, turn off, new recovery codes.</summary>
[FreshProof(Page = "/account/authenticator", Factor = true)]
public sealed class AuthenticatorsController(SecondFactorService factors, IDataProtectionProvider protection, SiteAddress site) : AccountController
{
    private const string CodesKey = "recovery-codes";

    private ITimeLimitedDataProtector Sealer => protection.CreateProtector("Accounts.NewAuthenticator", Mine.PersonId.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToTimeLimitedDataProtector();

    [HttpGet("/account/authenticator")]
    public async Task<IActionResult> New(CancellationToken cancel)
    {
        if (await factors.IsOnAsync(Mine.PersonId, cancel))
            return View("On");
        var secret = Totp.NewSecret();
        return View(Draw(new AuthenticatorForm { Sealed = Sealer.Protect(secret, TimeSpan.FromHours(1)) }, secret));
    }

    [HttpPost("/account/authenticator")]
    public Task<IActionResult> Create(AuthenticatorForm form, CancellationToken cancel)
    {
        var secret = Unseal(form.Sealed);
        return this.Submit(
            async () =>
            {
                if (secret is null)
                    throw new RuleException("This page is too old. Begin again with the new picture below.");
                KeepForOneView(await factors.TurnOnAsync(Mine.PersonId, Mine.Id, secret, form.Code, Origin, cancel));
                return LocalRedirect("/account/recovery-codes");
            },
            () =>
            {
                if (secret is null)
                {
                    secret = Totp.NewSecret();
                    form.Sealed = Sealer.Protect(secret, TimeSpan.FromHours(1));
                    ModelState.SetModelValue(nameof(form.Sealed), form.Sealed, form.Sealed);
                }

                return Again("New", Draw(form, secret));
            });
    }

    [HttpPost("/account/authenticator/off")]
    public async Task<IActionResult> Delete(CancellationToken cancel)
    {
        await factors.TurnOffAsync(Mine.PersonId, Origin, cancel);
        TempData.Succeed(T["Codes from an app are turned off."]);
        return LocalRedirect("/account/security");
    }

    /// <summary>Shown once: the codes travelled here in the encrypted flash cookie and are stored only as hashes.</summary>
    [HttpGet("/account/recovery-codes")]
    public IActionResult RecoveryCodes() => View(TempData[CodesKey] is string codes ? JsonSerializer.Deserialize<string[]>(codes) : []);

    [HttpPost("/account/recovery-codes")]
    public Task<IActionResult> RenewRecoveryCodes(CancellationToken cancel) => this.Submit(
        async () =>
        {
            KeepForOneView(await factors.RenewRecoveryCodesAsync(Mine.PersonId, Origin, cancel));
            return LocalRedirect("/account/recovery-codes");
        },
        () => Again("RecoveryCodes", Array.Empty<string>()));

    private void KeepForOneView(IReadOnlyList<string> codes) => TempData[CodesKey] = JsonSerializer.Serialize(codes);

    private string? Unseal(string? text)
    {
        try
        {
            return Sealer.Unprotect(text ?? "");
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private AuthenticatorForm Draw(AuthenticatorForm form, string secret)
    {
        form.Key = string.Join(' ', secret.Chunk(4).Select(four => new string(four)));
        using var code = QRCodeGenerator.GenerateQrCode(Totp.Uri(secret, site.Name, Mine.Email), QRCodeGenerator.ECCLevel.M);
        form.Picture = QrPicture.Draw(code.ModuleMatrix);
        return form;
    }
}

/// <summary>A QR code as SVG made of attributes only: the site's policy allows no inline style.</summary>
public static class QrPicture
{
    public static string Draw(IReadOnlyList<System.Collections.BitArray> modules)
    {
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules[y].Length; x++)
            {
                if (modules[y][x])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        // The matrix has its quiet zone in it; black on white in the dark scheme too, because cameras expect it.
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {modules.Count} {modules.Count}\" width=\"240\" height=\"240\" aria-hidden=\"true\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>");
    }
}
