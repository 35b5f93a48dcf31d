using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Chapters;

public sealed class ChapterMap : IEntityTypeConfiguration<Chapter>
{
    public void Configure(EntityTypeBuilder<Chapter> builder)
    {
        builder.ToTable("Chapters");
        builder.Property(c => c.Slug).HasMaxLength(60);
        builder.Property(c => c.Name).HasMaxLength(Chapter.NameLength);
        builder.Property(c => c.SearchName).HasMaxLength(300);
        builder.Property(c => c.CityName).HasMaxLength(120);
        builder.Property(c => c.CountryCode).HasMaxLength(2);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Region).HasMaxLength(20);
        builder.Property(c => c.Language).HasMaxLength(10);
        builder.Property(c => c.Focus).HasMaxLength(Chapter.FocusLength);
        builder.Property(c => c.Why).HasMaxLength(Chapter.WhyLength);
        builder.Property(c => c.Website).HasMaxLength(300);
        builder.Property(c => c.DecisionReason).HasMaxLength(2000);
        builder.OwnsOne(c => c.Clock);
        builder.HasIndex(c => c.Slug).IsUnique();
    }
}
