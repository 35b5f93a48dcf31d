using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>What the request says about who asks: the session it carries and where it comes from.</summary>
public static class Visits
{
    /// <summary>The session of this request, also a half-open one; null for a visitor.</summary>
    public static CurrentSession? CurrentSession(this HttpContext context) => context.Features.Get<CurrentSession>();

    public static VisitOrigin Origin(this HttpContext context) =>
        new(BrowserWords.Of(context.Request.Headers.UserAgent), RateLimits.NetworkOf(context.Connection.RemoteIpAddress)) { Request = context.TraceIdentifier };
}

/// <summary>A browser in words a person recognises. The header says what it likes; it is shown, never trusted.</summary>
public static class BrowserWords
{
    // Order matters: Edge and Opera also say Chrome, Chrome also says Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var browser = Find(Browsers, userAgent) ?? "A browser";
        return Find(Systems, userAgent) is string system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        userAgent is null ? null : known.Where(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Select(k => k.Name).FirstOrDefault();
}
