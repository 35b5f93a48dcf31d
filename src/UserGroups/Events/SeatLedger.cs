using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Events;

/// <summary>
/// The only place where seats are counted. Everything here runs inside the caller's transaction; <see cref="LockAsync"/> comes first, so that on SQL
/// Server whoever moves seats of this event later waits for the row (on SQLite the write gate has done that already).
/// </summary>
public sealed class SeatLedger(AppDbContext db)
{
    /// <summary>Takes the event's turn and reads it as it is now; null when there is none of this number.</summary>
    public async Task<GroupEvent?> LockAsync(long eventId, CancellationToken cancel)
    {
        var locked = await db.Events.Where(e => e.Id == eventId).ExecuteUpdateAsync(set => set.SetProperty(e => e.SeatTurn, e => e.SeatTurn + 1), cancel);
        return locked == 0 ? null : await db.Events.AsNoTracking().Include(e => e.Chapter).SingleAsync(e => e.Id == eventId, cancel);
    }

    /// <summary>Takes the seats if they are free: all of them or none.</summary>
    public async Task<bool> TakeAsync(long eventId, SeatKind kind, int seats, CancellationToken cancel)
    {
        var published = db.Events.Where(e => e.Id == eventId && e.State == EventState.Published);
        var taken = kind == SeatKind.InPerson
            ? await published.Where(e => e.CapacityInPerson == null || e.TakenInPerson + seats <= e.CapacityInPerson)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.TakenInPerson, e => e.TakenInPerson + seats), cancel)
            : await published.Where(e => e.CapacityOnline == null || e.TakenOnline + seats <= e.CapacityOnline)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.TakenOnline, e => e.TakenOnline + seats), cancel);
        return taken == 1;
    }

    /// <summary>Gives seats back. A ceiling above the capacity (it was lowered) comes down with them.</summary>
    public async Task ReturnAsync(long eventId, SeatKind kind, int seats, CancellationToken cancel)
    {
        var row = db.Events.Where(e => e.Id == eventId);
        if (kind == SeatKind.InPerson)
        {
            await row.ExecuteUpdateAsync(
                set => set.SetProperty(e => e.TakenInPerson, e => e.TakenInPerson - seats)
                    .SetProperty(e => e.CeilingInPerson, e => e.TakenInPerson - seats > e.CapacityInPerson ? e.TakenInPerson - seats : e.CapacityInPerson),
                cancel);
        }
        else
        {
            await row.ExecuteUpdateAsync(
                set => set.SetProperty(e => e.TakenOnline, e => e.TakenOnline - seats)
                    .SetProperty(e => e.CeilingOnline, e => e.TakenOnline - seats > e.CapacityOnline ? e.TakenOnline - seats : e.CapacityOnline),
                cancel);
        }
    }

    /// <summary>The first in line whose party fits into what is free; somebody with more guests is passed over until enough is free.</summary>
    public async Task<Answer?> NextInLineAsync(long eventId, SeatKind kind, CancellationToken cancel)
    {
        var seats = await db.Events.AsNoTracking().Where(e => e.Id == eventId)
            .Select(e => new { e.CapacityInPerson, e.TakenInPerson, e.CapacityOnline, e.TakenOnline }).SingleAsync(cancel);
        var (limit, taken) = kind == SeatKind.InPerson ? (seats.CapacityInPerson, seats.TakenInPerson) : (seats.CapacityOnline, seats.TakenOnline);
        var free = limit is int capacity ? capacity - taken : int.MaxValue;
        if (free <= 0)
            return null;
        return await db.Answers.Where(a => a.EventId == eventId && a.State == AnswerState.Waiting && a.Kind == kind && a.Guests < free)
            .OrderBy(a => a.WaitingSince).ThenBy(a => a.Id).FirstOrDefaultAsync(cancel);
    }
}
