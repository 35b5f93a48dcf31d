using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Stipends;

/// <summary>A line that goes back takes its unsent payment with it; the ledger has returned the money already.</summary>
public sealed class PaymentRelease(AppDbContext db, TimeProvider time) : ILineRelease
{
    public async Task ReleaseAsync(BenefitLine line, CancellationToken cancel)
    {
        if (line.Benefit != Benefit.Stipend)
            return;
        var payment = await db.Payments.SingleOrDefaultAsync(
            p => p.LineId == line.Id && (p.State == PaymentState.Approved || p.State == PaymentState.Authorised || p.State == PaymentState.Scheduled), cancel);
        if (payment is null)
            return;
        var reason = string.IsNullOrWhiteSpace(line.VoidReason) ? "The approval ended." : line.VoidReason;
        payment.Void(reason.Length <= Payment.ReasonLength ? reason : reason[..Payment.ReasonLength], time.Now());
        db.History.Add(new HistoryEntry(time.Now(), null, "payment.void", payment, new { Line = line.Id }, payment.Reason));
    }
}
