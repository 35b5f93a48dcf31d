using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

/// <summary>
/// For what only the person themselves may do: the session must have been proven within ten minutes. If not, first "Is it you?", then
/// back to the page; nothing that was posted is done.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FreshProofAttribute : Attribute, IAsyncAuthorizationFilter
{
    /// <summary>The page to come back to after a POST; a GET comes back to itself.</summary>
    public string Page { get; init; } = "/account/security";

    /// <summary>
    /// For pages that add or remove second factors: staff who have one must have shown it in this session. Else whoever stole the password of
    /// somebody with a passkey would set up an app of their own and walk into the staff pages.
    /// </summary>
    public bool Factor { get; init; }

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.CurrentSession() is not { AwaitsSecondFactor: false } session)
            return;
        var back = Uri.EscapeDataString(HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : Page);
        if (!session.IsProven(http.RequestServices.GetRequiredService<TimeProvider>().Now()))
            Lead(context, "IsItYou", "/account/is-it-you?returnUrl=" + back);
        else if (Factor && await MissesFactorAsync(http, session))
            Lead(context, "SecondFactor", "/account/staff-factor?returnUrl=" + back);
    }

    private static void Lead(AuthorizationFilterContext context, string missing, string to)
    {
        context.HttpContext.RequestServices.GetRequiredService<Refusals>().LedAway(context.HttpContext, missing);
        context.Result = new LocalRedirectResult(to);
    }

    private static async Task<bool> MissesFactorAsync(HttpContext http, CurrentSession session)
    {
        if (session.HasSecondFactor || !session.Viewer.IsStaff)
            return false;
        var factors = http.RequestServices.GetRequiredService<SecondFactorService>();
        return await factors.HasPasskeyAsync(session.PersonId, http.RequestAborted) || await factors.IsOnAsync(session.PersonId, http.RequestAborted);
    }
}

/// <summary>
/// Stands before everything under <c>/staff</c>, so that no page of the staff can forget it: a visitor signs in first; for who is not on
/// the staff the page does not exist; who is and has not shown a second factor is led to set one up or show it.
/// </summary>
public sealed class StaffPagesFilter : IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!request.Path.StartsWithSegments("/staff", StringComparison.OrdinalIgnoreCase))
            return;
        var viewer = context.HttpContext.Viewer();
        if (!viewer.IsSignedIn)
            context.Result = new ChallengeResult();
        else if (!viewer.IsStaff)
            context.Result = new NotFoundResult();
        else if (!viewer.HasSecondFactor)
        {
            context.HttpContext.RequestServices.GetRequiredService<Refusals>().LedAway(context.HttpContext, "SecondFactor");
            context.Result = new LocalRedirectResult("/account/staff-factor" + (HttpMethods.IsGet(request.Method) ? "?returnUrl=" + Uri.EscapeDataString(request.Path + request.QueryString) : ""));
        }
    }
}
