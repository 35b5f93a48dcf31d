using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Mail;

/// <summary>What to look for. An address is searched from its beginning.</summary>
public sealed class OutboxFilter
{
    public OutboxState? State { get; set; }

    public MailLane? Lane { get; set; }

    public string? Kind { get; set; }

    public string? Address { get; set; }

    public bool IsEmpty => State is null && Lane is null && string.IsNullOrWhiteSpace(Kind) && string.IsNullOrWhiteSpace(Address);
}

/// <summary>A letter in the list.</summary>
public sealed record OutboxRow(
    long Id, string Kind, MailLane Lane, string To, string Subject, OutboxState State, int Tries, DateTime CreatedAt, DateTime NextTryAt, DateTime? EndedAt, string? LastAnswer)
{
    private static readonly KeysetOrder<OutboxMessage, long, long> Newest = KeysetOrder.ByDescending<OutboxMessage, long, long>(m => m.Id, m => m.Id);
    private static readonly KeysetOrder<OutboxMessage, string, long> ByAddress = KeysetOrder.By<OutboxMessage, string, long>(m => m.ToKey, m => m.Id);

    /// <summary>Newest first; with an address, in the order of addresses, which is the order of the index that finds them.</summary>
    public static Task<PageOf<OutboxRow>> PageAsync(AppDbContext db, OutboxFilter filter, string? cursor, CancellationToken cancel)
    {
        var letters = db.Outbox.AsNoTracking();
        if (filter.State is OutboxState state)
            letters = letters.Where(m => m.State == state);
        if (filter.Lane is MailLane lane)
            letters = letters.Where(m => m.Lane == lane);
        if (filter.Kind?.Trim() is { Length: > 0 } kind)
            letters = letters.Where(m => m.Kind == kind);
        if (filter.Address?.Trim() is not { Length: > 0 } typed)
            return letters.ToPageAsync(Newest, Shape, cursor, cancel: cancel);
        var (from, to) = (OutboxMessage.KeyOf(typed), OutboxMessage.KeyOf(typed) + "\uffff");
        // The database compares, in the order of its index; StringComparison has no meaning there.
#pragma warning disable CA1309
        return letters.Where(m => string.Compare(m.ToKey, from) >= 0 && string.Compare(m.ToKey, to) < 0).ToPageAsync(ByAddress, Shape, cursor, cancel: cancel);
#pragma warning restore CA1309
    }

    private static readonly System.Linq.Expressions.Expression<Func<OutboxMessage, OutboxRow>> Shape = m =>
        new OutboxRow(m.Id, m.Kind, m.Lane, m.ToAddress, m.Subject, m.State, m.Tries, m.CreatedAt, m.NextTryAt, m.EndedAt, m.LastAnswer);

    public StateTone Tone => ToneOf(State);

    public static StateTone ToneOf(OutboxState state) => state switch
    {
        OutboxState.Sent => StateTone.Good,
        OutboxState.Failed => StateTone.Bad,
        OutboxState.Sending => StateTone.Accent,
        OutboxState.Waiting => StateTone.Warn,
        _ => StateTone.Quiet,
    };
}

/// <summary>How many letters stand in a state; counted up to <see cref="Most"/>, because counting a million rows takes longer than the page.</summary>
public sealed record OutboxCounts(IReadOnlyDictionary<OutboxState, int> Of)
{
    public const int Most = 1000;

    private static readonly OutboxState[] Counted = [OutboxState.Waiting, OutboxState.Sending, OutboxState.Failed, OutboxState.Suppressed];

    public static async Task<OutboxCounts> ReadAsync(AppDbContext db, CancellationToken cancel)
    {
        var counts = new Dictionary<OutboxState, int>();
        foreach (var state in Counted)
            counts[state] = await db.Outbox.Where(m => m.State == state).Take(Most + 1).CountAsync(cancel);
        return new OutboxCounts(counts);
    }

    public string Shown(OutboxState state) => Of[state] > Most ? $"more than {Most}" : Of[state].ToString(System.Globalization.CultureInfo.CurrentCulture);
}

/// <summary>The list.</summary>
public sealed record OutboxPage(OutboxFilter Filter, PageOf<OutboxRow> Letters, MailStanding? Standing, OutboxCounts Counts)
{
    /// <summary>The states somebody may have to look at; each leads to its letters.</summary>
    public IReadOnlyList<Figure> Figures => [.. Counts.Of.Keys.Select(state => new Figure(Counts.Shown(state), state.ToString(), null, $"/staff/outbox?State={state}"))];
}

/// <summary>One letter; the text is null when this person may not read it, or when it was erased.</summary>
public sealed record LetterView(OutboxMessage Letter, string? Text, SuppressedAddress? Stop, bool CanCancel, bool CanRelease)
{
    /// <summary>Why its address may get mail again, as typed.</summary>
    public string? Reason { get; init; }

    public bool CanRetryNow => Letter.Body.Length > 0 && Letter.State is OutboxState.Failed or OutboxState.Cancelled or OutboxState.Suppressed or OutboxState.Waiting;
}
