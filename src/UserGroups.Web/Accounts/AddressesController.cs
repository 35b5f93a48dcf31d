using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class AddressForm
{
    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "New email")]
    public string Email { get; set; } = "";

    internal string Present { get; set; } = "";

    internal AddressChange? Pending { get; set; }
}

/// <summary>Moving the account to another address: ask, cancel.</summary>
[FreshProof(Page = "/account/address")]
public sealed class AddressesController(AddressService addresses) : AccountController
{
    [HttpGet("/account/address")]
    public async Task<IActionResult> Edit(CancellationToken cancel) => View(await Fill(new AddressForm(), cancel));

    [HttpPost("/account/address")]
    public Task<IActionResult> Update(AddressForm form, CancellationToken cancel) => this.Submit(
        async () =>
        {
            await addresses.AskAsync(Mine.PersonId, form.Email, cancel);
            TempData.Succeed(T["We have written to both addresses. The account moves once both have said yes."]);
            return LocalRedirect("/account/address");
        },
        async () => await Again("Edit", await Fill(form, cancel)));

    [HttpPost("/account/address/cancel")]
    public async Task<IActionResult> Delete(CancellationToken cancel)
    {
        await addresses.CancelAsync(Mine.PersonId, cancel);
        TempData.Succeed(T["The account stays at its address."]);
        return LocalRedirect("/account/address");
    }

    private async Task<AddressForm> Fill(AddressForm form, CancellationToken cancel)
    {
        form.Present = Mine.Email;
        form.Pending = await addresses.PendingAsync(Mine.PersonId, cancel);
        return form;
    }
}

/// <summary>What the page behind either letter shows.</summary>
public sealed record AddressConfirmationPage(string From, string To, bool IsNewEnd);

/// <summary>Either end of a move says yes. Whoever reads the letter may, signed in or not.</summary>
[AllowAnonymous]
public sealed class AddressConfirmationsController(AddressService addresses) : AccountController
{
    [HttpGet("/account/address/confirm/{token}")]
    public async Task<IActionResult> New(string token, CancellationToken cancel) =>
        await PageAsync(token, cancel) is AddressConfirmationPage page ? View(page) : View("Gone");

    [HttpPost("/account/address/confirm/{token}")]
    public Task<IActionResult> Create(string token, CancellationToken cancel) => this.Submit(
        async () =>
        {
            var moved = await addresses.ConfirmAsync(token, cancel);
            return LocalRedirect(moved ? "/account/address/moved" : "/account/address/half");
        },
        async () => await PageAsync(token, cancel) is AddressConfirmationPage page ? await Again("New", page) : await Again("Gone", null));

    [HttpGet("/account/address/moved")]
    public IActionResult Moved() => View();

    [HttpGet("/account/address/half")]
    public IActionResult Half() => View();

    private async Task<AddressConfirmationPage?> PageAsync(string token, CancellationToken cancel) =>
        await addresses.FindAsync(token, cancel) is { AddressChange: { } change } link ? new(change.OldEmail, change.NewEmail, link.Purpose == LinkPurpose.NewAddress) : null;
}
