using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class SignInForm
{
    [Required, StringLength(Person.EmailLength), Display(Name = "Email")]
    public string Email { get; set; } = "";

    [Required, StringLength(1000), Display(Name = "Password")]
    public string Password { get; set; } = "";

    public string? ReturnUrl { get; set; }
}

/// <summary>Signing in by password, and signing out.</summary>
[AllowAnonymous]
public sealed class SignInsController(SignInService signIns, SessionService sessions, SessionCookie cookie) : AccountController
{
    [HttpGet("/account/sign-in")]
    public IActionResult New(string? returnUrl)
    {
        if (this.Viewer().IsSignedIn)
            return GoOn(returnUrl, "/");
        if (cookie.Read(HttpContext) is not null && HttpContext.CurrentSession() is null)
            cookie.Delete(HttpContext);
        return View(new SignInForm { ReturnUrl = ReturnAddress.Checked(Url, returnUrl) });
    }

    [HttpPost("/account/sign-in")]
    public Task<IActionResult> Create(SignInForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            var opened = await signIns.OpenAsync(form.Email, form.Password, Origin, HttpContext.CurrentSession()?.Id, cancel);
            if (!opened.AwaitsSecondFactor)
                return Signed(opened, form.ReturnUrl, "/");
            cookie.Write(HttpContext, opened);
            return RedirectToAction("New", "SecondFactors", new { returnUrl = ReturnAddress.Checked(Url, form.ReturnUrl) });
        },
        () => Again("New", form));

    /// <summary>Pressed in the corner of every page, which would need a form token for nothing else.</summary>
    [HttpPost("/account/sign-out")]
    [IgnoreAntiforgeryToken]
    [SameOrigin]
    public async Task<IActionResult> Delete(CancellationToken cancel)
    {
        if (HttpContext.CurrentSession() is CurrentSession session)
            await sessions.EndAsync(session.PersonId, session.Id, cancel);
        cookie.Delete(HttpContext);
        return LocalRedirect("/");
    }
}
