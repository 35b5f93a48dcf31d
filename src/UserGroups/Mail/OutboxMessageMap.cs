using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Mail;

public sealed class OutboxMessageMap : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.Property(m => m.ToAddress).HasMaxLength(254);
        builder.Property(m => m.ToKey).HasMaxLength(254);
        builder.Property(m => m.ToName).HasMaxLength(OutboxMessage.NameLength);
        builder.Property(m => m.Subject).HasMaxLength(OutboxMessage.SubjectLength);
        builder.Property(m => m.Body).HasMaxLength(OutboxMessage.BodyLength);
        builder.Property(m => m.Why).HasMaxLength(OutboxMessage.SubjectLength);
        builder.Property(m => m.CalendarMethod).HasMaxLength(20);
        builder.Property(m => m.CalendarText).HasMaxLength(20_000);
        builder.Property(m => m.ListId).HasMaxLength(200);
        builder.Property(m => m.UnsubscribePage).HasMaxLength(500);
        builder.Property(m => m.MessageId).HasMaxLength(250);
        builder.Property(m => m.LeasedBy).HasMaxLength(100);
        builder.Property(m => m.LastAnswer).HasMaxLength(OutboxMessage.AnswerLength);
        builder.HasMany(m => m.Attachments).WithOne().HasForeignKey(a => a.OutboxMessageId);

        // What is due, per lane; only what waits is in it, so it stays as small as the queue.
        builder.HasIndex(m => new { m.Lane, m.NextTryAt, m.Id }).HasFilter("[State] = 'Waiting'").HasDatabaseName("IX_Outbox_Due");
        // Whose leases run, and which have run out.
        builder.HasIndex(m => new { m.LeasedBy, m.LeasedUntil }).HasFilter("[State] = 'Sending'").HasDatabaseName("IX_Outbox_Leases");
        // How far a send is; pausing it.
        builder.HasIndex(m => new { m.BatchId, m.State }).HasFilter("[BatchId] IS NOT NULL");
        // A bounce names the letter by this.
        builder.HasIndex(m => m.MessageId).IsUnique();
        // The lists of the outbox page, each ending in the key.
        builder.HasIndex(m => new { m.State, m.Id });
        builder.HasIndex(m => new { m.Lane, m.Id });
        builder.HasIndex(m => new { m.Kind, m.Id });
        builder.HasIndex(m => new { m.ToKey, m.Id });
        // What is old enough to be erased.
        builder.HasIndex(m => m.EndedAt).HasFilter("[EndedAt] IS NOT NULL");
    }
}

public sealed class OutboxAttachmentMap : IEntityTypeConfiguration<OutboxAttachment>
{
    public void Configure(EntityTypeBuilder<OutboxAttachment> builder)
    {
        builder.ToTable("OutboxAttachments");
        builder.Property(a => a.FileName).HasMaxLength(200);
        builder.Property(a => a.MediaType).HasMaxLength(120);
    }
}
