using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>One browser that is signed in.</summary>
public sealed record SessionRow(long Id, string Browser, string Network, SessionOpening Opening, DateTime CreatedAt, DateTime LastSeenAt, bool IsThisOne);

/// <summary>Where somebody is signed in; end one, or all.</summary>
public sealed class SessionsController(AppDbContext db, SessionService sessions, SessionCookie cookie, TimeProvider time) : AccountController
{
    // One browser, one row; who has more than this signs out everywhere.
    private const int Most = 50;

    [HttpGet("/account/sessions")]
    public async Task<IActionResult> List(CancellationToken cancel)
    {
        var (mine, now) = (Mine, time.Now());
        var rows = await db.Sessions.AsNoTracking()
            .Where(s => s.PersonId == mine.PersonId && !s.AwaitsSecondFactor && s.ExpiresAt > now && s.LastSeenAt > now - Session.IdleLimit)
            .OrderByDescending(s => s.Id == mine.Id).ThenByDescending(s => s.LastSeenAt).ThenByDescending(s => s.Id).Take(Most)
            .Select(s => new SessionRow(s.Id, s.Browser, s.Network, s.Opening, s.CreatedAt, s.LastSeenAt, s.Id == mine.Id))
            .ToListAsync(cancel);
        return View(rows);
    }

    // Whoever sits at an open browser must not be able to throw its owner out of the others (ASVS 5.0, 7.5.2). Signing this one out is the corner's button.
    [HttpPost("/account/sessions/{id:long}/end")]
    [FreshProof(Page = "/account/sessions")]
    public async Task<IActionResult> Delete(long id, CancellationToken cancel)
    {
        if (!await sessions.EndListedAsync(Mine.PersonId, id, cancel))
            return NotFound();
        if (id == Mine.Id)
            return SignedOut();
        TempData.Succeed(T["That browser is signed out."]);
        return LocalRedirect("/account/sessions");
    }

    [HttpPost("/account/sessions/end-all")]
    [FreshProof(Page = "/account/sessions")]
    public async Task<IActionResult> DeleteAll(CancellationToken cancel)
    {
        await sessions.EndAllAsync(Mine.PersonId, Origin, cancel);
        TempData.Succeed(T["You are signed out everywhere."]);
        return SignedOut();
    }

    private LocalRedirectResult SignedOut()
    {
        cookie.Delete(HttpContext);
        return LocalRedirect("/account/sign-in");
    }
}

/// <summary>What protects the account, on one page.</summary>
public sealed record SecurityPage(string Email, bool HasPendingAddress, bool HasApp, int RecoveryCodesLeft, IReadOnlyList<PasskeyRow> Passkeys, int Sessions, bool IsStaff);

public sealed class SecurityController(AppDbContext db, Passkeys passkeys, AddressService addresses, TimeProvider time) : AccountController
{
    [HttpGet("/account/security")]
    public async Task<IActionResult> Show(CancellationToken cancel)
    {
        var (id, now) = (Mine.PersonId, time.Now());
        return View(new SecurityPage(
            Mine.Email,
            await addresses.PendingAsync(id, cancel) is not null,
            await db.Authenticators.AnyAsync(a => a.PersonId == id, cancel),
            await db.RecoveryCodes.CountAsync(c => c.PersonId == id && c.UsedAt == null, cancel),
            await passkeys.ListAsync(id, cancel),
            await db.Sessions.CountAsync(s => s.PersonId == id && !s.AwaitsSecondFactor && s.ExpiresAt > now && s.LastSeenAt > now - Session.IdleLimit, cancel),
            this.Viewer().IsStaff));
    }
}
