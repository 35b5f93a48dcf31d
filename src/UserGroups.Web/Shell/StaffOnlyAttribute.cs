using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace UserGroups.Web.Shell;

/// <summary>
/// For every controller under <c>/staff</c>: a visitor signs in first; for who is not on the staff the page does not exist; who is and
/// has not shown a second factor is led to set one up or show it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StaffOnlyAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var viewer = context.HttpContext.Viewer();
        if (!viewer.IsSignedIn)
            context.Result = new ChallengeResult();
        else if (!viewer.IsStaff)
            context.Result = new NotFoundResult();
        else if (!viewer.HasSecondFactor)
            context.Result = new LocalRedirectResult("/account/staff-factor" + (HttpMethods.IsGet(context.HttpContext.Request.Method) ? "?returnUrl=" + Uri.EscapeDataString(context.HttpContext.Request.Path + context.HttpContext.Request.QueryString) : ""));
    }
}
