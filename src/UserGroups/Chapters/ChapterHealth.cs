using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Chapters;

/// <summary>How long ago the last event was, in three colours.</summary>
public enum ChapterHealth
{
    Green,
    Amber,
    Red,
}

public static class ChapterHealths
{
    /// <summary>An event to come counts as today. A dormant chapter is red whatever the settings say today.</summary>
    public static ChapterHealth Of(ChapterState state, DateTime? quietSince, DateTime now, int greenDays, int amberDays)
    {
        if (state != ChapterState.Active || quietSince is not DateTime since)
            return ChapterHealth.Red;
        var days = (now - since).TotalDays;
        return days <= greenDays ? ChapterHealth.Green : days <= amberDays ? ChapterHealth.Amber : ChapterHealth.Red;
    }
}

/// <summary>A warning that went out before a step of health. The row is what makes each letter go once, also from two nodes at the same moment.</summary>
public sealed class HealthWarning
{
    private HealthWarning()
    {
    }

    public HealthWarning(long chapterId, ChapterHealth before, DateTime quietSince, DateTime sentAt)
    {
        ChapterId = chapterId;
        Before = before;
        QuietSince = quietSince;
        SentAt = sentAt;
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    /// <summary>The step the letter went out before: Amber or Red.</summary>
    public ChapterHealth Before { get; private set; }

    /// <summary>The quiet time it was about; a new event begins a new one, with letters of its own.</summary>
    public DateTime QuietSince { get; private set; }

    public DateTime SentAt { get; private set; }
}

public sealed class HealthWarningMap : IEntityTypeConfiguration<HealthWarning>
{
    public void Configure(EntityTypeBuilder<HealthWarning> builder)
    {
        builder.ToTable("HealthWarnings");
        builder.HasOne<Chapter>().WithMany().HasForeignKey(w => w.ChapterId);
        builder.HasIndex(w => new { w.ChapterId, w.Before, w.QuietSince }).IsUnique();
    }
}
