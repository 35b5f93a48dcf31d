using System.Globalization;

namespace UserGroups.Mail.Dispatch;

/// <summary>What one round came to.</summary>
/// <param name="Sent">Taken by the mail server.</param>
/// <param name="Later">Put off by the server; tried again.</param>
/// <param name="Failed">Refused for good.</param>
/// <param name="Held">Not sent: address stopped, or too late.</param>
/// <param name="Paced">Waiting for their turn in their domain's pace.</param>
/// <param name="Trouble">What kept mail from going out, as a sentence; null: nothing.</param>
public sealed record RoundResult(int Sent, int Later, int Failed, int Held, int Paced, string? Trouble)
{
    public static readonly RoundResult Nothing = new(0, 0, 0, 0, 0, null);

    /// <summary>False when the mail server could not be used.</summary>
    public bool Succeeded => Trouble is null;

    /// <summary>The round in one line, for the terminal and the log.</summary>
    public string Sentence
    {
        get
        {
            var counts = string.Create(CultureInfo.InvariantCulture, $"{Sent} sent, {Later} tried again later, {Failed} failed, {Held} held back, {Paced} waiting for their turn.");
            return Trouble is null ? counts : $"{Trouble} ({counts})";
        }
    }

    public static RoundResult operator +(RoundResult a, RoundResult b) =>
        new(a.Sent + b.Sent, a.Later + b.Later, a.Failed + b.Failed, a.Held + b.Held, a.Paced + b.Paced, a.Trouble ?? b.Trouble);
}

/// <summary>Counts while several workers are at it.</summary>
internal sealed class RoundCount
{
    private int sent;
    private int later;
    private int failed;
    private int held;
    private int paced;
    private string? trouble;
    private int overSaid;

    public string? Trouble => Volatile.Read(ref trouble);

    /// <summary>True when the rounds before could not send.</summary>
    public required bool HadTrouble { get; init; }

    /// <summary>True once: for the first letter that went through after trouble.</summary>
    public bool TroubleIsOver() => HadTrouble && Interlocked.Exchange(ref overSaid, 1) == 0;

    public TryResult Counted(TryResult result)
    {
        switch (result.State)
        {
            case OutboxState.Sent: Interlocked.Increment(ref sent); break;
            case OutboxState.Failed: Interlocked.Increment(ref failed); break;
            case OutboxState.Waiting when result.HasTurn: Interlocked.Increment(ref paced); break;
            case OutboxState.Waiting: Interlocked.Increment(ref later); break;
            default: Interlocked.Increment(ref held); break;
        }

        return result;
    }

    public void Stop(string sentence) => Interlocked.CompareExchange(ref trouble, sentence, null);

    public RoundResult Result() => new(sent, later, failed, held, paced, Trouble);
}
