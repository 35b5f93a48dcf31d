using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events.Letters;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>Letters to all who answered an event. They become outbox rows in the caller's transaction.</summary>
public sealed class EventPost(AppDbContext db, Seating seating, PostOffice post, SiteAddress site)
{
    public Task ChangedAsync(GroupEvent of, string what, CancellationToken cancel) =>
        TellAsync(of, (a, facts, token) => new EventChanged(a.Email, a.Name, site, facts, token, a.State == AnswerState.Seated, what), cancel);

    public Task PostponedAsync(GroupEvent of, CancellationToken cancel) =>
        TellAsync(of, (a, facts, token) => new EventPostponed(a.Email, a.Name, site, facts, token, a.State == AnswerState.Seated, of.Reason!), cancel);

    public Task CancelledAsync(GroupEvent of, CancellationToken cancel) =>
        TellAsync(of, (a, facts, token) => new EventCancelled(a.Email, a.Name, site, facts, token, a.State == AnswerState.Seated, of.Reason!), cancel);

    private async Task TellAsync(GroupEvent of, Func<Answer, EventFacts, string, Letter> letter, CancellationToken cancel)
    {
        // What is the same for all is made once: the facts with and without the online link.
        var facts = Enum.GetValues<SeatKind>().ToDictionary(kind => kind, kind => EventFacts.Of(of, site, kind));
        var without = EventFacts.Of(of, site, null);
        var answers = await db.Answers
            .Where(a => a.EventId == of.Id && !a.WalkedIn && (a.State == AnswerState.Seated || a.State == AnswerState.Offered || a.State == AnswerState.Waiting))
            .OrderBy(a => a.Id).ToListAsync(cancel);
        foreach (var answer in answers)
            post.Send(letter(answer, answer.State == AnswerState.Seated ? facts[answer.Kind] : without, seating.NewLink(answer)));
    }
}
