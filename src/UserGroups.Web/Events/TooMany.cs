using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using UserGroups.Accounts;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

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
        context.HttpContext.Explain($"That was asked too often. Please wait {(seconds + 59) / 60} minutes; the letters sent before work all the same.");
        context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        context.ExceptionHandled = true;
    }
}
