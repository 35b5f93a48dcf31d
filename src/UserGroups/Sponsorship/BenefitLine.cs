using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>
/// One benefit of a request. Quantities are in <see cref="BenefitWords.Unit"/>: USD, posts, seats or kits. What is held in the budget for it stands in
/// <see cref="Committed"/>, <see cref="Authorised"/> and <see cref="Paid"/>; only <see cref="Budgets.BudgetLedger"/> moves them, together with the budget's own.
/// </summary>
/// <remarks>
/// Who fulfils a line calls <see cref="LineService"/>, which also moves the request; the methods here are the rules it asks.
/// A line may be fulfilled when it is <see cref="LineState.Accepted"/>, and once.
/// </remarks>
public sealed class BenefitLine : IHasId
{
    public const decimal MostSeats = 500;
    public const decimal MostKits = 1000;
    public const int DetailsLength = 2000;
    public const int NoteLength = 500;

    private BenefitLine()
    {
    }

    internal BenefitLine(SponsorshipRequest request, AskedBenefit asked)
    {
        Request = request;
        Benefit = asked.Benefit;
        Ask(asked);
    }

    public long Id { get; private set; }

    public long RequestId { get; private set; }

    public SponsorshipRequest Request { get; private set; } = null!;

    public Benefit Benefit { get; private set; }

    public decimal Asked { get; private set; }

    public string Details { get; private set; } = "";

    public LineState State { get; private set; } = LineState.Asked;

    public LineDecision? Decision { get; private set; }

    /// <summary>At most what was asked; 0 when declined; null until it is decided.</summary>
    public decimal? Granted { get; private set; }

    /// <summary>Why it was reduced or declined (or a word with an approval).</summary>
    public string? Reason { get; private set; }

