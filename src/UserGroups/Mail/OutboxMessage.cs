using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Mail;

/// <summary>A letter that waits to be sent, is being sent, or was; written in the same SaveChanges as its cause.</summary>
public sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    public OutboxMessage(Letter letter, DateTime createdAt)
    {
        Kind = letter.Kind;
        Lane = letter.Lane;
        ToAddress = letter.ToAddress;
        ToName = letter.ToName;
        Subject = letter.Subject;
        Body = letter.Body;
        CreatedAt = createdAt;
    }

    public long Id { get; private set; }

    public string Kind { get; private set; } = "";

    public MailLane Lane { get; private set; }

    public string ToAddress { get; private set; } = "";

    public string ToName { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}

public sealed class OutboxMessageMap : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.Property(m => m.ToAddress).HasMaxLength(254);
        builder.Property(m => m.ToName).HasMaxLength(200);
        builder.Property(m => m.Subject).HasMaxLength(400);
        builder.Property(m => m.Body).HasMaxLength(50_000);
    }
}
