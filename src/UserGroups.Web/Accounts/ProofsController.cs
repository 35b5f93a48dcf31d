using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class ProofForm
{
    [StringLength(1000), Display(Name = "Password")]
    public string? Password { get; set; }

    [StringLength(40), Display(Name = "Code from your app")]
    public string? Code { get; set; }

    public string? ReturnUrl { get; set; }

    internal bool HasApp { get; set; }

    internal bool HasPasskey { get; set; }

    internal string? DemoCode { get; set; }
}

/// <summary>"Is it you?" before anything that decides who can get in. Password, code or passkey; good for ten minutes in this session.</summary>
public sealed class ProofsController(SignInService signIns, SecondFactorService factors, AccountService accounts, IHostEnvironment environment) : AccountController
{
    [HttpGet("/account/is-it-you")]
    public async Task<IActionResult> New(string? returnUrl, CancellationToken cancel) => View(await Fill(new ProofForm { ReturnUrl = returnUrl }, cancel));

    [HttpPost("/account/is-it-you")]
    public Task<IActionResult> Create(ProofForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            var byCode = !string.IsNullOrWhiteSpace(form.Code);
            if (byCode)
                await factors.TakeAsync(Mine.PersonId, form.Code, false, Origin, cancel);
            else if (string.IsNullOrEmpty(form.Password))
                throw new RuleException("Type your password.", "Password");
            else
                await signIns.CheckPasswordAsync(Mine.PersonId, form.Password, Origin, cancel: cancel);
            return Signed(await accounts.ProveAsync(Mine, byCode ? ProofWay.Code : ProofWay.Password, Origin, cancel), form.ReturnUrl, "/account/security");
        },
        async () => await Again("New", await Fill(form, cancel)));

    /// <summary>Where staff without a second factor in this session land: show it, or set one up.</summary>
    [HttpGet("/account/staff-factor")]
    public async Task<IActionResult> StaffFactor(string? returnUrl, CancellationToken cancel)
    {
        if (!this.Viewer().IsStaff)
            return NotFound();
        return this.Viewer().HasSecondFactor ? GoOn(returnUrl, "/staff") : View(await Fill(new ProofForm { ReturnUrl = ReturnAddress.Checked(Url, returnUrl) ?? "/staff" }, cancel));
    }

    private async Task<ProofForm> Fill(ProofForm form, CancellationToken cancel)
    {
        form.HasApp = await factors.IsOnAsync(Mine.PersonId, cancel);
        form.HasPasskey = await factors.HasPasskeyAsync(Mine.PersonId, cancel);
        if (form.HasApp && environment.IsDevelopment() && DemoCast.Has(Mine.Email))
            form.DemoCode = await factors.DemoCodeAsync(Mine.PersonId, cancel);
        return form;
    }
}
