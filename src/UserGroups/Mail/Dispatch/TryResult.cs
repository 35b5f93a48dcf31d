namespace UserGroups.Mail.Dispatch;

/// <summary>What a try came to, as it goes into the outbox row.</summary>
/// <param name="Id">The letter.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Tries">Tries so far.</param>
/// <param name="NextTryAt">When it is due again; meaningful while it waits.</param>
/// <param name="HasTurn">True when that is its turn in its domain's pace.</param>
/// <param name="Answer">The server's words or ours, at most <see cref="OutboxMessage.AnswerLength"/> characters.</param>
public sealed record TryResult(long Id, OutboxState State, int Tries, DateTime NextTryAt, bool HasTurn, string? Answer)
{
    /// <summary>The address that is stopped because of the answer, or null.</summary>
    public string? StoppedAddress { get; init; }

    public static TryResult Ended(OutboxMessage letter, OutboxState state, string answer) => new(letter.Id, state, letter.Tries, letter.NextTryAt, false, Cut(answer));

    /// <summary>Put off to its domain's next turn; not a try.</summary>
    public static TryResult Turn(OutboxMessage letter, DateTime turn) => new(letter.Id, OutboxState.Waiting, letter.Tries, turn, true, letter.LastAnswer);

    /// <summary>Given back untried: as it was, with what stood in the way.</summary>
    public static TryResult Back(OutboxMessage letter, string? answer = null) =>
        new(letter.Id, OutboxState.Waiting, letter.Tries, letter.NextTryAt, letter.HasTurn, answer is null ? letter.LastAnswer : Cut(answer));

    /// <summary>What an answer means for the letter.</summary>
    public static TryResult Of(OutboxMessage letter, Delivery delivery, DateTime now, double chance)
    {
        var tries = letter.Tries + 1;
        var answer = Cut(delivery.ToString());
        TryResult As(OutboxState state, DateTime next, string text) => new(letter.Id, state, tries, next, false, text);
        switch (delivery.Outcome)
        {
            case DeliveryOutcome.Delivered:
                return As(OutboxState.Sent, letter.NextTryAt, answer);
            case DeliveryOutcome.PermanentForAddress:
                return As(OutboxState.Failed, letter.NextTryAt, answer) with { StoppedAddress = letter.ToKey };
            case DeliveryOutcome.PermanentForMessage:
                return As(OutboxState.Failed, letter.NextTryAt, answer);
            default:
                return RetryPlan.After(tries) is TimeSpan pause
                    ? As(OutboxState.Waiting, now + RetryPlan.Jittered(pause, chance), answer)
                    : As(OutboxState.Failed, letter.NextTryAt, Cut("Given up after three days: " + answer));
        }
    }

    private static string Cut(string text) => text.Length <= OutboxMessage.AnswerLength ? text : text[..OutboxMessage.AnswerLength];
}
