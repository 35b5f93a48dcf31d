using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UserGroups.Accounts;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>
/// Answering from the event's page. That page may be kept by caches, so its form has no antiforgery token; a request from another
/// site is known by what the browser says of its origin.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[SameOrigin]
[AnswerTooMany]
public sealed class AnswersController(EventReader reader, AnswerService answers) : Controller
{
    [HttpPost("/events/{slug}/answers")]
    public async Task<IActionResult> Create(string slug, AnswerForm form)
    {
        var cancel = HttpContext.RequestAborted;
        var viewer = this.Viewer();
        var page = await reader.PageAsync(slug, viewer, form, cancel).OrNotFound();
        if (viewer.IsSignedIn)
            ForgetWho();
        return await this.Submit(
            async () =>
            {
                if (viewer.PersonId is not long me)
                {
                    await answers.AskAsync(page.Event.Id, form.Name, form.Email, form.Wish(page.Event), RateLimits.NetworkOf(HttpContext.Connection.RemoteIpAddress), cancel);
                    return LocalRedirect($"{page.Path}/answers/sent");
                }

                var answer = await answers.AnswerAsync(page.Event.Id, me, form.Wish(page.Event), cancel);
                TempData.Say(AnswerWords.Tone(answer.State), AnswerWords.Outcome(answer, page.HasBegun));
                return LocalRedirect(page.Path);
            },
            async () => View("/Events/Views/Events/Show.cshtml", await reader.PageAsync(slug, viewer, form, cancel).OrNotFound()),
            () =>
            {
                form.Require(page.Event);
                return Task.CompletedTask;
            });
    }

    // The account says who it is.
    private void ForgetWho() => _ = ModelState.Remove(nameof(AnswerForm.Name)) | ModelState.Remove(nameof(AnswerForm.Email));

    [HttpGet("/events/{slug}/answers/sent")]
    public async Task<IActionResult> Sent(string slug) => View(await reader.PageAsync(slug, Viewer.Visitor, null, HttpContext.RequestAborted).OrNotFound());
}

/// <summary>The page behind the link of a letter. Opening it does nothing: mail scanners open links too. The buttons do.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RsvpController(EventReader reader, AnswerService answers) : Controller
{
    [HttpGet("/rsvp/{token}")]
    public async Task<IActionResult> Show(string token) => await reader.PageByLinkAsync(token, null, HttpContext.RequestAborted) is EventPage page ? View(page) : Gone();

    [HttpPost("/rsvp/{token}")]
    public async Task<IActionResult> Update(string token, AnswerForm form)
    {
        var cancel = HttpContext.RequestAborted;
        if (await reader.PageByLinkAsync(token, form, cancel) is not EventPage page)
            return Gone();
        _ = ModelState.Remove(nameof(AnswerForm.Name)) | ModelState.Remove(nameof(AnswerForm.Email));
        return await this.Submit(
            async () =>
            {
                var answer = await answers.RespondAsync(token, form.Wish(page.Event), cancel);
                TempData.Say(AnswerWords.Tone(answer.State), AnswerWords.Outcome(answer, page.HasBegun));
                return LocalRedirect($"/rsvp/{token}");
            },
            async () => View(nameof(Show), await reader.PageByLinkAsync(token, form, cancel)),
            () =>
            {
                form.Require(page.Event);
                return Task.CompletedTask;
            });
    }

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Gone");
    }
}

/// <summary>What became of an answer, in words.</summary>
public static class AnswerWords
{
    public static string Outcome(Answer answer, bool hasBegun) => answer.State switch
    {
        AnswerState.Seated => answer.Seats == 1 ? "You have a seat. The letter with the calendar entry is on its way." : $"You have {answer.Seats} seats. The letter with the calendar entry is on its way.",
        AnswerState.Waiting when hasBegun => "No seat is free for you yet, so you are on the waiting list. The meetup has begun: ask at the door.",
        AnswerState.Waiting => "All seats are taken, so you are on the waiting list. We write as soon as one is free.",
        AnswerState.Offered => "A seat is held for you.",
        AnswerState.Unconfirmed => "Look into your mail and press the button there.",
        AnswerState.No => "Thank you for telling us.",
        _ => "You are not coming; others can have the place. Thank you for telling us.",
    };

    public static FlashTone Tone(AnswerState state) => state is AnswerState.Seated ? FlashTone.Success : FlashTone.Info;

    public static string Of(AnswerState state) => state switch
    {
        AnswerState.Seated => "Has a seat",
        AnswerState.Waiting => "Waits",
        AnswerState.Offered => "Seat offered",
        AnswerState.Unconfirmed => "Not confirmed",
        AnswerState.No => "Does not come",
        _ => "Gave it back",
    };

    public static StateTone StateTone(AnswerState state) => state switch
    {
        AnswerState.Seated => Shell.StateTone.Good,
        AnswerState.Waiting or AnswerState.Offered => Shell.StateTone.Warn,
        _ => Shell.StateTone.Quiet,
    };
}
