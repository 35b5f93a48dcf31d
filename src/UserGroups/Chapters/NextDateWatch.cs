using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>"Tell me when the next one is announced", for people without an account too. One letter, then it is over.</summary>
public sealed class NextDateWatch : IHasId
{
    private NextDateWatch()
    {
    }

    public NextDateWatch(long chapterId, string? email, string tokenHash, DateTime createdAt)
    {
        ChapterId = chapterId;
        Email = Checked.Email(email, "Email");
        NormalizedEmail = Person.Normalise(Email);
        TokenHash = tokenHash;
        CreatedAt = createdAt;
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public string Email { get; private set; } = "";

    public string NormalizedEmail { get; private set; } = "";

    /// <summary>The same link confirms and, later, stops it.</summary>
    public string TokenHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>When the address was proven; before, nothing is sent there but the question.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>Told, or stopped.</summary>
    public DateTime? EndedAt { get; private set; }

    public int Version { get; private set; }

    public void Confirm(DateTime now)
    {
        ConfirmedAt ??= now;
        Version++;
    }

    /// <summary>The letter was lost: the new one has a new link and its whole time, the old link no longer works.</summary>
    public void Renew(string tokenHash, DateTime now)
    {
        (TokenHash, CreatedAt) = (tokenHash, now);
        Version++;
    }

    public void End(DateTime now)
    {
        EndedAt ??= now;
        Version++;
    }
}

public sealed class NextDateWatchMap : IEntityTypeConfiguration<NextDateWatch>
{
    public void Configure(EntityTypeBuilder<NextDateWatch> builder)
    {
        builder.ToTable("NextDateWatches");
        builder.Property(w => w.Email).HasMaxLength(Person.EmailLength);
        builder.Property(w => w.NormalizedEmail).HasMaxLength(Person.EmailLength);
        builder.Property(w => w.TokenHash).HasMaxLength(64);
        builder.HasOne(w => w.Chapter).WithMany().HasForeignKey(w => w.ChapterId);
        builder.HasIndex(w => w.TokenHash).IsUnique();
        builder.HasIndex(w => new { w.ChapterId, w.NormalizedEmail }).IsUnique().HasFilter("[EndedAt] IS NULL");
        builder.HasIndex(w => w.CreatedAt);
    }
}
