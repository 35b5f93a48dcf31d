using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship.Stipends;

/// <summary>
/// A payment from the authorisation to the bank's statement. Each step locks the line, moves the payment, the budget and the request in one
/// transaction; what was pressed twice is done once.
/// </summary>
public sealed class PaymentService(AppDbContext db, GrantedLines granted, LineService lines, BudgetLedger ledger, SiteAddress site, TimeProvider time)
{
    private const string NumberTaken = "This number is in the register already. Each cheque, transfer and bill has its own.";

    /// <summary>It may be paid, to this payee, so much.</summary>
    public Task AuthoriseAsync(long actorId, long paymentId, int seenVersion, CancellationToken cancel = default) =>
        StepAsync(
            actorId, paymentId, PaymentStep.Authorise, seenVersion,
            async (payment, line, token) =>
            {
                payment.Authorise(actorId, time.Now());
                await ledger.AuthoriseAsync(line, payment.Amount, keepRest: true, token);
            },
            cancel);

    /// <summary>It goes out on a day; the organizers cannot withdraw any more.</summary>
    public Task ScheduleAsync(long actorId, long paymentId, int seenVersion, DateOnly on, CancellationToken cancel = default) =>
        StepAsync(
            actorId, paymentId, PaymentStep.Schedule, seenVersion,
            async (payment, line, token) =>
            {
                payment.Schedule(actorId, on, DateOnly.FromDateTime(time.Now()));
                if (line.State == LineState.Accepted)
                    await lines.BegunAsync(line.Id, actorId, token);
            },
            cancel);

    /// <summary>It has left, with its number; the organizers get a letter, and the line is fulfilled.</summary>
    public async Task SendAsync(long actorId, long paymentId, int seenVersion, PaymentMethod method, string? number, CancellationToken cancel = default)
    {
        try
        {
            await StepAsync(
                actorId, paymentId, PaymentStep.Send, seenVersion,
                async (payment, line, token) =>
                {
                    payment.Send(actorId, method, number, time.Now());
                    if (await db.Payments.AnyAsync(p => p.Id != paymentId && p.Method == method && p.Number == payment.Number, token))
                        throw new RuleException(NumberTaken, nameof(Payment.Number));
                    await ledger.PayAsync(line, payment.Amount, token);
                    await TellSentAsync(payment, line, token);
                    if (line.State == LineState.Fulfilled)
                        await ledger.ReturnAsync(line, token);
                    else
                        await lines.FulfilledAsync(line.Id, actorId, $"{PaymentWords.Of(method)} {payment.Number}", token);
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(NumberTaken, nameof(Payment.Number));
        }
    }

    /// <summary>It has arrived, failed, or stands on the bank's statement.</summary>
    public Task SettleAsync(long actorId, long paymentId, int seenVersion, PaymentStep step, string? reason, CancellationToken cancel = default) =>
        StepAsync(
            actorId, paymentId, step, seenVersion,
            async (payment, line, token) =>
            {
                var failed = payment.State == PaymentState.Failed;
                switch (step)
                {
                    case PaymentStep.Confirm:
                        payment.Confirm(time.Now());
                        if (failed)
                            await ledger.PayAsync(line, payment.Amount, token);
                        break;
                    case PaymentStep.Fail:
                        payment.Fail(reason, time.Now());
                        await ledger.TakeBackAsync(line, payment.Amount, token);
                        var chapter = line.Request.Chapter;
                        await granted.TellAsync(
                            chapter, r => new PaymentFailed(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, payment.Money.ToString(CultureInfo.InvariantCulture), payment.Number!, payment.Reason!), token);
                        break;
                    case PaymentStep.Reconcile:
                        payment.Reconcile(time.Now());
                        break;
                    default:
                        throw new ArgumentOutOfRangeException(nameof(step), step, "Not a way to settle.");
                }
            },
            cancel);

    /// <summary>A cheque that was lost, a transfer that came back: void, and a new payment in its place that is authorised again from the start.</summary>
    public Task ReissueAsync(long actorId, long paymentId, int seenVersion, string? reason, CancellationToken cancel = default) =>
        StepAsync(
            actorId, paymentId, PaymentStep.Void, seenVersion,
            async (payment, line, token) =>
            {
                if (payment.State is not (PaymentState.Sent or PaymentState.Failed))
                    throw new RuleException($"This payment is {PaymentFlow.Word(payment.State)}; only what was sent or failed is issued anew.");
                if (payment.State == PaymentState.Sent)
                    await ledger.TakeBackAsync(line, payment.Amount, token);
                await ledger.DropAsync(line, payment.Amount, token);
                payment.Void(reason, time.Now());
                // Two saves in one transaction: the index "one for a line" must see the old one void before the new one comes.
                await db.SaveChangesAsync(token);
                db.Payments.Add(payment.Replacement(time.Now()));
            },
            cancel);

    private Task StepAsync(long actorId, long paymentId, PaymentStep step, int seenVersion, Func<Payment, BenefitLine, CancellationToken, Task> act, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var lineId = await db.Payments.Where(p => p.Id == paymentId).Select(p => p.LineId).SingleAsync(token);
                var line = await granted.LockAsync(lineId, Benefit.Stipend, token);
                var payment = await db.Payments.SingleAsync(p => p.Id == paymentId, token);
                // Pressed twice: it is what they wanted.
                if (payment.Version == seenVersion + 1 && PaymentFlow.Table.Any(t => t.Step == step && t.To == payment.State) && !PaymentFlow.Allows(payment.State, step))
                    return;
                var taken = PaymentFlow.Require(payment.State, step);
                if (payment.Version != seenVersion)
                    throw new DbUpdateConcurrencyException("The payment was changed while you were looking at it.");
                await act(payment, line, token);
                db.History.Add(new HistoryEntry(time.Now(), actorId, taken.Action, payment, new { Line = lineId, payment.Amount, payment.Method, payment.Number }, payment.Reason));
                await db.SaveChangesAsync(token);
            },
            cancel);

    private Task TellSentAsync(Payment payment, BenefitLine line, CancellationToken cancel)
    {
        var chapter = line.Request.Chapter;
        return granted.TellAsync(
            chapter, r => new PaymentSent(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, payment.Money.ToString(CultureInfo.InvariantCulture), payment.Method!.Value, payment.Number!, payment.PayeeName), cancel);
    }
}

/// <summary>The words of the screens.</summary>
public static class PaymentWords
{
    public static string Of(PaymentMethod method) => method switch
    {
        PaymentMethod.Cheque => "Cheque",
        PaymentMethod.BankTransfer => "Bank transfer",
        _ => "Bill paid directly",
    };
}
