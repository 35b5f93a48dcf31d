using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class ResetForm
{
    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string Email { get; set; } = "";
}

public sealed class NewPasswordForm
{
    [Required, StringLength(PasswordRules.MaxLength), Display(Name = "New password")]
    public string NewPassword { get; set; } = "";
}

public sealed class ChangePasswordForm
{
    [Required, StringLength(PasswordRules.MaxLength), Display(Name = "Current password")]
    public string CurrentPassword { get; set; } = "";

    [Required, StringLength(PasswordRules.MaxLength), Display(Name = "New password")]
    public string NewPassword { get; set; } = "";
}

/// <summary>A forgotten password: the letter, the page behind it, the new password.</summary>
[AllowAnonymous]
public sealed class ResetsController(PasswordService passwords) : AccountController
{
    [HttpGet("/account/reset")]
    public IActionResult New() => View(new ResetForm());

    [HttpPost("/account/reset")]
    public Task<IActionResult> Create(ResetForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await passwords.AskAsync(form.Email, Origin, cancel);
            return LocalRedirect("/account/reset/sent");
        },
        () => Again("New", form));

    [HttpGet("/account/reset/sent")]
    public IActionResult Sent() => View();

    [HttpGet("/account/reset/{token:length(32)}")]
    public async Task<IActionResult> Edit(string token, CancellationToken cancel) =>
        await passwords.FindAsync(token, cancel) is null ? View("Gone") : View(new NewPasswordForm());

    [HttpPost("/account/reset/{token:length(32)}")]
    public Task<IActionResult> Update(string token, NewPasswordForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await passwords.ResetAsync(token, form.NewPassword, Origin, cancel);
            TempData.Succeed(T["Your password is changed. Sign in with the new one."]);
            return LocalRedirect("/account/sign-in");
        },
        async () => await Again(await passwords.FindAsync(token, cancel) is null ? "Gone" : "Edit", form));
}

/// <summary>A new password for who is signed in; the one so far is the proof.</summary>
public sealed class PasswordsController(PasswordService passwords) : AccountController
{
    [HttpGet("/account/password")]
    public IActionResult Edit() => View(new ChangePasswordForm());

    [HttpPost("/account/password")]
    public Task<IActionResult> Update(ChangePasswordForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await passwords.ChangeAsync(Mine.PersonId, Mine.Id, form.CurrentPassword, form.NewPassword, Origin, cancel);
            TempData.Succeed(T["Your password is changed, and every other browser is signed out."]);
            return LocalRedirect("/account/security");
        },
        () => Again("Edit", form),
        () =>
        {
            passwords.Require(Mine.Name, Mine.Email, form.NewPassword);
            return Task.CompletedTask;
        });
}
