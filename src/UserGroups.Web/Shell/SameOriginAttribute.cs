using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace UserGroups.Web.Shell;

/// <summary>
/// Takes a form without an antiforgery token (its page may be kept by caches) only from this very site: by Sec-Fetch-Site, or by Origin from browsers
/// that do not send it. Neither comes only from programs, which carry nobody's cookies. 400 otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SameOriginAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return;
        var fetched = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var own = fetched.Length > 0
            ? fetched is "same-origin" or "none"
            : origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        if (own)
            return;
        Refusals.Note(context.HttpContext, "OtherSite");
        context.Result = new BadRequestResult();
    }
}
