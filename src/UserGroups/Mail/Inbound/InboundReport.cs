using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Mail.Inbound;

/// <summary>What a message that came back was.</summary>
public enum InboundKind
{
    /// <summary>A delivery report (RFC 3464).</summary>
    Bounce,

    /// <summary>An abuse report (RFC 5965).</summary>
    Complaint,

    /// <summary>Readable, but no report: a holiday answer, a letter to the bounce mailbox.</summary>
    Other,

    /// <summary>Not readable as a message, or a report without what it must say. Kept.</summary>
    Unreadable,
}

/// <summary>A message that came back, counted once however often it is delivered.</summary>
public sealed class InboundReport
{
    private InboundReport()
    {
    }

    public InboundReport(string sha256, InboundKind kind, string source, long? signedAt, byte[]? raw, DateTime receivedAt)
    {
        (Sha256, Kind, SignedAt, Raw, ReceivedAt) = (sha256, kind, signedAt, raw, receivedAt);
        Source = source.Length <= 200 ? source : source[..200];
    }

    public long Id { get; private set; }

    /// <summary>Of the whole message, hex.</summary>
    public string Sha256 { get; private set; } = "";

    public InboundKind Kind { get; private set; }

    /// <summary>The file's name, or "hook".</summary>
    public string Source { get; private set; } = "";

    /// <summary>Seconds of the hook's signature; the same signature twice is a replay.</summary>
    public long? SignedAt { get; private set; }

    /// <summary>The message itself, when it came by the hook and nothing could be read from it.</summary>
    public byte[]? Raw { get; private set; }

    public DateTime ReceivedAt { get; private set; }

    public List<InboundFact> Facts { get; private set; } = [];
}

/// <summary>What a report says of one address.</summary>
public enum InboundFactKind
{
    /// <summary>The address does not exist or takes no mail.</summary>
    Hard,

    /// <summary>It could not be delivered for another reason: full, too large, policy, given up.</summary>
    Soft,

    /// <summary>Still being tried by somebody's server.</summary>
    Delayed,

    /// <summary>Delivered or passed on.</summary>
    Delivered,

    /// <summary>Somebody pressed "this is spam".</summary>
    Complaint,
}

/// <summary>One fact about one address.</summary>
public sealed class InboundFact
{
    private InboundFact()
    {
    }

    public InboundFact(InboundFactKind kind, string address, long? outboxMessageId, string status, string detail, DateTime at)
    {
        (Kind, OutboxMessageId, Status, At) = (kind, outboxMessageId, status, at);
        Address = OutboxMessage.KeyOf(address);
        Detail = detail.Length <= OutboxMessage.AnswerLength ? detail : detail[..OutboxMessage.AnswerLength];
    }

    public long Id { get; private set; }

    public long InboundReportId { get; private set; }

    public InboundFactKind Kind { get; private set; }

    /// <summary>In lower case.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The letter it speaks of; null when none of ours could be found, and then nothing follows from it.</summary>
    public long? OutboxMessageId { get; private set; }

    /// <summary>Such as <c>5.1.1</c> (RFC 3463); empty for a complaint.</summary>
    public string Status { get; private set; } = "";

    /// <summary>The reporting server's words.</summary>
    public string Detail { get; private set; } = "";

    public DateTime At { get; private set; }
}

public sealed class InboundReportMap : IEntityTypeConfiguration<InboundReport>
{
    public void Configure(EntityTypeBuilder<InboundReport> builder)
    {
        builder.ToTable("InboundReports");
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.Property(r => r.Source).HasMaxLength(200);
        builder.Property(r => r.Raw).HasMaxLength(MimePart.MaxSize);
        builder.HasIndex(r => r.Sha256).IsUnique();
        builder.HasIndex(r => new { r.Kind, r.Id });
        builder.HasIndex(r => r.ReceivedAt);
        builder.HasMany(r => r.Facts).WithOne().HasForeignKey(f => f.InboundReportId);
    }
}

public sealed class InboundFactMap : IEntityTypeConfiguration<InboundFact>
{
    public void Configure(EntityTypeBuilder<InboundFact> builder)
    {
        builder.ToTable("InboundFacts");
        builder.Property(f => f.Address).HasMaxLength(254);
        builder.Property(f => f.Status).HasMaxLength(20);
        builder.Property(f => f.Detail).HasMaxLength(OutboxMessage.AnswerLength);
        builder.HasIndex(f => new { f.Address, f.Kind, f.At });
        builder.HasIndex(f => f.OutboxMessageId);
    }
}
