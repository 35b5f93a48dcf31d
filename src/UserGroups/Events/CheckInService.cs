using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>At the door. Every step is a conditional update, so two devices at once do no harm.</summary>
public sealed class CheckInService(AppDbContext db, SeatLedger ledger, TimeProvider time)
{
    public static readonly TimeSpan UndoWithin = TimeSpan.FromMinutes(15);

    /// <summary>From so long before the start somebody can be checked in; a finger on the wrong event does nothing.</summary>
    public static readonly TimeSpan OpensBefore = TimeSpan.FromHours(12);

    /// <summary>Somebody with a seat is here. The second press changes nothing.</summary>
    /// <exception cref="RuleException">No seat, or not the time.</exception>
    public Task CheckInAsync(long eventId, long answerId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var now = time.Now();
                await RequireOpenAsync(eventId, now, token);
                var here = await Row(eventId, answerId).Where(a => a.State == AnswerState.Seated && a.CheckedInAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.CheckedInAt, now).SetProperty(a => a.Version, a => a.Version + 1), token);
                if (here == 0 && !await Row(eventId, answerId).AnyAsync(a => a.CheckedInAt != null, token))
                    throw new RuleException("This person has no seat here (any more).");
            },
            cancel);

    /// <summary>It was a slip of the finger.</summary>
    /// <exception cref="RuleException">More than fifteen minutes ago.</exception>
    public Task UndoAsync(long eventId, long answerId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var since = time.Now() - UndoWithin;
                var undone = await Row(eventId, answerId).Where(a => a.CheckedInAt >= since)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.CheckedInAt, (DateTime?)null).SetProperty(a => a.Version, a => a.Version + 1), token);
                if (undone == 0 && await Row(eventId, answerId).AnyAsync(a => a.CheckedInAt != null, token))
                    throw new RuleException("A check-in can be taken back for fifteen minutes; this one is older.");
            },
            cancel);

    /// <summary>Somebody came without having answered (or was in line): takes a free seat and is here.</summary>
    /// <exception cref="RuleException">No seat is free, the name is refused, or it is not the time.</exception>
    public Task<Answer> WalkInAsync(long eventId, string? name, string? email, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var now = time.Now();
                var at = await ledger.LockAsync(eventId, token) ?? throw new RuleException(AnswerDesk.NoSuchEvent);
                RequireOpen(at, now);
                if (!at.Offers(SeatKind.InPerson))
                    throw new RuleException("This event is online only; nobody walks in.");
                var answer = new Answer(eventId, name, AddressOf(email), null, now);
                var known = await db.Answers.SingleOrDefaultAsync(a => a.EventId == eventId && a.NormalizedEmail == answer.NormalizedEmail, token);
                if (known is { HoldsSeats: true })
                    throw new RuleException($"{known.Name} is on the list already.", "Email");
                if (!await ledger.TakeAsync(eventId, SeatKind.InPerson, 1, token))
                    throw new RuleException("All seats are promised. Free the seat of somebody who has not come, or raise the capacity.");
                if (known is null)
                    db.Answers.Add(known = answer);
                known.Wish(SeatKind.InPerson, 0);
                known.WalkIn(now);
                await db.SaveChangesAsync(token);
                return known;
            },
            cancel);

    /// <summary>The rules about who walks in: the form asks them together with its own.</summary>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    public static (string Name, string Email) RequireWalkIn(string? name, string? email) => Answer.Require(name, AddressOf(email));

    // Without an address the answer still needs one of its own; it is never written to.
    private static string AddressOf(string? email) => string.IsNullOrWhiteSpace(email) ? $"walk-in-{Guid.NewGuid():N}@walk-in.invalid" : email;

    /// <summary>After the start: somebody has not come, and somebody else stands at the door. <see cref="RestoreAsync"/> undoes it.</summary>
    /// <returns>Whose seat it was; null when there was none to free.</returns>
    /// <exception cref="RuleException">Not begun, or the person is here.</exception>
    public Task<Answer?> FreeAsync(long actorId, long eventId, long answerId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var now = time.Now();
                var at = await ledger.LockAsync(eventId, token) ?? throw new RuleException(AnswerDesk.NoSuchEvent);
                if (at.StartsAt > now)
                    throw new RuleException("Until the event begins the seat is theirs.");
                var answer = await Row(eventId, answerId).SingleOrDefaultAsync(token);
                if (answer is { CheckedInAt: not null })
                    throw new RuleException($"{answer.Name} is here.");
                if (answer is not { HoldsSeats: true })
                    return null;
                var before = new FreedSeat(answer.AnsweredAt, answer.SeatedAt);
                answer.Leave(now);
                db.History.Add(new HistoryEntry(now, actorId, FreedSeat.Action, answer, before));
                await db.SaveChangesAsync(token);
                await ledger.ReturnAsync(eventId, answer.Kind, answer.Seats, token);
                return answer;
            },
            cancel);

    /// <summary>The wrong seat was freed, or the person came after all: they have it again if nobody took it, else they are first in line.</summary>
    /// <returns>The answer as it is now: seated, or waiting.</returns>
    /// <exception cref="RuleException">It was not freed here in the last fifteen minutes, or it is not the time.</exception>
    public Task<Answer> RestoreAsync(long actorId, long eventId, long answerId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var now = time.Now();
                var at = await ledger.LockAsync(eventId, token) ?? throw new RuleException(AnswerDesk.NoSuchEvent);
                RequireOpen(at, now);
                var answer = await Row(eventId, answerId).SingleOrDefaultAsync(token);
                if (answer is { HoldsSeats: true })
                    return answer;
                var freed = answer is null ? null : await FreedAsync(answer, now - UndoWithin, token);
                if (answer is null || freed is null)
                    throw new RuleException("A freed seat can be given back for fifteen minutes; this one was freed before, or not here.");
                if (await ledger.TakeAsync(eventId, answer.Kind, answer.Seats, token))
                    answer.Return(freed.AnsweredAt, freed.SeatedAt ?? now);
                else if (answer.State == AnswerState.Waiting)
                    return answer;
                else
                    answer.WaitFirst(await FirstInLineAsync(answer, token) ?? now);
                db.History.Add(new HistoryEntry(now, actorId, "answer.restored", answer, new { answer.State }));
                await db.SaveChangesAsync(token);
                return answer;
            },
            cancel);

    private async Task<FreedSeat?> FreedAsync(Answer answer, DateTime since, CancellationToken cancel)
    {
        var details = await Row(answer.EventId, answer.Id).FreedAtTheDoor(db, since)
            .Select(a => db.History.Where(h => h.SubjectType == nameof(Answer) && h.SubjectId == a.Id && h.Action == FreedSeat.Action).OrderByDescending(h => h.Id).Select(h => h.Details).First()).SingleOrDefaultAsync(cancel);
        return details is null ? null : JsonSerializer.Deserialize<FreedSeat>(details);
    }

    private Task<DateTime?> FirstInLineAsync(Answer answer, CancellationToken cancel) =>
        db.Answers.Where(a => a.EventId == answer.EventId && a.Kind == answer.Kind && a.State == AnswerState.Waiting).MinAsync(a => a.WaitingSince, cancel);

    private IQueryable<Answer> Row(long eventId, long answerId) => db.Answers.Where(a => a.Id == answerId && a.EventId == eventId);

    private async Task RequireOpenAsync(long eventId, DateTime now, CancellationToken cancel) =>
        RequireOpen(await db.Events.AsNoTracking().SingleAsync(e => e.Id == eventId, cancel), now);

    private static void RequireOpen(GroupEvent at, DateTime now)
    {
        if (at.State != EventState.Published)
            throw new RuleException("This event does not take place, so nobody is checked in.");
        if (now < at.StartsAt - OpensBefore)
            throw new RuleException("Check-in opens twelve hours before the event.");
        if (now > at.EndsAt.AddDays(7))
            throw new RuleException("Check-in closed a week after the event.");
    }
}

/// <summary>What an answer was before its seat was freed at the door; the history keeps it, so that it can be undone.</summary>
public sealed record FreedSeat(DateTime AnsweredAt, DateTime? SeatedAt)
{
    public const string Action = "answer.freed";
}
