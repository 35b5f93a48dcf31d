using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>Where an answer stands. Seated and Offered hold seats; nothing else does.</summary>
public enum AnswerState
{
    /// <summary>Given without an account; the letter's button was not pressed yet.</summary>
    Unconfirmed,
    Seated,
    Waiting,

    /// <summary>A freed seat is held for the first in line until <see cref="Answer.OfferedUntil"/>.</summary>
    Offered,
    No,

    /// <summary>A seat or a place in line was given back, or an offer ran out.</summary>
    Withdrawn,
}

/// <summary>One person's answer to one event: an account, or a name and an address.</summary>
public sealed class Answer : IHasId
{
    private Answer()
    {
    }

    /// <exception cref="RuleException">Name or address is refused.</exception>
    public Answer(long eventId, string? name, string? email, long? personId, DateTime now)
    {
        EventId = eventId;
        (Name, Email) = Require(name, email);
        NormalizedEmail = Person.Normalise(email);
        PersonId = personId;
        AnsweredAt = now;
    }

    /// <summary>The rules about who answers: the answer asks them, and the form before it together with its own.</summary>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    public static (string Name, string Email) Require(string? name, string? email)
    {
        var broken = new BrokenRules();
        var called = broken.Try(() => Person.CheckedName(name));
        var address = broken.Try(() => Person.CheckedEmail(email));
        broken.Throw();
        return (called!, address!);
    }

    public long Id { get; private set; }

    public long EventId { get; private set; }

    public GroupEvent Event { get; private set; } = null!;

    /// <summary>The account that owns it: that of the confirmed address, or who answered signed in.</summary>
    public long? PersonId { get; private set; }

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>One answer per event and address: unique in the database.</summary>
    public string NormalizedEmail { get; private set; } = "";

    public AnswerState State { get; private set; } = AnswerState.Unconfirmed;

    public SeatKind Kind { get; private set; }

    public int Guests { get; private set; }

    public int Seats => 1 + Guests;

    public bool HoldsSeats => State is AnswerState.Seated or AnswerState.Offered;

    public DateTime AnsweredAt { get; private set; }

    /// <summary>When the seat was given.</summary>
    public DateTime? SeatedAt { get; private set; }

    /// <summary>The place in line, equal times by number.</summary>
    public DateTime? WaitingSince { get; private set; }

    public DateTime? OfferedUntil { get; private set; }

    public DateTime? CheckedInAt { get; private set; }

    public bool WalkedIn { get; private set; }

    /// <summary>When the reminder went out; each goes once.</summary>
    public DateTime? FirstReminderAt { get; private set; }

    public DateTime? SecondReminderAt { get; private set; }

    public int Version { get; private set; }

    public void Wish(SeatKind kind, int guests)
    {
        (Kind, Guests) = (kind, guests);
        Version++;
    }

    public void BelongTo(long personId)
    {
        PersonId = personId;
        Version++;
    }

    /// <summary>The seats must have been taken from the ledger before.</summary>
    public void Seat(DateTime now)
    {
        State = AnswerState.Seated;
        SeatedAt ??= now;
        OfferedUntil = null;
        WaitingSince = null;
        Version++;
    }

    /// <summary>Joins the line, or keeps the place in it.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="atTheEnd">True when it is another line than before.</param>
    public void Wait(DateTime now, bool atTheEnd)
    {
        State = AnswerState.Waiting;
        WaitingSince = atTheEnd ? now : WaitingSince ?? now;
        Version++;
    }

    /// <summary>The seats must have been taken from the ledger before.</summary>
    public void Offer(DateTime until)
    {
        State = AnswerState.Offered;
        OfferedUntil = until;
        Version++;
    }

    /// <summary>Back into the line, at the old place. The seats must go back to the ledger.</summary>
    public void WithdrawOffer(DateTime now)
    {
        State = AnswerState.Waiting;
        WaitingSince ??= now;
        OfferedUntil = null;
        Version++;
    }

    /// <summary>The account is deleted: that somebody was there stays, who it was does not.</summary>
    public void Forget()
    {
        PersonId = null;
        Name = "Deleted account";
        Email = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"gone-{Id}@deleted.invalid");
        NormalizedEmail = Person.Normalise(Email);
        Version++;
    }

    /// <summary>The seats held, if any, must go back to the ledger.</summary>
    public void Leave(DateTime now)
    {
        State = State is AnswerState.Unconfirmed or AnswerState.No ? AnswerState.No : AnswerState.Withdrawn;
        (SeatedAt, WaitingSince, OfferedUntil, CheckedInAt) = (null, null, null, null);
        (FirstReminderAt, SecondReminderAt) = (null, null);
        AnsweredAt = now;
        Version++;
    }

    /// <summary>What was freed by a slip is theirs again. The seats must have been taken from the ledger before.</summary>
    public void Return(DateTime answeredAt, DateTime seatedAt)
    {
        Seat(seatedAt);
        AnsweredAt = answeredAt;
    }

    /// <summary>Into the line, before everybody in it.</summary>
    /// <param name="firstSince">Since when the first in line waits, or now.</param>
    public void WaitFirst(DateTime firstSince)
    {
        State = AnswerState.Waiting;
        WaitingSince = firstSince.AddMilliseconds(-1);
        Version++;
    }

    public void Remind(DateTime now, bool isLast)
    {
        if (isLast)
            SecondReminderAt = now;
        else
            FirstReminderAt = now;
        Version++;
    }

    public void WalkIn(DateTime now)
    {
        Seat(now);
        WalkedIn = true;
        CheckedInAt = now;
    }
}

/// <summary>
/// A link to an answer. Each letter carries a fresh one and the database only its hash; they all open the same page, and its
/// buttons do nothing but confirm, change or cancel this one answer.
/// </summary>
public sealed class AnswerLink
{
    private AnswerLink()
    {
    }

    public AnswerLink(Answer answer, string tokenHash, DateTime createdAt)
    {
        Answer = answer;
        TokenHash = tokenHash;
        CreatedAt = createdAt;
    }

    public long Id { get; private set; }

    public long AnswerId { get; private set; }

    public Answer Answer { get; private set; } = null!;

    public string TokenHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}
