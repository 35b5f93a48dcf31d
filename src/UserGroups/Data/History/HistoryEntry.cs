using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>
/// One line of the history: who did what to which thing, when and why. Append-only; each entry carries the hash of the one
/// before it, so a changed, removed or inserted line shows in <c>verify-audit</c>. It names people by number only: when an account
/// is deleted the history stays and the person is gone from it.
/// </summary>
public sealed class HistoryEntry
{
    /// <summary>The hash "before" the first entry.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    public const int ActionLength = 80;
    public const int DetailsLength = 4000;
    public const int ReasonLength = 1000;

    private static long waiting;

    private readonly IHasId? subject;

    private HistoryEntry()
    {
    }

    /// <param name="at">When (UTC).</param>
    /// <param name="actorId">Who; null for the portal itself (a job, a command).</param>
    /// <param name="action">What, as noun and past verb: <c>setting.changed</c>.</param>
    /// <param name="subject">The thing it happened to; may still be unsaved.</param>
    /// <param name="details">Small facts, before and after; never addresses, names or secrets.</param>
    /// <param name="reason">Why, in the person's words.</param>
    /// <exception cref="ArgumentException">Longer than the columns are.</exception>
    public HistoryEntry(DateTime at, long? actorId, string action, IHasId subject, object? details = null, string? reason = null)
    {
        // Several entries may wait for one save, and the change tracker tells them apart by number; the true one comes with the seal.
        Id = -Interlocked.Increment(ref waiting);
        At = at;
        ActorId = actorId;
        Action = action;
        SubjectType = subject.GetType().Name;
        Details = details is null ? "" : JsonSerializer.Serialize(details);
        Reason = reason;
        // SQLite would keep it, SQL Server would refuse the whole save: better here, where the caller's name is on the stack.
        if (Action.Length > ActionLength || Details.Length > DetailsLength || Reason?.Length > ReasonLength)
            throw new ArgumentException($"An entry has at most {ActionLength} characters of action, {DetailsLength} of details and {ReasonLength} of reason; {action} has {Action.Length}, {Details.Length} and {Reason?.Length ?? 0}.", nameof(details));
        this.subject = subject;
    }

    /// <summary>Place in the chain, from 1 without gaps; given when the entry is sealed.</summary>
    public long Id { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public string Action { get; private set; } = "";

    public string SubjectType { get; private set; } = "";

    public long SubjectId { get; private set; }

    /// <summary>JSON, or empty.</summary>
    public string Details { get; private set; } = "";

    public string? Reason { get; private set; }

    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 (hex) over all the other columns; see <see cref="ComputeHash"/>.</summary>
    public string Hash { get; private set; } = "";

    internal void Seal(long id, string previousHash)
    {
        Id = id;
        SubjectId = subject?.Id ?? SubjectId;
        PreviousHash = previousHash;
        Hash = ComputeHash();
    }

    /// <summary>SHA-256 of the columns as a JSON array, so that no two different entries read the same.</summary>
    public string ComputeHash()
    {
        object?[] columns =
        [
            Id, At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ActorId, Action, SubjectType, SubjectId, Details, Reason, PreviousHash,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(columns)));
    }
}
