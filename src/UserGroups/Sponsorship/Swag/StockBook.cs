using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>
/// The one hand that changes stock. Each change is a conditional update, so two who reach for the last shirt cannot both get it, and a movement
/// beside it in the same transaction. Call inside <see cref="AppDbContext.InTransactionAsync{T}"/>; the caller saves.
/// </summary>
public sealed class StockBook(AppDbContext db, TimeProvider time)
{
    /// <summary>Takes pieces off the shelf for a parcel; false when there are fewer, and nothing is taken.</summary>
    public async Task<bool> TakeAsync(long sizeId, int pieces, long parcelId, long actorId, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        if (await db.SwagSizes.Where(s => s.Id == sizeId && s.Stock >= pieces).ExecuteUpdateAsync(set => set.SetProperty(s => s.Stock, s => s.Stock - pieces), cancel) != 1)
            return false;
        db.StockMovements.Add(new StockMovement(sizeId, MovementKind.Reserved, -pieces, parcelId, actorId, "", time.Now()));
        return true;
    }

    /// <summary>Puts pieces of a parcel back on the shelf.</summary>
    public async Task PutBackAsync(long sizeId, int pieces, long parcelId, long? actorId, CancellationToken cancel)
    {
        await db.SwagSizes.Where(s => s.Id == sizeId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Stock, s => s.Stock + pieces), cancel);
        db.StockMovements.Add(new StockMovement(sizeId, MovementKind.Released, pieces, parcelId, actorId, "", time.Now()));
    }

    /// <summary>New pieces came, or (negative) some are gone; false when more would go than are there.</summary>
    public async Task<bool> AdjustAsync(long sizeId, int pieces, MovementKind kind, string note, long actorId, Guid formKey, CancellationToken cancel)
    {
        if (await db.SwagSizes.Where(s => s.Id == sizeId && s.Stock + pieces >= 0).ExecuteUpdateAsync(set => set.SetProperty(s => s.Stock, s => s.Stock + pieces), cancel) != 1)
            return false;
        db.StockMovements.Add(new StockMovement(sizeId, kind, pieces, null, actorId, note, time.Now()) { FormKey = formKey });
        return true;
    }
}
