using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>The one way a form is taken: shape, then meaning; a failure is the same page with 422 and everything as typed.</summary>
public static class FormSubmission
{
    /// <param name="controller">The controller whose model state was filled from the form.</param>
    /// <param name="act">What to do; ends in a redirect.</param>
    /// <param name="again">Shows the same page again.</param>
    /// <param name="meaning">
    /// Reads what was typed as far as it goes, and changes nothing. Asked when the shape is wrong, so that <paramref name="act"/> never is: what has no meaning is
    /// then named together with what has no shape, and not at the next press.
    /// </param>
    public static async Task<IActionResult> Submit(this Controller controller, Func<Task<IActionResult>> act, Func<Task<IActionResult>> again, Func<Task>? meaning = null)
    {
        if (controller.ModelState.IsValid)
        {
            try
            {
                return await act();
            }
            catch (RuleException broken)
            {
                controller.ModelState.AddRule(broken);
            }
            catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.IsUniqueViolation())
            {
                controller.Response.StatusCode = StatusCodes.Status409Conflict;
                controller.ModelState.AddModelError("", "Somebody changed this while you were looking at it. What is in force now is shown below; what you typed is kept.");
                return await again();
            }
        }
        else if (meaning is not null)
        {
            try
            {
                await meaning();
            }
            catch (RuleException broken)
            {
                controller.ModelState.AddRule(broken);
            }
        }

        controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        Refusals.NoteFields(controller.HttpContext, controller.ModelState);
        return await again();
    }

    /// <summary>Each beside its field; a field that is wrong already says one thing.</summary>
    public static void AddRule(this ModelStateDictionary state, RuleException broken)
    {
        foreach (var one in broken.All)
        {
            if (one.Field is null || state.GetFieldValidationState(one.Field) != ModelValidationState.Invalid)
                state.AddModelError(one.Field ?? "", one.Message);
        }
    }
}
