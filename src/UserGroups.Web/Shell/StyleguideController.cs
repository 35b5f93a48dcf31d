using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace UserGroups.Web.Shell;

/// <summary>Every component of the house on one page, with the cast. Exists in Development only.</summary>
[AllowAnonymous]
public sealed class StyleguideController(IHostEnvironment environment) : Controller
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (!environment.IsDevelopment())
            context.Result = NotFound();
    }

    [HttpGet("/dev/styleguide")]
    public IActionResult Show() => View(new StyleguideForm { Expected = 24, Kind = "meetup", City = "oslo", Date = new DateOnly(2027, 2, 11), Starts = new TimeOnly(18, 0) });

    /// <summary>The form as it comes back after a mistake.</summary>
    [HttpPost("/dev/styleguide")]
    [ValidateAntiForgeryToken]
    public IActionResult Create(StyleguideForm form)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", form);
        }
        TempData.Succeed("The meetup is published. 42 people in Oslo will hear of it.");
        return RedirectToAction(nameof(Show));
    }

    /// <summary>An error page as a visitor meets it.</summary>
    [HttpGet("/dev/styleguide/errors/{status:int:range(400,599)}")]
    public IActionResult Error(int status) =>
        status == StatusCodes.Status500InternalServerError ? throw new InvalidOperationException("This is the styleguide's own failure.") : StatusCode(status);
}

public sealed class StyleguideForm
{
    [Required, StringLength(80), Display(Name = "Title")]
    public string? Title { get; set; }

    [Required, EmailAddress, StringLength(254), Display(Name = "Email")]
    public string? Email { get; set; }

    [Required, StringLength(128, MinimumLength = 12), DataType(DataType.Password), Display(Name = "Password")]
    public string? Password { get; set; }

    [Display(Name = "City"), Required]
    public string? City { get; set; }

    [Display(Name = "Kind of event"), Required]
    public string? Kind { get; set; }

    [Display(Name = "Help you ask for")]
    public IReadOnlyList<string> Help { get; set; } = [];

    [Display(Name = "Date"), DataType(DataType.Date)]
    public DateOnly Date { get; set; }

    [Display(Name = "Doors open"), DataType(DataType.Time)]
    public TimeOnly Starts { get; set; }

    [Display(Name = "People expected"), Range(1, 500)]
    public int Expected { get; set; }

    [Display(Name = "What will happen"), StringLength(2000)]
    public string? Description { get; set; }

    [Display(Name = "Photo")]
    public IFormFile? Photo { get; set; }

    [Display(Name = "Tell the members of Oslo at once")]
    public bool Tell { get; set; }
}
