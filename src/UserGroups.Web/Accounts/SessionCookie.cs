using UserGroups.Accounts;

namespace UserGroups.Web.Accounts;

/// <summary>The one cookie of a sign-in. It carries a random key and nothing else.</summary>
public sealed class SessionCookie(IHostEnvironment environment)
{
    private const string Name = "usergroups";

    public string? Read(HttpContext context) => context.Request.Cookies.TryGetValue(NameFor(context), out var key) && key.Length is > 0 and < 100 ? key : null;

    /// <summary>Gives the key to the browser. How long it works is decided by the session's row; the cookie merely does not outlive it.</summary>
    public void Write(HttpContext context, OpenedSession opened) =>
        context.Response.Cookies.Append(NameFor(context), opened.Key, Options(context, opened.AwaitsSecondFactor ? Session.SecondFactorLimit : Session.AbsoluteLimit));

    /// <summary>The session is over: the browser forgets its key, and whatever of the pages behind it still lies in its cache (ASVS 5.0, 14.3.1).</summary>
    public void Delete(HttpContext context)
    {
        context.Response.Cookies.Delete(NameFor(context), Options(context, null));
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    /// <summary>A short-lived companion with the same protection, such as the state of a passkey challenge.</summary>
    public CookieOptions Options(HttpContext context, TimeSpan? maxAge) => new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = !Relaxed(context),
        SameSite = SameSiteMode.Lax,
        MaxAge = maxAge,
        IsEssential = true,
    };

    public string NameFor(HttpContext context, string suffix = "") => (Relaxed(context) ? Name : "__Host-" + Name) + suffix;

    // Browsers take neither Secure nor __Host- over plain http; only a developer's machine is served like that.
    private bool Relaxed(HttpContext context) => environment.IsDevelopment() && !context.Request.IsHttps;
}
