using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>What all pages of an account share: not stored anywhere, limited per network, texts in the person's language.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[EnableRateLimiting(RateLimits.Secrets)]
[AnswerTooMany]
public abstract class AccountController : Controller
{
    protected IStringLocalizer<AccountsTexts> T => HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AccountsTexts>>();

    protected VisitOrigin Origin => HttpContext.Origin();

    /// <summary>The session of who is signed in.</summary>
    protected CurrentSession Mine => HttpContext.CurrentSession() is { AwaitsSecondFactor: false } session ? session : throw new RefusedException(StatusCodes.Status403Forbidden);

    /// <summary>The form again, with everything as typed and each rule's sentence in the person's language.</summary>
    protected Task<IActionResult> Again(string view, object? model)
    {
        foreach (var (key, entry) in ModelState.Where(e => e.Value!.Errors.Count > 0).ToList())
        {
            var sentences = entry!.Errors.Select(e => e.ErrorMessage).ToList();
            entry.Errors.Clear();
            foreach (var sentence in sentences.Where(s => s.Length > 0))
                entry.Errors.Add(T[sentence].Value);
        }

        return Task.FromResult<IActionResult>(View(view, model));
    }

    /// <summary>On to where the person wanted to go, if that is inside this site; else to the given page.</summary>
    protected IActionResult GoOn(string? returnUrl, string otherwise) => LocalRedirect(ReturnAddress.Checked(Url, returnUrl) ?? otherwise);

    protected IActionResult Signed(OpenedSession opened, string? returnUrl, string otherwise)
    {
        HttpContext.RequestServices.GetRequiredService<SessionCookie>().Write(HttpContext, opened);
        return GoOn(returnUrl, otherwise);
    }
}

/// <summary>Where to go back to: paths of this site only, and none that would end or loop the sign-in.</summary>
public static class ReturnAddress
{
    private static readonly string[] Never = ["/account/sign-in", "/account/sign-out", "/account/second-factor", "/account/is-it-you", "/account/staff-factor"];

    public static string? Checked(IUrlHelper url, string? wanted) =>
        wanted is { Length: > 0 and <= 500 } && url.IsLocalUrl(wanted) && wanted[0] == '/' && !wanted.Any(char.IsControl)
            && !Never.Any(n => wanted.StartsWith(n, StringComparison.OrdinalIgnoreCase))
            ? wanted
            : null;
}

/// <summary>429 with Retry-After, and a page that says how long to wait.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswerTooManyAttribute : ExceptionFilterAttribute
{
    public override void OnException(ExceptionContext context)
    {
        if (context.Exception is not TooManyAttemptsException tooMany)
            return;
        var seconds = Math.Max(1, (int)Math.Ceiling(tooMany.RetryAfter.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var texts = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AccountsTexts>>();
        context.HttpContext.Explain(texts["That was tried too often. Please wait {0} minutes.", (seconds + 59) / 60]);
        context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        context.ExceptionHandled = true;
    }
}
