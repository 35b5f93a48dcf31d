using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>
/// What no form caught: a broken rule becomes 422 with its sentence, a lost race 409, a refusal its status. The error page
/// (or ProblemDetails, for those who ask for JSON) says it; none of them is an error of the program.
/// </summary>
public sealed class RuleFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        var (status, sentence) = context.Exception switch
        {
            RuleException rule => (StatusCodes.Status422UnprocessableEntity, rule.Message),
            // Also a unique index that nobody turned into a sentence: somebody was faster.
            DbUpdateConcurrencyException => (StatusCodes.Status409Conflict, null),
            DbUpdateException update when update.IsUniqueViolation() => (StatusCodes.Status409Conflict, null),
            RefusedException refused => (refused.Status, null),
            _ => (0, (string?)null),
        };
        if (status == 0)
            return;
        if (sentence is not null)
            context.HttpContext.Explain(sentence);
        if (context.Exception is RuleException { Field: { } field })
            Refusals.Note(context.HttpContext, Refusals.FieldsOf([field]));
        context.Result = new StatusCodeResult(status);
        context.ExceptionHandled = true;
    }
}
