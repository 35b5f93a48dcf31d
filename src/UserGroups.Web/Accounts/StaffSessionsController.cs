using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public sealed class EndEverybodyForm
{
    [Required, StringLength(SessionService.ReasonLength), Display(Name = "Why")]
    public string? Reason { get; set; }
}

/// <summary>Ending the sessions of others: a machine was lost, an account was taken over, keys leaked. Administrator only, after a proof (ASVS 5.0, 7.4.5).</summary>
public sealed class StaffSessionsController(SessionService sessions, SessionCookie cookie) : AccountController
{
    [HttpPost("/staff/people/{personId:long}/sessions/end")]
    [FreshProof(Page = "/staff/people")]
    public async Task<IActionResult> Delete(long personId, CancellationToken cancel)
    {
        this.Require(AccountsAccess.CanEndSessions(this.Viewer()));
        if (await sessions.EndOfAsync(personId, Mine.PersonId, cancel) is not int ended)
            return NotFound();
        if (personId == Mine.PersonId)
            return SignedOut("You are signed out everywhere.");
        TempData.Succeed(ended == 0 ? T["The person was signed in nowhere."] : T["The person is signed out everywhere and gets a letter."]);
        return LocalRedirect("/staff/people");
    }

    [HttpGet("/staff/sessions/end-all")]
    [FreshProof]
    public IActionResult New()
    {
        this.Require(AccountsAccess.CanEndSessions(this.Viewer()));
        return View(new EndEverybodyForm());
    }

    [HttpPost("/staff/sessions/end-all")]
    [FreshProof(Page = "/staff/sessions/end-all")]
    public Task<IActionResult> DeleteAll(EndEverybodyForm form, CancellationToken cancel)
    {
        this.Require(AccountsAccess.CanEndSessions(this.Viewer()));
        return this.Submit(
            async () =>
            {
                await sessions.EndOfEverybodyAsync(Mine.PersonId, form.Reason, cancel);
                return SignedOut("Everybody is signed out, you too.");
            },
            () => Again("New", form));
    }

    // The session of this request has ended with the others.
    private LocalRedirectResult SignedOut(string sentence)
    {
        cookie.Delete(HttpContext);
        TempData.Succeed(T[sentence]);
        return LocalRedirect("/account/sign-in");
    }
}
