using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>What organizers do with an event. Who may is asked before (<see cref="EventsAccess"/>).</summary>
public sealed class EventService(AppDbContext db, SeatLedger ledger, Seating seating, EventPost letters, ChapterTies chapters, TimeProvider time)
{
    /// <summary>A new draft. The same form sent again gives the same event.</summary>
    /// <param name="actorId">Who plans it.</param>
    /// <param name="chapterId">Of which chapter.</param>
    /// <param name="details">What was typed.</param>
    /// <param name="formKey">A key of the form; null when there is none.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">Something cannot be so.</exception>
    public Task<GroupEvent> CreateAsync(long actorId, long chapterId, EventDetails details, Guid? formKey = null, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                if (formKey is not null && await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.FormKey == formKey && e.ChapterId == chapterId, token) is GroupEvent made)
                    return made;
                var chapter = await db.Chapters.SingleAsync(c => c.Id == chapterId, token);
                var created = new GroupEvent(chapter, await db.Events.Select(e => e.Slug).FreeAsync(details.Title, token), details, actorId, time.Now()) { FormKey = formKey };
                db.Events.Add(created);
                Note(actorId, "event.created", created, new { created.Slug });
                await db.SaveChangesAsync(token);
                return created;
            },
            cancel);

    /// <summary>Changes what is said of it; people with a seat hear of a new time or place. Raised capacity goes to those in line at once.</summary>
    /// <param name="actorId">Who changes it.</param>
    /// <param name="eventId">Which.</param>
    /// <param name="details">All of it, as typed.</param>
    /// <param name="seenVersion">The version the person saw.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">Something cannot be so; nothing is changed.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else was faster.</exception>
    public Task<EventChange> ChangeAsync(long actorId, long eventId, EventDetails details, int seenVersion, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var changed = await LoadAsync(eventId, token);
                if (changed.Version != seenVersion)
                    throw new DbUpdateConcurrencyException("Somebody changed this event while you were looking at it.");
                var agenda = changed.Agenda.ToList();
                var changes = changed.Describe(details, time.Now());
                if (changes.HasFlag(EventChange.Agenda))
                    db.AgendaItems.RemoveRange(agenda);
                if (changes != EventChange.None)
                    Note(actorId, "event.changed", changed, new { What = changes.ToString() });
                if (changed.State == EventState.Published && (changes & (EventChange.When | EventChange.Where)) != EventChange.None)
                {
                    await letters.ChangedAsync(changed, What(changes), token);
                    chapters.Note(changed, actorId);
                }

                await db.SaveChangesAsync(token);
                await seating.FillAsync(changed, SeatKind.InPerson, token);
                await seating.FillAsync(changed, SeatKind.Online, token);
                return changes;
            },
            cancel);

    /// <summary>Opens it to the world. Who waits for the chapter's next date is told; after a postponement everybody with a seat is.</summary>
    public Task PublishAsync(long actorId, long eventId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var published = await LoadAsync(eventId, token);
                // Pressed twice: it is what they wanted.
                if (published.State == EventState.Published)
                    return;
                var again = published.State == EventState.Postponed;
                published.Publish(time.Now());
                Note(actorId, "event.published", published, new { Again = again });
                if (again)
                    await letters.ChangedAsync(published, "there is a new date", token);
                await chapters.PublishedAsync(published, actorId, token);
                await db.SaveChangesAsync(token);
                await seating.FillAsync(published, SeatKind.InPerson, token);
                await seating.FillAsync(published, SeatKind.Online, token);
            },
            cancel);

    /// <summary>Takes the date away and tells everybody who answered. Offers of freed seats are taken back: who had one stands first in line again.</summary>
    public Task PostponeAsync(long actorId, long eventId, string? reason, CancellationToken cancel = default) =>
        EndAsync(actorId, eventId, EventState.Postponed, "event.postponed", e => e.Postpone(reason, time.Now()), letters.PostponedAsync, cancel);

    /// <summary>Calls it off and tells everybody who answered.</summary>
    public Task CancelAsync(long actorId, long eventId, string? reason, CancellationToken cancel = default) =>
        EndAsync(actorId, eventId, EventState.Cancelled, "event.cancelled", e => e.Cancel(reason, time.Now()), letters.CancelledAsync, cancel);

    /// <summary>The same again on another date, as a draft: words, place, seats and agenda; not the answers.</summary>
    public async Task<GroupEvent> CopyAsync(long actorId, long eventId, DateOnly date, Guid? formKey = null, CancellationToken cancel = default)
    {
        var original = await db.Events.AsNoTracking().Include(e => e.Agenda).SingleAsync(e => e.Id == eventId, cancel);
        return await CreateAsync(actorId, original.ChapterId, original.Details with { Date = date }, formKey, cancel);
    }

    private Task EndAsync(
        long actorId, long eventId, EventState state, string action, Action<GroupEvent> end, Func<GroupEvent, CancellationToken, Task> tell, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var ended = await LoadAsync(eventId, token);
                if (ended.State == state)
                    return;
                end(ended);
                Note(actorId, action, ended, null, ended.Reason);
                await tell(ended, token);
                if (state == EventState.Postponed)
                    await seating.WithdrawOffersAsync(ended, token);
                await chapters.RecountAsync(ended, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    // Locked first, then read to be changed: nobody moves a seat between the two.
    private async Task<GroupEvent> LoadAsync(long eventId, CancellationToken cancel)
    {
        await ledger.LockAsync(eventId, cancel);
        return await db.Events.Include(e => e.Chapter).Include(e => e.Agenda).SingleAsync(e => e.Id == eventId, cancel);
    }

    private void Note(long actorId, string action, GroupEvent subject, object? details, string? reason = null) =>
        db.History.Add(new HistoryEntry(time.Now(), actorId, action, subject, details, reason));

    private static string What(EventChange changes) => (changes.HasFlag(EventChange.When), changes.HasFlag(EventChange.Where)) switch
    {
        (true, true) => "the time and the place",
        (true, false) => "the time",
        _ => "the place",
    };
}
