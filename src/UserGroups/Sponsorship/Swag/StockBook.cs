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

    /// <summary>Puts everything of a parcel back on the shelf.</summary>
    /// <param name="parcel">Which; it will not be sent, or came back.</param>
    /// <param name="actorId">Null for the portal.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task PutBackAsync(Parcel parcel, long? actorId, CancellationToken cancel)
    {
        foreach (var item in await db.Set<ParcelItem>().AsNoTracking().Where(i => i.ParcelId == parcel.Id).OrderBy(i => i.SizeId).ToListAsync(cancel))
        {
            await db.SwagSizes.Where(s => s.Id == item.SizeId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Stock, s => s.Stock + item.Pieces), cancel);
            db.StockMovements.Add(new StockMovement(item.SizeId, MovementKind.Released, item.Pieces, parcel.Id, actorId, "", time.Now()));
        }
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
