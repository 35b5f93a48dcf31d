using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>Why an address gets no more mail.</summary>
public enum SuppressionReason
{
    /// <summary>Our mail server refused it for good while we were sending.</summary>
    Refused,

    /// <summary>A bounce said that it does not exist.</summary>
    HardBounce,

    /// <summary>It bounced for a while too often; ends by itself.</summary>
    SoftBounces,

    /// <summary>Somebody there pressed "this is spam".</summary>
    Complaint,
}

/// <summary>An address that gets no more mail, since when and why.</summary>
public sealed class SuppressedAddress : IHasId
{
    private SuppressedAddress()
    {
    }

    public SuppressedAddress(string address, SuppressionReason reason, string detail, long? outboxMessageId, DateTime since, DateTime? until)
    {
        Address = OutboxMessage.KeyOf(address);
        Renew(reason, detail, outboxMessageId, since, until);
    }

    public long Id { get; private set; }

    /// <summary>In lower case.</summary>
    public string Address { get; private set; } = "";

    public SuppressionReason Reason { get; private set; }

    /// <summary>The words it was stopped for.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>The letter that brought it about, when known.</summary>
    public long? OutboxMessageId { get; private set; }

    public DateTime Since { get; private set; }

    /// <summary>When it ends by itself; null: never.</summary>
    public DateTime? Until { get; private set; }

    public int Version { get; private set; }

    /// <summary>A later fact replaces an earlier one, but what ends by itself never replaces what does not.</summary>
    internal void Renew(SuppressionReason reason, string detail, long? outboxMessageId, DateTime since, DateTime? until)
    {
        if (Version > 0 && Until is null && until is not null)
            return;
        (Reason, OutboxMessageId, Since, Until) = (reason, outboxMessageId, since, until);
        Detail = detail.Length <= OutboxMessage.AnswerLength ? detail : detail[..OutboxMessage.AnswerLength];
        Version++;
    }
}

public sealed class SuppressedAddressMap : IEntityTypeConfiguration<SuppressedAddress>
{
    public void Configure(EntityTypeBuilder<SuppressedAddress> builder)
    {
        builder.ToTable("SuppressedAddresses");
        builder.Property(a => a.Address).HasMaxLength(254);
        builder.Property(a => a.Detail).HasMaxLength(OutboxMessage.AnswerLength);
        builder.HasIndex(a => a.Address).IsUnique();
    }
}

/// <summary>The rules about stopped addresses.</summary>
public static class Suppression
{
    /// <summary>
    /// After so long a stopped address may get what its owner asks for at the screen: providers reopen mailboxes, and nobody should
    /// be locked out for ever by one wrong bounce.
    /// </summary>
    public static readonly TimeSpan SystemMailAgain = TimeSpan.FromDays(7);

    /// <summary>
    /// Does the stop hold for this lane? Nothing but system mail passes. System mail is asked for by the person at the screen: a complaint about a
    /// newsletter must not lock somebody out, so it passes a complaint and soft bounces at once, and an address that was said not to exist after a week.
    /// </summary>
    public static bool Holds(MailLane lane, SuppressionReason reason, DateTime since, DateTime? until, DateTime now)
    {
        if (until <= now)
            return false;
        if (lane != MailLane.System)
            return true;
        return reason is SuppressionReason.Refused or SuppressionReason.HardBounce && now < since + SystemMailAgain;
    }

    /// <summary>Which of the letters must not be sent, with the reason as a sentence.</summary>
    public static async Task<Dictionary<long, string>> HeldAsync(AppDbContext db, IReadOnlyList<OutboxMessage> letters, DateTime now, CancellationToken cancel)
    {
        var keys = letters.Select(m => m.ToKey).Distinct(StringComparer.Ordinal).ToList();
        var stopped = await db.SuppressedAddresses.AsNoTracking().Where(a => keys.Contains(a.Address)).ToDictionaryAsync(a => a.Address, cancel);
        return letters
            .Where(m => stopped.TryGetValue(m.ToKey, out var stop) && Holds(m.Lane, stop.Reason, stop.Since, stop.Until, now))
            .ToDictionary(m => m.Id, m => Sentence(stopped[m.ToKey]));
    }

    /// <summary>Stops an address, or renews the stop; saved by the caller.</summary>
    public static async Task<SuppressedAddress> AddAsync(
        AppDbContext db, string address, SuppressionReason reason, string detail, long? outboxMessageId, DateTime now, CancellationToken cancel, DateTime? until = null)
    {
        var key = OutboxMessage.KeyOf(address);
        var stop = db.SuppressedAddresses.Local.FirstOrDefault(a => a.Address == key) ?? await db.SuppressedAddresses.SingleOrDefaultAsync(a => a.Address == key, cancel);
        if (stop is null)
            db.Add(stop = new SuppressedAddress(address, reason, detail, outboxMessageId, now, until));
        else
            stop.Renew(reason, detail, outboxMessageId, now, until);
        return stop;
    }

    private static string Sentence(SuppressedAddress stop) => stop.Reason switch
    {
        SuppressionReason.Complaint => "Not sent: somebody at this address reported our mail as spam.",
        SuppressionReason.SoftBounces => "Not sent: mail to this address bounced too often lately.",
        SuppressionReason.HardBounce => "Not sent: a bounce said that this address does not exist.",
        _ => "Not sent: the mail server refuses this address for good.",
    };
}
