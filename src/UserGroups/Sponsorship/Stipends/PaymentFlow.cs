using UserGroups.Shared;
using static UserGroups.Sponsorship.Stipends.PaymentState;
using static UserGroups.Sponsorship.Stipends.PaymentStep;

namespace UserGroups.Sponsorship.Stipends;

/// <summary>Where the money is.</summary>
public enum PaymentState
{
    /// <summary>Granted, and the organizers said who is to be paid.</summary>
    Approved,
    Authorised,
    Scheduled,

    /// <summary>The cheque is in the mail, the transfer ordered, the bill paid.</summary>
    Sent,

    /// <summary>It has arrived.</summary>
    Paid,
    Failed,

    /// <summary>Found on the bank's statement.</summary>
    Reconciled,
    Void,
}

/// <summary>What can happen to a payment.</summary>
public enum PaymentStep
{
    Change,
    Authorise,
    Schedule,
    Send,
    Confirm,
    Fail,
    Reconcile,
    Void,
}

/// <summary>One line of the table.</summary>
/// <param name="From">State before.</param>
/// <param name="Step">What happens.</param>
/// <param name="To">State after.</param>
/// <param name="Who">Who may do it, in words.</param>
/// <param name="Told">Who gets a letter.</param>
/// <param name="Action">What the history calls it.</param>
public sealed record PaymentTransition(PaymentState From, PaymentStep Step, PaymentState To, string Who, string Told, string Action);

/// <summary>The life of a payment on one screen, read by the rules, the pages and the docs. What is not here cannot happen.</summary>
public static class PaymentFlow
{
    private const string Finance = "finance of the region, who neither asked nor decided";
    private const string Payee = "an organizer (payee), finance (amount)";

    public static readonly IReadOnlyList<PaymentTransition> Table =
    [
        new(Approved, Change, Approved, Payee, "nobody", "payment.changed"),
        // Whoever authorised saw another payee or amount: they look again.
        new(Authorised, Change, Approved, Payee, "nobody", "payment.changed"),
        new(Scheduled, Change, Approved, Payee, "nobody", "payment.changed"),
        new(Approved, Authorise, Authorised, Finance, "nobody", "payment.authorised"),
        new(Authorised, Schedule, Scheduled, Finance, "nobody", "payment.scheduled"),
        new(Authorised, Send, Sent, Finance, "organizers", "payment.sent"),
        new(Scheduled, Send, Sent, Finance, "organizers", "payment.sent"),
        new(Sent, Confirm, Paid, Finance, "nobody", "payment.paid"),
        new(Sent, Fail, Failed, Finance, "organizers", "payment.failed"),
        new(Paid, Fail, Failed, Finance, "organizers", "payment.failed"),
        new(Failed, Confirm, Paid, Finance, "nobody", "payment.paid"),
        new(Paid, Reconcile, Reconciled, Finance, "nobody", "payment.reconciled"),
        new(Approved, PaymentStep.Void, PaymentState.Void, "the portal, when the approval ends", "nobody", "payment.void"),
        new(Authorised, PaymentStep.Void, PaymentState.Void, "the portal, when the approval ends", "nobody", "payment.void"),
        new(Scheduled, PaymentStep.Void, PaymentState.Void, "the portal, when the approval ends", "nobody", "payment.void"),
        // What has left is only voided together with its replacement: the chapter was promised the money.
        new(Sent, PaymentStep.Void, PaymentState.Void, Finance + "; a new payment takes its place", "nobody", "payment.void"),
        new(Failed, PaymentStep.Void, PaymentState.Void, Finance + "; a new payment takes its place", "nobody", "payment.void"),
    ];

    public static PaymentTransition? Find(PaymentState from, PaymentStep step) => Table.SingleOrDefault(t => t.From == from && t.Step == step);

    public static bool Allows(PaymentState from, PaymentStep step) => Find(from, step) is not null;

    /// <exception cref="RuleException">There is no such way.</exception>
    public static PaymentTransition Require(PaymentState from, PaymentStep step) =>
        Find(from, step) ?? throw new RuleException($"This payment is {Word(from)}; it cannot be {Done(step)} now.");

    /// <summary>As in "This payment is …".</summary>
    public static string Word(PaymentState state) => state switch
    {
        Approved => "waiting to be authorised",
        PaymentState.Void => "void",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Done(PaymentStep step) => step switch
    {
        Change => "changed",
        Authorise => "authorised",
        Schedule => "scheduled",
        Send => "sent",
        Confirm => "marked as paid",
        Fail => "marked as failed",
        Reconcile => "reconciled",
        _ => "voided",
    };
}
