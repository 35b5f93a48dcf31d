using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>The page behind "will you organize with us?". Saying yes needs an account, saying no does not.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Secrets)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class InvitationsController(AppDbContext db, ViewerRoles roles, OrganizerInvitationService invitations) : ChapterController(db, roles)
{
    [HttpGet("/invitations/{token}")]
    public async Task<IActionResult> Show(string token) =>
        await invitations.FindAsync(token, Cancel) is OpenInvitation open ? View(new InvitationPage(token, open, this.Viewer().IsSignedIn)) : View("Gone");

    [HttpPost("/invitations/{token}")]
    public async Task<IActionResult> Accept(string token)
    {
        if (!this.Viewer().IsSignedIn)
            return LocalRedirect("/account/sign-in?returnUrl=" + Uri.EscapeDataString($"/invitations/{token}"));
        return await this.Submit(
            async () =>
            {
                var (id, slug, state) = await invitations.AcceptAsync(token, Me, Cancel);
                TempData.Succeed("Thank you! You are one of the organizers now.");
                return LocalRedirect(state is ChapterState.Active or ChapterState.Dormant ? $"/lead/{slug}" : $"/apply/{id}");
            },
            () => AgainAsync(token));
    }

    [HttpPost("/invitations/{token}/no")]
    public Task<IActionResult> Decline(string token) => this.Submit(
        async () =>
        {
            await invitations.DeclineAsync(token, Cancel);
            TempData.Succeed("Thank you for the answer. Who asked you gets a letter.");
            return LocalRedirect("/chapters");
        },
        () => AgainAsync(token));

    private async Task<IActionResult> AgainAsync(string token) =>
        await invitations.FindAsync(token, Cancel) is OpenInvitation open ? View(nameof(Show), new InvitationPage(token, open, this.Viewer().IsSignedIn)) : View("Gone");
}

/// <summary>An invitation and who reads it.</summary>
public sealed record InvitationPage(string Token, OpenInvitation Invitation, bool SignedIn);
