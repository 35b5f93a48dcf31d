using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Sponsorship.Jobs;

/// <summary>
/// Where somebody lives is forgotten 90 days ⚙ after the parcel came (or was lost, or the line ended), and twice as long after it left when nobody ever
/// said that it came.
/// </summary>
public sealed class EraseAddresses(AppDbContext db, SettingsService settings, TimeProvider time) : IJob
{
    private const int Batch = 200;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var days = (await settings.ReadAsync(cancel)).Get(SponsorshipSettings.AddressErasedDays);
        var now = time.Now();
        var (ended, shipped) = (now.AddDays(-days), now.AddDays(-2 * days));
        var due = await db.ParcelAddresses
            .Where(a => a.ErasedAt == null && !db.Parcels.Any(p => p.LineId == a.LineId && (p.State == ParcelState.Reserved || p.State == ParcelState.Packed || p.EndedAt > ended)))
            .Where(a => db.Parcels.Any(p => p.LineId == a.LineId && (p.EndedAt <= ended || (p.State == ParcelState.Shipped && p.ShippedAt <= shipped)))
                || db.BenefitLines.Any(l => l.Id == a.LineId && l.VoidedAt <= ended))
            .OrderBy(a => a.Id).Take(Batch).ToListAsync(cancel);
        foreach (var address in due)
        {
            address.Erase(now);
            db.History.Add(new HistoryEntry(now, null, "parcel.address-erased", address, new { Line = address.LineId }));
        }

        await db.SaveChangesAsync(cancel);
        return $"{due.Count} addresses erased";
    }
}