    public long? DecidedById { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    /// <summary>Work on it has begun: a payment is scheduled, a parcel packed. From then on it cannot be withdrawn.</summary>
    public DateTime? BegunAt { get; private set; }

    public DateTime? FulfilledAt { get; private set; }

    /// <summary>Who fulfilled it; of a stipend never who decided or asked.</summary>
    public long? FulfilledById { get; private set; }

    /// <summary>What a timeline says of it: number of the cheque, address of the post, tracking number. Never an address or a key.</summary>
    public string? FulfilmentNote { get; private set; }

    public DateTime? VoidedAt { get; private set; }

    public string? VoidReason { get; private set; }

    /// <summary>The budget it is held in; null when there is none for this benefit.</summary>
    public long? BudgetId { get; private set; }

    public decimal Committed { get; private set; }

    public decimal Authorised { get; private set; }

    public decimal Paid { get; private set; }

    public int Version { get; private set; }

    /// <summary>Granted and not given back: waits for an answer, for fulfilment, or has arrived.</summary>
    public bool IsLive => State is LineState.Reduced or LineState.Accepted or LineState.Fulfilled;

    /// <summary>"180.00 USD", "25 kits".</summary>
    public string AskedText => BenefitWords.Quantity(Benefit, Asked);

    public string GrantedText => BenefitWords.Quantity(Benefit, Granted ?? 0);

    /// <summary>The highest quantity that can be asked for; also a check constraint.</summary>
    public static decimal Most(Benefit benefit) => benefit switch
    {
        Benefit.Stipend => SponsorshipSettings.HighestCap,
        Benefit.Promotion => 1,
        Benefit.Licence => MostSeats,
        _ => MostKits,
    };

    internal void Ask(AskedBenefit asked)
    {
        if (State != LineState.Asked)
            throw new RuleException($"The {Benefit.ToString().ToLowerInvariant()} was decided already.");
        if (asked.Asked <= 0 || asked.Asked > Most(Benefit) || (Benefit != Benefit.Stipend && decimal.Truncate(asked.Asked) != asked.Asked) || decimal.Round(asked.Asked, 2) != asked.Asked)
            throw new RuleException($"Ask for at most {BenefitWords.Quantity(Benefit, Most(Benefit))}.", Benefit.ToString());
        Asked = asked.Asked;
        Details = Checked.Text(asked.Details, DetailsLength, Benefit.ToString(), null);
        Version++;
    }

    internal void Decide(LineVerdict verdict, long deciderId, DateTime now)
    {
        if (State != LineState.Asked)
            throw new RuleException($"The {Benefit.ToString().ToLowerInvariant()} was decided already.");
        (var decision, Reason) = Judge(Benefit, Asked, verdict);
        (Decision, Granted, DecidedById, DecidedAt) = (decision, verdict.Granted, deciderId, now);
        State = decision switch { LineDecision.Declined => LineState.Declined, LineDecision.Reduced => LineState.Reduced, _ => LineState.Accepted };
        AcceptedAt = decision == LineDecision.Approved ? now : null;
        Version++;
    }

    /// <summary>The rule about a verdict: the line asks it, and the form before it for every line, so that all that is missing is named at once.</summary>
    /// <exception cref="RuleException">More than was asked or no such quantity; or the reason is missing.</exception>
    public static (LineDecision Decision, string? Reason) Judge(Benefit benefit, decimal asked, LineVerdict verdict)
    {
        if (verdict.Granted < 0 || verdict.Granted > asked || decimal.Round(verdict.Granted, 2) != verdict.Granted || (benefit != Benefit.Stipend && decimal.Truncate(verdict.Granted) != verdict.Granted))
            throw new RuleException($"Grant at least 0 and at most what was asked: {BenefitWords.Quantity(benefit, asked)}.", $"{benefit}Granted");
        var decision = verdict.Granted == 0 ? LineDecision.Declined : verdict.Granted == asked ? LineDecision.Approved : LineDecision.Reduced;
        var whenEmpty = decision == LineDecision.Approved ? null : $"Say why the {benefit.ToString().ToLowerInvariant()} is {(decision == LineDecision.Declined ? "declined" : "reduced")}; the organizers will read it.";
        var reason = Checked.Reason(verdict.Reason, $"{benefit}Reason", whenEmpty!);
        return (decision, reason.Length == 0 ? null : reason);
    }

    internal void Accept(DateTime now)
    {
        if (State != LineState.Reduced)
            throw new RuleException($"There is no offer to accept for the {Benefit.ToString().ToLowerInvariant()}.");
        (State, AcceptedAt) = (LineState.Accepted, now);
        Version++;
    }

    /// <summary>Work on it begins. Beginning twice changes nothing.</summary>
    internal void Begin(DateTime now)
    {
        RequireAccepted();
        BegunAt ??= now;
        Version++;
    }

    /// <summary>It has arrived: paid, published, handed out, shipped.</summary>
    /// <param name="byId">Who did it; of a stipend somebody who neither asked nor decided.</param>
    /// <param name="note">One line for the timeline.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">It is not granted, was fulfilled before, or the same eyes would look twice.</exception>
    internal void Fulfil(long byId, string? note, DateTime now)
    {
        RequireAccepted();
        if (Benefit == Benefit.Stipend && (byId == DecidedById || byId == Request.RequestedById))
            throw new RuleException("Who asked or decided does not pay. Ask a colleague in finance.");
        FulfilmentNote = Checked.Text(note, NoteLength, "Note", null);
        (State, FulfilledAt, FulfilledById) = (LineState.Fulfilled, now, byId);
        BegunAt ??= now;
        Version++;
    }

    /// <summary>It goes back: nothing more will come of it.</summary>
    internal void Release(string reason, DateTime now)
    {
        if (State is not (LineState.Reduced or LineState.Accepted))
            throw new RuleException($"The {Benefit.ToString().ToLowerInvariant()} is {RequestWords.Of(State).ToLowerInvariant()}; there is nothing to give back.");
        VoidReason = Checked.Reason(reason, "Reason", "Say why it goes back.");
        (State, VoidedAt) = (LineState.Void, now);
        Version++;
    }

    /// <summary>Notes what is held for it; only the ledger calls this, in the transaction that moves the budget.</summary>
    internal void Hold(long? budgetId, decimal committed, decimal authorised, decimal paid)
    {
        (BudgetId, Committed, Authorised, Paid) = (budgetId, committed, authorised, paid);
        Version++;
    }

    private void RequireAccepted()
    {
        if (State == LineState.Fulfilled)
            throw new RuleException($"The {Benefit.ToString().ToLowerInvariant()} is fulfilled already{(FulfilmentNote is { Length: > 0 } note ? $": {note}" : "")}.");
        if (State != LineState.Accepted)
            throw new RuleException($"The {Benefit.ToString().ToLowerInvariant()} is {RequestWords.Of(State).ToLowerInvariant()}, not granted; it cannot be fulfilled.");
    }
}
