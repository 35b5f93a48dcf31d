using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Stipends;

/// <summary>How money travels. Account numbers are not kept: a transfer is ordered in the bank's own program and only its reference noted here.</summary>
public enum PaymentMethod
{
    Cheque,
    BankTransfer,

    /// <summary>The vendor pays the restaurant's or the room's bill directly.</summary>
    VendorPays,
}

/// <summary>The money of one granted stipend, on its way to one payee.</summary>
public sealed class Payment : IHasId
{
    public const int PayeeLength = 100;
    public const int AddressLength = 300;
    public const int NumberLength = 40;
    public const int ReasonLength = 500;
    public const string CurrencyCode = "USD";

    private Payment()
    {
    }

    /// <summary>To be authorised. Who asked and who decided are noted, because neither of them may pay.</summary>
    public Payment(long lineId, long chapterId, long requestedById, long decidedById, decimal amount, Payee payee, DateTime now)
    {
        (LineId, ChapterId, RequestedById, DecidedById, CreatedAt) = (lineId, chapterId, requestedById, decidedById, now);
        (Amount, PayeeName, PayeeAddress) = (Checked(amount), payee.Name, payee.Address);
    }

    public long Id { get; private set; }

    public long LineId { get; private set; }

    public long ChapterId { get; private set; }

    public long RequestedById { get; private set; }

    public long DecidedById { get; private set; }

    public PaymentState State { get; private set; } = PaymentState.Approved;

    /// <summary>In USD.</summary>
    public decimal Amount { get; private set; }

    public string PayeeName { get; private set; } = "";

    public string PayeeAddress { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public long? AuthorisedById { get; private set; }

    public DateTime? AuthorisedAt { get; private set; }

    public DateOnly? ScheduledFor { get; private set; }

    public PaymentMethod? Method { get; private set; }

    /// <summary>Of the cheque, the transfer or the bill; unique for its method, for good.</summary>
    public string? Number { get; private set; }

    public long? SentById { get; private set; }

    public DateTime? SentAt { get; private set; }

    public DateTime? SettledAt { get; private set; }

    /// <summary>Why it failed or is void.</summary>
    public string? Reason { get; private set; }

    /// <summary>The void payment whose place this one takes.</summary>
    public long? ReplacesId { get; private set; }

    public int Version { get; private set; }

    public Money Money => new(Amount, CurrencyCode);

    /// <summary>Another payee or amount: whoever authorised saw the old one, so the authorisation is gone. The same changes nothing.</summary>
    public bool Change(Payee payee, decimal amount)
    {
        Checked(amount);
        if (payee == new Payee(PayeeName, PayeeAddress) && amount == Amount)
            return false;
        Go(PaymentStep.Change);
        (PayeeName, PayeeAddress, Amount) = (payee.Name, payee.Address, amount);
        (AuthorisedById, AuthorisedAt, ScheduledFor) = (null, null, null);
        return true;
    }

    public void Authorise(long actorId, DateTime now)
    {
        PaymentFlow.Require(State, PaymentStep.Authorise);
        FourEyes(actorId);
        Go(PaymentStep.Authorise);
        (AuthorisedById, AuthorisedAt) = (actorId, now);
    }

    public void Schedule(long actorId, DateOnly on, DateOnly today)
    {
        PaymentFlow.Require(State, PaymentStep.Schedule);
        FourEyes(actorId);
        if (on < today || on > today.AddYears(1))
            throw new RuleException("Choose a day from today on, within a year.", "On");
        Go(PaymentStep.Schedule);
        ScheduledFor = on;
    }

    /// <summary>It has left the house.</summary>
    public void Send(long actorId, PaymentMethod method, string? number, DateTime now)
    {
        PaymentFlow.Require(State, PaymentStep.Send);
        FourEyes(actorId);
        if (!Enum.IsDefined(method))
            throw new RuleException("Choose how it was paid.", nameof(Method));
        Number = NumberOf(number);
        Go(PaymentStep.Send);
        (Method, SentById, SentAt, Reason) = (method, actorId, now, null);
    }

    public void Confirm(DateTime now)
    {
        Go(PaymentStep.Confirm);
        (SettledAt, Reason) = (now, null);
    }

    public void Fail(string? reason, DateTime now)
    {
        PaymentFlow.Require(State, PaymentStep.Fail);
        Reason = Why(reason);
        Go(PaymentStep.Fail);
        SettledAt = now;
    }

    public void Reconcile(DateTime now)
    {
        Go(PaymentStep.Reconcile);
        SettledAt = now;
    }

    /// <summary>It will not be paid. Its number stays taken: a void cheque is still a cheque in the register.</summary>
    public void Void(string? reason, DateTime now)
    {
        PaymentFlow.Require(State, PaymentStep.Void);
        Reason = Why(reason);
        Go(PaymentStep.Void);
        SettledAt = now;
    }

    /// <summary>A new one in its place, authorised again from the start.</summary>
    public Payment Replacement(DateTime now) =>
        new(LineId, ChapterId, RequestedById, DecidedById, Amount, new Payee(PayeeName, PayeeAddress), now) { ReplacesId = Id };

    /// <summary>As it is compared: no blanks, capitals.</summary>
    public static string NumberOf(string? typed)
    {
        var number = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        if (number.Length is 0 or > NumberLength || !number.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.'))
            throw new RuleException($"Type the number of the cheque, the transfer or the bill: at most {NumberLength} letters and digits.", nameof(Number));
        return number;
    }

    private void Go(PaymentStep step)
    {
        State = PaymentFlow.Require(State, step).To;
        Version++;
    }

    // Also check constraints, so that no page can forget it.
    private void FourEyes(long actorId)
    {
        if (actorId == RequestedById || actorId == DecidedById)
            throw new RuleException("Who asked or decided does not pay. Ask a colleague in finance.");
    }

    private static string Why(string? reason) => Chapters.Checked.Text(reason, ReasonLength, nameof(Reason), "Say why; it stays with the payment.");

    private static decimal Checked(decimal amount) => amount is > 0 and <= SponsorshipSettings.HighestCap && decimal.Round(amount, 2) == amount
        ? amount
        : throw new RuleException($"An amount is more than 0 and at most {SponsorshipSettings.HighestCap:0.00} {CurrencyCode}, with two decimals.", nameof(Amount));
}

/// <summary>Who gets the money, and the address the cheque goes to.</summary>
public sealed record Payee(string Name, string Address)
{
    /// <summary>Checked and trimmed.</summary>
    /// <exception cref="RuleException">Names every field that is missing or too long.</exception>
    public static Payee Of(string? name, string? address)
    {
        var broken = new BrokenRules();
        var line = broken.Try(() => Checked.Line(name, Payment.PayeeLength, "PayeeName", "Say who is to be paid, as the name stands on their bank account."));
        var lines = broken.Try(() => Checked.Text(address, Payment.AddressLength, "PayeeAddress", "Type the postal address; a cheque goes there."));
        broken.Throw();
        return new Payee(line!, lines!);
    }
}
