using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Jobs;

/// <summary>Where a job stands: when it is due, who is at it, how the last round went. Shared by all processes.</summary>
public sealed class JobState
{
    private JobState()
    {
    }

    public JobState(string name, DateTime dueAt)
    {
        Name = name;
        DueAt = dueAt;
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public DateTime DueAt { get; private set; }

    /// <summary>Whose claim it is, and until when; null when nobody is at it.</summary>
    public string? ClaimedBy { get; private set; }

    public DateTime? ClaimedUntil { get; private set; }

    public DateTime? LastStartedAt { get; private set; }

    public DateTime? LastEndedAt { get; private set; }

    /// <summary>What the last round did, or the error it ended with.</summary>
    public string? LastResult { get; private set; }

    public bool LastFailed { get; private set; }

    /// <summary>Failed rounds since the last good one; the pause grows with it.</summary>
    public int FailuresInARow { get; private set; }
}

public sealed class JobStateMap : IEntityTypeConfiguration<JobState>
{
    public void Configure(EntityTypeBuilder<JobState> builder)
    {
        builder.ToTable("Jobs");
        builder.Property(j => j.Name).HasMaxLength(60);
        builder.Property(j => j.ClaimedBy).HasMaxLength(80);
        builder.Property(j => j.LastResult).HasMaxLength(1000);
        builder.HasIndex(j => j.Name).IsUnique();
    }
}
