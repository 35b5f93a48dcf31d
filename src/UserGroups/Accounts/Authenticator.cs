using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>The app that shows a person's codes; made when the first code was right.</summary>
public sealed class Authenticator : IHasId
{
    private Authenticator()
    {
    }

    public Authenticator(Person person, string protectedSecret, long firstStep, DateTime now)
    {
        Person = person;
        ProtectedSecret = protectedSecret;
        LastStep = firstStep;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    /// <summary>The shared secret, under Data Protection.</summary>
    public string ProtectedSecret { get; private set; } = "";

    /// <summary>The newest half-minute whose code was taken; a code of it or before it is refused (RFC 6238, section 5.2).</summary>
    public long LastStep { get; private set; }

    public DateTime CreatedAt { get; private set; }
}

/// <summary>One of ten codes for the day the phone is lost; works once.</summary>
public sealed class RecoveryCode : IHasId
{
    private RecoveryCode()
    {
    }

    public RecoveryCode(Person person, string hash)
    {
        Person = person;
        Hash = hash;
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public string Hash { get; private set; } = "";

    public DateTime? UsedAt { get; private set; }
}

public sealed class AuthenticatorMap : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("Authenticators");
        builder.Property(a => a.ProtectedSecret).HasMaxLength(400);
        builder.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId);
        builder.HasIndex(a => a.PersonId).IsUnique();
    }
}

public sealed class RecoveryCodeMap : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("RecoveryCodes");
        builder.Property(c => c.Hash).HasMaxLength(64);
        builder.HasOne(c => c.Person).WithMany().HasForeignKey(c => c.PersonId);
        builder.HasIndex(c => new { c.PersonId, c.Hash }).IsUnique();
    }
}
