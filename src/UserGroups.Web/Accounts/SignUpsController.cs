using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class SignUpForm
{
    [Required, StringLength(Person.NameLength), Display(Name = "Name")]
    public string Name { get; set; } = "";

    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string Email { get; set; } = "";

    [Required, StringLength(PasswordRules.MaxLength), Display(Name = "Password")]
    public string Password { get; set; } = "";

    public string? ReturnUrl { get; set; }
}

/// <summary>Asking for an account. The answer is the same whether or not the address has one.</summary>
[AllowAnonymous]
public sealed class SignUpsController(SignUpService signUps) : AccountController
{
    [HttpGet("/account/sign-up")]
    public IActionResult New(string? returnUrl) =>
        this.Viewer().IsSignedIn ? GoOn(returnUrl, "/account") : View(new SignUpForm { ReturnUrl = ReturnAddress.Checked(Url, returnUrl) });

    [HttpPost("/account/sign-up")]
    public Task<IActionResult> Create(SignUpForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await signUps.AskAsync(form.Name, form.Email, form.Password, Origin, ReturnAddress.Checked(Url, form.ReturnUrl), cancel);
            return LocalRedirect("/account/sign-up/sent");
        },
        () => Again("New", form),
        () => Task.FromResult(signUps.Require(form.Name, form.Email, form.Password)));

    [HttpGet("/account/sign-up/sent")]
    public IActionResult Sent() => View();
}

public sealed class ConfirmationForm
{
    [Required, StringLength(PasswordRules.MaxLength), Display(Name = "Password")]
    public string Password { get; set; } = "";

    public string? ReturnUrl { get; set; }

    internal string Email { get; set; } = "";
}

/// <summary>The page behind the letter: proves the address, asks for the password chosen, makes the account.</summary>
[AllowAnonymous]
public sealed class ConfirmationsController(SignUpService signUps) : AccountController
{
    [HttpGet("/account/confirm/{token}")]
    public async Task<IActionResult> New(string token, string? returnUrl, CancellationToken cancel) =>
        await signUps.FindAsync(token, cancel) is PendingSignUp pending ? View(new ConfirmationForm { Email = pending.Email, ReturnUrl = ReturnAddress.Checked(Url, returnUrl) }) : View("Gone");

    [HttpPost("/account/confirm/{token}")]
    public Task<IActionResult> Create(string token, ConfirmationForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            var opened = await signUps.ConfirmAsync(token, form.Password, Origin, HttpContext.CurrentSession()?.Id, cancel);
            TempData.Succeed(T["Welcome! Your address is confirmed, and you are signed in."]);
            return Signed(opened, form.ReturnUrl, "/my");
        },
        async () =>
        {
            var pending = await signUps.FindAsync(token, cancel);
            form.Email = pending?.Email ?? "";
            return await Again(pending is null ? "Gone" : "New", form);
        });
}
