using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Data;

public sealed class HistoryEntryMap : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("History");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Action).HasMaxLength(HistoryEntry.ActionLength);
        builder.Property(e => e.SubjectType).HasMaxLength(60);
        builder.Property(e => e.Details).HasMaxLength(HistoryEntry.DetailsLength);
        builder.Property(e => e.Reason).HasMaxLength(HistoryEntry.ReasonLength);
        builder.Property(e => e.PreviousHash).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
        builder.HasIndex(e => new { e.SubjectType, e.SubjectId, e.Id });
        // The page of the history with one kind of thing and no number.
        builder.HasIndex(e => new { e.SubjectType, e.Id });
        builder.HasIndex(e => new { e.ActorId, e.Id });
    }
}

public sealed class HistoryHeadMap : IEntityTypeConfiguration<HistoryHead>
{
    public void Configure(EntityTypeBuilder<HistoryHead> builder)
    {
        builder.ToTable("HistoryHead");
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.LastHash).HasMaxLength(64);
        builder.HasData(new { Id = 1, LastId = 0L, LastHash = HistoryEntry.Genesis });
    }
}
