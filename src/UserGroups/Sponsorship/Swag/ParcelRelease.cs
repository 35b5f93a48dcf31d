using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Swag;

/// <summary>A line that goes back puts its pieces back on the shelf.</summary>
public sealed class ParcelRelease(AppDbContext db, StockBook stock, TimeProvider time) : ILineRelease
{
    public async Task ReleaseAsync(BenefitLine line, CancellationToken cancel)
    {
        if (line.Benefit != Benefit.Swag)
            return;
        var parcel = await db.Parcels.SingleOrDefaultAsync(p => p.LineId == line.Id && (p.State == ParcelState.Reserved || p.State == ParcelState.Packed), cancel);
        if (parcel is null)
            return;
        parcel.End(ParcelStep.Cancel, Text(line.VoidReason), time.Now());
        await stock.PutBackAsync(parcel, null, cancel);
        db.History.Add(new HistoryEntry(time.Now(), null, "parcel.cancelled", parcel, new { Line = line.Id }, parcel.Reason));
    }

    private static string Text(string? reason) => string.IsNullOrWhiteSpace(reason) ? "The approval ended." : reason.Length <= Parcel.ReasonLength ? reason : reason[..Parcel.ReasonLength];
}
