using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>Turns the cookie into the viewer of this request, by the row in the database and nothing that the browser says.</summary>
public sealed partial class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionLookup lookup, SessionCookie cookie, Refusals refusals, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Context) is not string key)
            return AuthenticateResult.NoResult();
        // A key that opens nothing stays in the browser until the sign-in page: "Is it you?" in another tab may have replaced it just now.
        if (await lookup.FindAsync(key, Context.RequestAborted) is not CurrentSession session)
            return AuthenticateResult.NoResult();

        Context.Features.Set(session);
        if (session.AwaitsSecondFactor)
            return AuthenticateResult.NoResult();
        Context.SetViewer(session.Viewer);
        if (session.LastSeenAt < time.GetUtcNow().UtcDateTime - Session.SeenPause)
            await NoteSeenAsync(session.Id);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(session), Scheme));
    }

    // Reading goes on while the disk is full: "last seen" is a convenience, the page is not.
    private async Task NoteSeenAsync(long sessionId)
    {
        try
        {
            await Context.RequestServices.GetRequiredService<SessionService>().NoteSeenAsync(sessionId, Context.RequestAborted);
        }
        catch (System.Data.Common.DbException error)
        {
            LogNotSeen(Logger, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a session was last seen could not be stored.")]
    private static partial void LogNotSeen(ILogger logger, Exception error);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        refusals.LedAway(Context, "SignIn");
        // Only an address that was opened can be come back to; what was posted is not sent again by itself, so it is the page it was pressed on. Whether it
        // may be come back to is asked where it is used (ReturnAddress).
        var wanted = HttpMethods.IsGet(Request.Method) ? Request.PathBase + Request.Path + Request.QueryString : PressedOn();
        if (!HttpMethods.IsGet(Request.Method))
            SayThatNothingWasDone();
        Response.Redirect("/account/sign-in" + (wanted is null or "/" ? "" : "?returnUrl=" + Uri.EscapeDataString(wanted)));
        return Task.CompletedTask;
    }

    private string? PressedOn() =>
        Uri.TryCreate(Request.Headers.Referer.ToString(), UriKind.Absolute, out var page) && page.Scheme == Request.Scheme && string.Equals(page.Authority, Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? page.PathAndQuery
            : null;

    // Outside of MVC nobody else stores it.
    private void SayThatNothingWasDone()
    {
        var texts = Context.RequestServices.GetRequiredService<IStringLocalizer<AccountsTexts>>();
        var said = Context.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(Context);
        said.Say(FlashTone.Warning, texts["You were not signed in any more, so nothing was done. Sign in, and press the button once more."]);
        said.Save();
    }

    private static ClaimsPrincipal PrincipalOf(CurrentSession session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.PersonId.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, session.Name)], Scheme));
}
