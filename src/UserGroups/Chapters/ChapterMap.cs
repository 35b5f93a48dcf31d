using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;

namespace UserGroups.Chapters;

public sealed class ChapterMap : IEntityTypeConfiguration<Chapter>
{
    public void Configure(EntityTypeBuilder<Chapter> builder)
    {
        builder.ToTable("Chapters", table =>
        {
            table.HasCheckConstraint("CK_Chapters_MemberCount", "[MemberCount] >= 0");
            table.HasCheckConstraint("CK_Chapters_Place", "([Latitude] IS NULL AND [Longitude] IS NULL) OR ([Latitude] BETWEEN -90 AND 90 AND [Longitude] BETWEEN -180 AND 180)");
            table.HasCheckConstraint("CK_Chapters_Active", "[State] NOT IN ('Active', 'Dormant', 'Retired') OR [ActiveSince] IS NOT NULL");
            table.HasCheckConstraint("CK_Chapters_Submitted", "[State] NOT IN ('Submitted', 'ChangesRequested', 'Declined') OR ([SubmittedAt] IS NOT NULL AND [ConductVersion] IS NOT NULL)");
            table.HasCheckConstraint("CK_Chapters_FourEyes", "[DecidedById] IS NULL OR [AppliedById] IS NULL OR [DecidedById] <> [AppliedById]");
        });
        builder.Property(c => c.Slug).HasMaxLength(60);
        builder.Property(c => c.Name).HasMaxLength(Chapter.NameLength);
        builder.Property(c => c.ImportKey).HasMaxLength(Chapter.ImportKeyLength);
        builder.Property(c => c.SortName).HasMaxLength(160);
        builder.Property(c => c.SearchName).HasMaxLength(500);
        builder.Property(c => c.CityName).HasMaxLength(120);
        builder.Property(c => c.CountryCode).HasMaxLength(2);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Region).HasMaxLength(20);
        builder.Property(c => c.Language).HasMaxLength(10);
        builder.Property(c => c.Focus).HasMaxLength(Chapter.FocusLength);
        builder.Property(c => c.Why).HasMaxLength(Chapter.WhyLength);
        builder.Property(c => c.About).HasMaxLength(Chapter.AboutLength);
        builder.Property(c => c.Website).HasMaxLength(Chapter.WebsiteLength);
        builder.Property(c => c.DecisionReason).HasMaxLength(Chapter.ReasonLength);
        builder.Property(c => c.ConductVersion).HasMaxLength(20);
        builder.Property(c => c.CoOrganizerName).HasMaxLength(Person.NameLength);
        builder.Property(c => c.CoOrganizerEmail).HasMaxLength(Person.EmailLength);
        // The queue of reviewers: oldest promise first.
        builder.OwnsOne(c => c.Clock, clock => clock.HasIndex(k => k.DueAt));
        builder.HasMany(c => c.Organizers).WithOne(o => o.Chapter).HasForeignKey(o => o.ChapterId);
        builder.HasMany(c => c.Criteria).WithOne(c => c.Chapter).HasForeignKey(c => c.ChapterId);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.AppliedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.DecidedById);
        builder.HasIndex(c => c.Slug).IsUnique();
        // The same list imported twice changes nothing, also from two windows at once.
        builder.HasIndex(c => c.ImportKey).IsUnique().HasFilter("[ImportKey] IS NOT NULL");
        builder.HasIndex(c => c.AppliedById, "IX_Chapters_OneDraft").IsUnique().HasFilter("[State] = 'Draft' AND [AppliedById] IS NOT NULL");
        builder.HasIndex(c => c.AppliedById, "IX_Chapters_AppliedById");
        // The directory, nearby groups, the nightly look at health.
        // With all that the directory filters by, so that a search that finds nothing reads the index and no chapter. 1,400 of the 1,700 bytes SQL Server takes.
        builder.HasIndex(c => new { c.SortName, c.Id, c.State, c.IsTest, c.Language, c.LastEventAt, c.SearchName }, "IX_Chapters_Directory");
        builder.HasIndex(c => new { c.CountryCode, c.SortName, c.Id });
        builder.HasIndex(c => new { c.Latitude, c.Longitude });
        builder.HasIndex(c => new { c.State, c.QuietSince });
    }
}
