using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Web.Commands;

/// <summary>
/// The part of the large seed that lies on shelves: a pool of licence keys, one with each granted licence and as many free, and what is in the parcels, with
/// its movements in the stock book.
/// </summary>
public sealed class LoadStores(AppDbContext db, IDataProtectionProvider protection)
{
    private const string Product = "Load Maps";
    private const int Pieces = 20;
    private const int Lot = 500;
    private string sealedKey = "";

    /// <summary>Before the transaction: sealing may have to store a key of its own, which waits for the same turn to write.</summary>
    public void Prepare() => sealedKey = protection.CreateProtector(KeyPool.Seal).Protect("LOAD-MAPS-KEY");

    /// <param name="keeper">Who handed out the keys and packed the parcels.</param>
    /// <param name="today">The day it is counted from (UTC).</param>
    /// <param name="cancel">Stops; the caller's transaction undoes everything.</param>
    public async Task FillAsync(long keeper, DateTime today, CancellationToken cancel)
    {
        await KeysAsync(keeper, today, cancel);
        await ParcelsAsync(keeper, today, cancel);
    }

    private async Task KeysAsync(long keeper, DateTime today, CancellationToken cancel)
    {
        var granted = await db.BenefitLines.Where(l => l.Benefit == Benefit.Licence && l.FulfilledById == keeper).OrderBy(l => l.Id)
            .Select(l => new { l.Id, l.Request.ChapterId, At = l.FulfilledAt!.Value }).ToListAsync(cancel);
        await db.InsertAsync(Enumerable.Range(0, granted.Count * 2).Select(i => new LicenceKey(Product, sealedKey, HashOf(i), 5, today.AddDays(-700))), cancel: cancel);
        for (var i = 0; i < granted.Count; i++)
        {
            var (line, hash) = (granted[i], HashOf(i));
            await db.LicenceKeys.Where(k => k.KeyHash == hash).ExecuteUpdateAsync(
                set => set.SetProperty(k => k.State, LicenceKeyState.Granted).SetProperty(k => k.LineId, line.Id).SetProperty(k => k.ChapterId, line.ChapterId)
                    .SetProperty(k => k.GrantedAt, line.At).SetProperty(k => k.GrantedById, keeper).SetProperty(k => k.EndsAt, line.At.AddYears(1)),
                cancel);
        }
    }

    private static string HashOf(int number) => LicenceKey.HashOf(string.Create(CultureInfo.InvariantCulture, $"load {number}"));

    // As many came as went: the shelf is empty afterwards, and the book's sum says so.
    private async Task ParcelsAsync(long keeper, DateTime today, CancellationToken cancel)
    {
        var item = new SwagItem("Load stickers", "", 0.5m, 0, [], today.AddDays(-800));
        db.SwagItems.Add(item);
        await db.SaveChangesAsync(cancel);
        var size = item.Sizes[0].Id;
        db.ChangeTracker.Clear();
        var parcels = await db.Parcels.Where(p => p.ReservedById == keeper).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel);
        foreach (var lot in parcels.Chunk(Lot))
        {
            foreach (var parcel in await db.Parcels.Where(p => lot.Contains(p.Id)).ToListAsync(cancel))
                parcel.Put(size, Pieces);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }

        await db.InsertAsync([new StockMovement(size, MovementKind.Delivered, Pieces * parcels.Count, null, keeper, "", today.AddDays(-800))], cancel: cancel);
        await db.InsertAsync(parcels.Select(p => new StockMovement(size, MovementKind.Reserved, -Pieces, p, keeper, "", today.AddDays(-100))), cancel: cancel);
    }
}
