using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Accounts;

/// <summary>The challenge between asking a browser for a passkey and its answer: in a short-lived sealed cookie, answered once.</summary>
public sealed class PasskeyChallenges(AppDbContext db, IDataProtectionProvider protection, SessionCookie cookie, TimeProvider time)
{
    private const string Suffix = "-passkey";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Accounts.Passkey").ToTimeLimitedDataProtector();

    /// <summary>Gives the browser what the handler has to see again.</summary>
    public void Keep(HttpContext http, string? state) =>
        http.Response.Cookies.Append(cookie.NameFor(http, Suffix), protector.Protect(state ?? "", Lifetime), cookie.Options(http, Lifetime));

    /// <summary>Takes it back; null when there is none, when it is too old, or when somebody else sealed it.</summary>
    public string? Take(HttpContext http)
    {
        http.Response.Cookies.Delete(cookie.NameFor(http, Suffix), cookie.Options(http, null));
        try
        {
            return http.Request.Cookies.TryGetValue(cookie.NameFor(http, Suffix), out var text) ? protector.Unprotect(text) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Notes, with what is saved next, that it was answered: the sealed cookie could be sent again with the same answer, and the unique row in the database refuses that.</summary>
    public void Spend(string state)
    {
        var spent = new OneTimeLink(LinkPurpose.PasskeyChallenge, Token.HashOf(state), time.Now(), Lifetime);
        spent.Use(time.Now());
        db.OneTimeLinks.Add(spent);
    }
}
