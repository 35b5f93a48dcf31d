using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class PasskeyForm
{
    [Required, StringLength(Passkeys.NameLength), Display(Name = "Name of the passkey")]
    public string Name { get; set; } = "";

    [StringLength(20_000)]
    public string? Credential { get; set; }

    internal IReadOnlyList<PasskeyRow> Known { get; set; } = [];
}

/// <summary>The passkeys of who is signed in: add, rename, remove.</summary>
[FreshProof(Page = "/account/passkeys", Factor = true)]
public sealed class PasskeysController(Passkeys passkeys) : AccountController
{
    [HttpGet("/account/passkeys")]
    public async Task<IActionResult> List(CancellationToken cancel) => View(await Fill(new PasskeyForm(), cancel));

    [HttpPost("/account/passkeys/options")]
    public async Task<IActionResult> Options() => Content(await passkeys.CreationOptionsAsync(HttpContext, Mine), "application/json");

    [HttpPost("/account/passkeys")]
    public Task<IActionResult> Create(PasskeyForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await passkeys.AddAsync(HttpContext, Mine, form.Name, form.Credential, cancel);
            return Done("The passkey is stored. Next time you can sign in with it.");
        },
        async () => await Again("List", await Fill(form, cancel)));

    [HttpGet("/account/passkeys/{id}/name")]
    public async Task<IActionResult> Edit(string id, CancellationToken cancel)
    {
        var found = (await passkeys.ListAsync(Mine.PersonId, cancel)).FirstOrDefault(p => p.Id == id);
        return found is null ? NotFound() : View(new PasskeyForm { Name = found.Name });
    }

    [HttpPost("/account/passkeys/{id}/name")]
    public Task<IActionResult> Update(string id, PasskeyForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await passkeys.RenameAsync(Mine.PersonId, id, form.Name, Origin, cancel);
            return Done("The passkey has its new name.");
        },
        () => Again("Edit", form));

    [HttpPost("/account/passkeys/{id}/remove")]
    public async Task<IActionResult> Delete(string id, CancellationToken cancel)
    {
        await passkeys.RemoveAsync(Mine.PersonId, id, Origin, cancel);
        return Done("The passkey is removed here. Remove it from your device too.");
    }

    private LocalRedirectResult Done(string sentence)
    {
        TempData.Succeed(T[sentence]);
        return LocalRedirect("/account/passkeys");
    }

    private async Task<PasskeyForm> Fill(PasskeyForm form, CancellationToken cancel)
    {
        form.Known = await passkeys.ListAsync(Mine.PersonId, cancel);
        return form;
    }
}

public sealed class PasskeySignInForm
{
    [StringLength(20_000)]
    public string? Credential { get; set; }

    public string? ReturnUrl { get; set; }
}

/// <summary>Showing a passkey: to sign in, as the second step of a sign-in, or to prove "it is me".</summary>
public sealed class PasskeySignInsController(Passkeys passkeys, SignInService signIns, AccountService accounts, SecurityLog log) : AccountController
{
    [AllowAnonymous]
    [HttpPost("/account/sign-in/passkey/options")]
    public async Task<IActionResult> Options() => Content(await passkeys.RequestOptionsAsync(HttpContext), "application/json");

    [AllowAnonymous]
    [HttpPost("/account/sign-in/passkey")]
    public Task<IActionResult> Create(PasskeySignInForm form, CancellationToken cancel) => this.Submit(
        async () => Signed(await passkeys.SpendAsync(await passkeys.CheckAsync(HttpContext, form.Credential), OpenAsync, cancel), form.ReturnUrl, "/"),
        () => Again("/Accounts/Views/SignIns/New.cshtml", new SignInForm { ReturnUrl = ReturnAddress.Checked(Url, form.ReturnUrl) }));

    [HttpPost("/account/is-it-you/passkey")]
    public Task<IActionResult> Prove(PasskeySignInForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            var shown = await passkeys.CheckAsync(HttpContext, form.Credential);
            if (shown.Person.Id != Mine.PersonId)
            {
                log.AuthenticationFailed(Mine.PersonId, null, nameof(ProofWay.Passkey), "Foreign", Origin.Network, Origin.Request);
                throw new RuleException("This passkey belongs to another account.");
            }

            return Signed(await passkeys.SpendAsync(shown, (_, token) => accounts.ProveAsync(Mine, ProofWay.Passkey, Origin, token), cancel), form.ReturnUrl, "/account/security");
        },
        () => Again("/Accounts/Views/Proofs/New.cshtml", new ProofForm { ReturnUrl = ReturnAddress.Checked(Url, form.ReturnUrl) }));

    private Task<OpenedSession> OpenAsync(long personId, CancellationToken cancel)
    {
        var before = HttpContext.CurrentSession();
        return before is { AwaitsSecondFactor: true } && before.PersonId == personId
            ? signIns.CompleteAsync(before, SessionOpening.PasswordAndPasskey, Origin, cancel)
            : signIns.OpenWithPasskeyAsync(personId, Origin, before?.Id, cancel);
    }
}
