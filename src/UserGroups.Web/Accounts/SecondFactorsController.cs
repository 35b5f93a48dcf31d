using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class SecondFactorForm
{
    [Required, StringLength(40), Display(Name = "Code")]
    public string Code { get; set; } = "";

    public string? ReturnUrl { get; set; }

    internal string? DemoCode { get; set; }
}

/// <summary>The second step of signing in: a code from the app, or one of the recovery codes.</summary>
[AllowAnonymous]
public sealed class SecondFactorsController(SignInService signIns, SecondFactorService factors, IHostEnvironment environment) : AccountController
{
    private CurrentSession? Half => HttpContext.CurrentSession() is { AwaitsSecondFactor: true } half ? half : null;

    [HttpGet("/account/second-factor")]
    public async Task<IActionResult> New(string? returnUrl, CancellationToken cancel) => Half is null ? StartAgain() : View(await WithDemoCode(new SecondFactorForm { ReturnUrl = returnUrl }, cancel));

    [HttpPost("/account/second-factor")]
    public Task<IActionResult> Create(SecondFactorForm form, CancellationToken cancel) => Complete(form, false, "New", cancel);

    [HttpGet("/account/recovery-code")]
    public IActionResult NewRecovery(string? returnUrl) => Half is null ? StartAgain() : View(new SecondFactorForm { ReturnUrl = returnUrl });

    [HttpPost("/account/recovery-code")]
    public Task<IActionResult> CreateRecovery(SecondFactorForm form, CancellationToken cancel) => Complete(form, true, "NewRecovery", cancel);

    private async Task<IActionResult> Complete(SecondFactorForm form, bool isRecoveryCode, string view, CancellationToken cancel)
    {
        // Pressed twice: the first press signed in.
        if (Half is not CurrentSession half)
            return this.Viewer().IsSignedIn ? GoOn(form.ReturnUrl, "/") : StartAgain();
        return await this.Submit(
            async () => Signed(await signIns.CompleteAsync(half, form.Code, isRecoveryCode, Origin, cancel), form.ReturnUrl, "/"),
            async () => await Again(view, await WithDemoCode(form, cancel)));
    }

    private LocalRedirectResult StartAgain() => LocalRedirect("/account/sign-in");

    private async Task<SecondFactorForm> WithDemoCode(SecondFactorForm form, CancellationToken cancel)
    {
        if (environment.IsDevelopment() && Half is CurrentSession half && DemoCast.Has(half.Email))
            form.DemoCode = await factors.DemoCodeAsync(half.PersonId, cancel);
        return form;
    }
}
