using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Events;

public sealed class GroupEventMap : IEntityTypeConfiguration<GroupEvent>
{
    public void Configure(EntityTypeBuilder<GroupEvent> builder)
    {
        builder.ToTable("Events", table =>
        {
            // The last word on overselling, whatever the code above it does; a null ceiling has no limit.
            table.HasCheckConstraint("CK_Events_SeatsInPerson", "[TakenInPerson] >= 0 AND ([CeilingInPerson] IS NULL OR [TakenInPerson] <= [CeilingInPerson])");
            table.HasCheckConstraint("CK_Events_SeatsOnline", "[TakenOnline] >= 0 AND ([CeilingOnline] IS NULL OR [TakenOnline] <= [CeilingOnline])");
            table.HasCheckConstraint("CK_Events_Time", "[EndsAt] > [StartsAt]");
        });
        builder.Property(e => e.Slug).HasMaxLength(60);
        builder.Property(e => e.Title).HasMaxLength(GroupEvent.TitleLength);
        builder.Property(e => e.Summary).HasMaxLength(GroupEvent.SummaryLength);
        builder.Property(e => e.Body).HasMaxLength(GroupEvent.BodyLength);
        builder.Property(e => e.SearchWords).HasMaxLength(GroupEvent.SearchLength);
        builder.Property(e => e.TimeZone).HasMaxLength(64);
        builder.Property(e => e.Venue).HasMaxLength(GroupEvent.VenueLength);
        builder.Property(e => e.Address).HasMaxLength(GroupEvent.AddressLength);
        builder.Property(e => e.OnlineLink).HasMaxLength(GroupEvent.LinkLength);
        builder.Property(e => e.Reason).HasMaxLength(GroupEvent.ReasonLength);
        builder.Property(e => e.CalendarUid).HasMaxLength(36);
        builder.Property(e => e.ImportKey).HasMaxLength(GroupEvent.ImportKeyLength);
        builder.HasOne(e => e.Chapter).WithMany().HasForeignKey(e => e.ChapterId);
        builder.HasMany(e => e.Agenda).WithOne().HasForeignKey(a => a.EventId);
        builder.Navigation(e => e.Agenda).HasField("agenda").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(e => e.Slug).IsUnique();
        builder.HasIndex(e => e.FormKey).IsUnique().HasFilter("[FormKey] IS NOT NULL");
        builder.HasIndex(e => e.ImportKey).IsUnique().HasFilter("[ImportKey] IS NOT NULL");
        builder.Ignore(e => e.Details);
        // With all that the list of what comes filters by: a rare word reads the index alone. 1,350 of the 1,700 bytes SQL Server takes.
        builder.HasIndex(e => new { e.State, e.StartsAt, e.Id, e.EndsAt, e.Mode, e.ChapterId, e.SearchWords }, "IX_Events_Upcoming");
        // The calendar of everything, and the feed of one chapter.
        builder.HasIndex(e => new { e.StartsAt, e.Id });
        builder.HasIndex(e => new { e.ChapterId, e.PublishedAt, e.Id });
        builder.HasIndex(e => new { e.ChapterId, e.StartsAt, e.Id });
        // What a chapter held and holds: its page, its peer share.
        builder.HasIndex(e => new { e.ChapterId, e.State, e.StartsAt, e.Id });
    }
}
