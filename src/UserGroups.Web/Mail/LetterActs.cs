using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Mail;

/// <summary>Sending a letter again.</summary>
public sealed class RetriesController(AppDbContext db, OutboxDesk desk) : Controller
{
    [HttpPost("/staff/outbox/{id:long}/retries")]
    public async Task<IActionResult> Create(long id)
    {
        this.Require(MailAccess.CanRetry(this.Viewer()));
        var letter = await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, HttpContext.RequestAborted).OrNotFound();
        if (await desk.RetryAsync(this.Viewer().PersonId!.Value, letter, HttpContext.RequestAborted))
            TempData.Succeed("The letter is tried again now.");
        else
            TempData.Say(FlashTone.Info, "Nothing to do: the letter is on its way, was sent, or its words were erased.");
        return RedirectToAction(nameof(OutboxController.Show), "Outbox", new { id });
    }
}

/// <summary>Calling a waiting letter back.</summary>
public sealed class CancellationsController(AppDbContext db, OutboxDesk desk) : Controller
{
    [HttpPost("/staff/outbox/{id:long}/cancellations")]
    public async Task<IActionResult> Create(long id)
    {
        this.Require(MailAccess.CanCancel(this.Viewer()));
        var letter = await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, HttpContext.RequestAborted).OrNotFound();
        if (await desk.CancelAsync(this.Viewer().PersonId!.Value, letter, HttpContext.RequestAborted))
            TempData.Succeed("The letter is called back. “Try again” sends it after all.");
        else
            TempData.Say(FlashTone.Info, "Nothing to do: only a waiting letter can be called back.");
        return RedirectToAction(nameof(OutboxController.Show), "Outbox", new { id });
    }
}

/// <summary>Letting a stopped address get mail again.</summary>
public sealed class ReleasesController(LetterReader letters, OutboxDesk desk) : Controller
{
    [HttpPost("/staff/outbox/{id:long}/releases")]
    public async Task<IActionResult> Create(long id, ReleaseForm form)
    {
        var (viewer, cancel) = (this.Viewer(), HttpContext.RequestAborted);
        this.Require(MailAccess.CanRelease(viewer));
        var letter = await letters.FindAsync(id, cancel);
        return await this.Submit(
            async () =>
            {
                if (await desk.ReleaseAsync(viewer.PersonId!.Value, letter.ToKey, form.Reason!.Trim(), cancel))
                    TempData.Succeed("The address gets mail again. “Try again” sends this letter.");
                else
                    TempData.Say(FlashTone.Info, "Nothing to do: the address is not stopped.");
                return RedirectToAction(nameof(OutboxController.Show), "Outbox", new { id });
            },
            async () => View("/Mail/Views/Outbox/Show.cshtml", await letters.ShowAsync(viewer, id, cancel)));
    }
}

/// <summary>Why an address may get mail again; it goes into the history.</summary>
public sealed class ReleaseForm
{
    private const string Length = "Say in 10 to 300 characters why this address may get mail again.";

    [Required(ErrorMessage = Length), StringLength(300, MinimumLength = 10, ErrorMessage = Length)]
    public string? Reason { get; set; }
}
