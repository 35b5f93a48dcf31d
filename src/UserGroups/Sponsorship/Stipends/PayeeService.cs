using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Sponsorship.Stipends;

/// <summary>Who is to be paid and how much. Whoever changes either after the authorisation sends the payment back to be looked at again.</summary>
public sealed class PayeeService(AppDbContext db, GrantedLines granted, BudgetLedger ledger, TimeProvider time)
{
    /// <summary>An organizer says who is to be paid; with that the payment begins to exist.</summary>
    public Task NameAsync(long actorId, long lineId, Payee payee, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Stipend, token);
                var payment = await db.Payments.SingleOrDefaultAsync(p => p.LineId == lineId && p.State != PaymentState.Void, token);
                if (payment is not null)
                {
                    await ChangeAsync(line, payment, payee, payment.Amount, actorId, token);
                    return;
                }

                GrantedLines.RequireGranted(line);
                payment = new Payment(lineId, line.Request.ChapterId, line.Request.RequestedById, line.DecidedById!.Value, line.Granted!.Value, payee, time.Now());
                db.Payments.Add(payment);
                // Names and addresses are not for the history, which is never erased.
                db.History.Add(new HistoryEntry(time.Now(), actorId, "payment.payee-named", payment, new { Line = lineId, payment.Amount }));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Finance pays less than was granted; the rest goes back to the budget when it is sent.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed it meanwhile.</exception>
    public Task ReduceAsync(long actorId, long paymentId, int seenVersion, decimal amount, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var lineId = await db.Payments.Where(p => p.Id == paymentId).Select(p => p.LineId).SingleAsync(token);
                var line = await granted.LockAsync(lineId, Benefit.Stipend, token);
                var payment = await db.Payments.SingleAsync(p => p.Id == paymentId, token);
                if (payment.Version != seenVersion)
                    throw new DbUpdateConcurrencyException("The payment was changed while you were looking at it.");
                if (amount > line.Granted)
                    throw new RuleException($"{line.GrantedText} was granted; more cannot be paid.", nameof(Payment.Amount));
                await ChangeAsync(line, payment, new Payee(payment.PayeeName, payment.PayeeAddress), amount, actorId, token);
            },
            cancel);

    private async Task ChangeAsync(BenefitLine line, Payment payment, Payee payee, decimal amount, long actorId, CancellationToken cancel)
    {
        var before = (payment.State, payment.Amount);
        if (!payment.Change(payee, amount))
            return;
        // Money that was authorised is only set aside again.
        if (before.State != PaymentState.Approved)
            await ledger.DropAsync(line, before.Amount, cancel);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "payment.changed", payment, new { Line = line.Id, Before = before.Amount, payment.Amount, ApprovalDropped = before.State != PaymentState.Approved }));
        await db.SaveChangesAsync(cancel);
    }
}
