using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;

namespace UserGroups.Announcements;

public sealed class AnnouncementMap : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> builder)
    {
        builder.ToTable("Announcements", table =>
            table.HasCheckConstraint("CK_Announcements_Sent", "([State] IN ('Sent', 'Paused', 'Stopped') AND [SentAt] IS NOT NULL) OR ([State] NOT IN ('Sent', 'Paused', 'Stopped') AND [SentAt] IS NULL)"));
        builder.Property(a => a.Slug).HasMaxLength(60);
        builder.Property(a => a.Subject).HasMaxLength(Announcement.SubjectLength);
        builder.Property(a => a.Body).HasMaxLength(Announcement.BodyLength);
        builder.Property(a => a.Reason).HasMaxLength(Announcement.ReasonLength);
        builder.HasOne(a => a.Chapter).WithMany().HasForeignKey(a => a.ChapterId);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.WrittenById);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.ReviewedById);
        builder.HasIndex(a => new { a.ChapterId, a.Slug }).IsUnique();
        builder.HasIndex(a => a.FormKey).IsUnique().HasFilter("[FormKey] IS NOT NULL");
        // One of a chapter waits for staff at a time.
        builder.HasIndex(a => a.ChapterId, "IX_Announcements_OneWaiting").IsUnique().HasFilter("[State] = 'Waiting'");
        // The archive and the cap; the desk; the staff's lists.
        builder.HasIndex(a => new { a.ChapterId, a.SentAt, a.Id });
        builder.HasIndex(a => new { a.ChapterId, a.UpdatedAt, a.Id });
        builder.HasIndex(a => new { a.State, a.UpdatedAt, a.Id });
        // Sends that are still looked after.
        builder.HasIndex(a => new { a.State, a.SentAt, a.Id });
    }
}

public sealed class DeliveryMap : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries");
        builder.Property(d => d.Address).HasMaxLength(Person.EmailLength);
        builder.HasOne<Announcement>().WithMany().HasForeignKey(d => d.AnnouncementId);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId);
        // Sent once, whatever happens.
        builder.HasIndex(d => new { d.AnnouncementId, d.Address }).IsUnique();
        builder.HasIndex(d => d.PersonId);
    }
}

public sealed class LinkSecretMap : IEntityTypeConfiguration<LinkSecret>
{
    public void Configure(EntityTypeBuilder<LinkSecret> builder)
    {
        builder.ToTable("LinkSecrets");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Secret).HasMaxLength(32);
    }
}
