using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Somebody asked for an account and has not yet proven the address. Not a person: several may wait for the same address.</summary>
public sealed class PendingSignUp : IHasId
{
    private PendingSignUp()
    {
    }

    public PendingSignUp(string name, string email, string passwordHash, DateTime createdAt)
    {
        Name = Person.CheckedName(name);
        Email = Person.CheckedEmail(email);
        PasswordHash = passwordHash;
        CreatedAt = createdAt;
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>Asked for again at the confirmation: only who chose it gets the account, not who clicks the letter.</summary>
    public string PasswordHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}

/// <summary>A move to another address, waiting until both addresses have said yes.</summary>
public sealed class AddressChange : IHasId
{
    private AddressChange()
    {
    }

    public AddressChange(Person person, string newEmail, DateTime now, TimeSpan lifetime)
    {
        Person = person;
        OldEmail = person.Email!;
        NewEmail = Person.CheckedEmail(newEmail);
        CreatedAt = now;
        ExpiresAt = now + lifetime;
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public string OldEmail { get; private set; } = "";

    public string NewEmail { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? OldConfirmedAt { get; private set; }

    public DateTime? NewConfirmedAt { get; private set; }

    /// <summary>Done, cancelled or replaced; an open one has none.</summary>
    public DateTime? EndedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsAgreed => OldConfirmedAt is not null && NewConfirmedAt is not null;

    public void Confirm(LinkPurpose end, DateTime now)
    {
        if (EndedAt is not null)
            throw new RuleException(OneTimeLinks.Gone);
        if (end == LinkPurpose.OldAddress)
            OldConfirmedAt = now;
        else
            NewConfirmedAt = now;
        Version++;
    }

    public void End(DateTime now)
    {
        EndedAt = now;
        Version++;
    }
}

/// <summary>A staff role that waits for somebody who has no account yet to prove the address.</summary>
public sealed class Invitation : IHasId
{
    private Invitation()
    {
    }

    public Invitation(string email, StaffRole role, string? region, DateTime now)
    {
        RoleGrant.CheckRegion(role, region);
        Email = Person.CheckedEmail(email);
        NormalizedEmail = Person.Normalise(email);
        Role = role;
        Region = region;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string Email { get; private set; } = "";

    public string NormalizedEmail { get; private set; } = "";

    public StaffRole Role { get; private set; }

    public string? Region { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Accepted, withdrawn or run out; an open one has none.</summary>
    public DateTime? EndedAt { get; private set; }

    public int Version { get; private set; }

    public void End(DateTime now)
    {
        EndedAt = now;
        Version++;
    }
}

public sealed class PendingSignUpMap : IEntityTypeConfiguration<PendingSignUp>
{
    public void Configure(EntityTypeBuilder<PendingSignUp> builder)
    {
        builder.ToTable("PendingSignUps");
        builder.Property(s => s.Name).HasMaxLength(Person.NameLength);
        builder.Property(s => s.Email).HasMaxLength(Person.EmailLength);
        builder.Property(s => s.PasswordHash).HasMaxLength(400);
        builder.HasIndex(s => s.CreatedAt);
    }
}

public sealed class AddressChangeMap : IEntityTypeConfiguration<AddressChange>
{
    public void Configure(EntityTypeBuilder<AddressChange> builder)
    {
        builder.ToTable("AddressChanges");
        builder.Property(c => c.OldEmail).HasMaxLength(Person.EmailLength);
        builder.Property(c => c.NewEmail).HasMaxLength(Person.EmailLength);
        builder.HasOne(c => c.Person).WithMany().HasForeignKey(c => c.PersonId);
        builder.HasIndex(c => c.PersonId).IsUnique().HasFilter("[EndedAt] IS NULL");
    }
}

public sealed class InvitationMap : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.Property(i => i.Email).HasMaxLength(Person.EmailLength);
        builder.Property(i => i.NormalizedEmail).HasMaxLength(Person.EmailLength);
        builder.Property(i => i.Region).HasMaxLength(20);
        builder.HasIndex(i => new { i.NormalizedEmail, i.Role, i.Region }).IsUnique().HasFilter("[EndedAt] IS NULL AND [Region] IS NOT NULL");
        builder.HasIndex(i => new { i.NormalizedEmail, i.Role }, "IX_Invitations_Everywhere").IsUnique().HasFilter("[EndedAt] IS NULL AND [Region] IS NULL");
    }
}
