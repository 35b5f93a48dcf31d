using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>The first Administrator, by the one-time link of the console. Anything else under /setup does not exist.</summary>
[AllowAnonymous]
public sealed class SetupsController(SetupService setup, SignUpService signUps) : AccountController
{
    [HttpGet("/setup/{token}")]
    public async Task<IActionResult> New(string token, CancellationToken cancel) => await setup.IsOpenAsync(token, cancel) ? View(new SignUpForm()) : Dead();

    [HttpPost("/setup/{token}")]
    public async Task<IActionResult> Create(string token, SignUpForm form, CancellationToken cancel)
    {
        if (!await setup.IsOpenAsync(token, cancel))
            return Dead();
        return await this.Submit(
            async () => Signed(await setup.MakeAdministratorAsync(token, form.Name, form.Email, form.Password, Origin, cancel), "/account/authenticator", "/account/authenticator"),
            async () => await Again(await setup.IsOpenAsync(token, cancel) ? "New" : "Gone", form),
            () => Task.FromResult(signUps.Require(form.Name, form.Email, form.Password)));
    }

    // The same for a link that worked once and one that somebody guessed, before and after the set-up: it tells nobody which it is.
    private NotFoundResult Dead()
    {
        HttpContext.Explain(T["A link to set up the portal works once, for 24 hours, and only until the portal starts again. If it has no Administrator yet, the newest link stands in its log."]);
        return NotFound();
    }
}

public sealed class InvitationForm
{
    [Required, StringLength(Person.NameLength), Display(Name = "Name")]
    public string Name { get; set; } = "";

    [Required, StringLength(PasswordRules.MaxLength), Display(Name = "Password")]
    public string Password { get; set; } = "";

    internal Invitation? Invitation { get; set; }
}

/// <summary>An invitation to the staff: the letter proves the address, so name and password are all that is missing.</summary>
[AllowAnonymous]
public sealed class InvitationsController(StaffService staff, InvitationService invitations, SignUpService signUps) : AccountController
{
    [HttpGet("/account/invitation/{token}")]
    public async Task<IActionResult> New(string token, CancellationToken cancel) =>
        await staff.FindInvitationAsync(token, cancel) is Invitation invitation ? View(new InvitationForm { Invitation = invitation }) : View("Gone");

    [HttpPost("/account/invitation/{token}")]
    public Task<IActionResult> Create(string token, InvitationForm form, CancellationToken cancel) => this.Submit(
        async () => Signed(await invitations.AcceptAsync(token, form.Name, form.Password, Origin, HttpContext.CurrentSession()?.Id, cancel), "/account/authenticator", "/account/authenticator"),
        async () =>
        {
            form.Invitation = await staff.FindInvitationAsync(token, cancel);
            return await Again(form.Invitation is null ? "Gone" : "New", form);
        },
        async () =>
        {
            if (await staff.FindInvitationAsync(token, cancel) is Invitation invitation)
                signUps.Require(form.Name, invitation.Email, form.Password);
        });
}
