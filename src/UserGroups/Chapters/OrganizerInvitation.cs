using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Chapters;

public enum InvitationAnswer
{
    Accepted,
    Declined,

    /// <summary>Taken back by the chapter, or replaced by a newer one.</summary>
    Withdrawn,
}

/// <summary>
/// "Will you organize with us?", by mail. The link works once; whoever reads that mail and signs in may accept. It carries its own key
/// rather than a <see cref="OneTimeLink"/>, whose purposes belong to accounts.
/// </summary>
public sealed class OrganizerInvitation : IHasId
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    public const string Gone = "This invitation has been answered, was taken back or has run out. Ask the group for a new one.";

    private OrganizerInvitation()
    {
    }

    public OrganizerInvitation(Chapter chapter, string name, string email, OrganizerRole role, long invitedById, string tokenHash, DateTime now)
    {
        Chapter = chapter;
        (Name, Email) = Require(name, email, role);
        NormalizedEmail = Person.Normalise(Email);
        Role = role;
        InvitedById = invitedById;
        TokenHash = tokenHash;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    /// <summary>The rules about an invitation: it asks them, and the form before it together with its own. A role that could not be read breaks none.</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static (string Name, string Email) Require(string? name, string? email, OrganizerRole? role)
    {
        var broken = new BrokenRules();
        var called = broken.Try(() => Checked.Line(name, Person.NameLength, "Name", "Tell us the name of the person you invite."));
        var address = broken.Try(() => Checked.Email(email, "Email"));
        if (role is OrganizerRole asked and not (OrganizerRole.CoOrganizer or OrganizerRole.Host))
            broken.Add("Invite a co-organizer or a host; the lead is handed over.", "Role");
        broken.Throw();
        return (called!, address!);
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    public string NormalizedEmail { get; private set; } = "";

    public OrganizerRole Role { get; private set; }

    public long InvitedById { get; private set; }

    public Person InvitedBy { get; private set; } = null!;

    public string TokenHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public InvitationAnswer? Answer { get; private set; }

    public long? AcceptedById { get; private set; }

    public int Version { get; private set; }

    public bool IsOpen(DateTime now) => EndedAt is null && ExpiresAt > now;

    public void Accept(long personId, DateTime now)
    {
        if (!IsOpen(now))
            throw new RuleException(Gone);
        AcceptedById = personId;
        End(InvitationAnswer.Accepted, now);
    }

    public void Decline(DateTime now)
    {
        if (!IsOpen(now))
            throw new RuleException(Gone);
        End(InvitationAnswer.Declined, now);
    }

    public void Withdraw(DateTime now)
    {
        if (EndedAt is null)
            End(InvitationAnswer.Withdrawn, now);
    }

    /// <summary>The account of this address is deleted: an open one is taken back, and neither name nor address stays.</summary>
    public void Forget(DateTime now)
    {
        Withdraw(now);
        (Name, Email, NormalizedEmail) = ("Deleted account", "", "");
        Version++;
    }

    private void End(InvitationAnswer answer, DateTime now)
    {
        (Answer, EndedAt) = (answer, now);
        Version++;
    }
}

public sealed class OrganizerInvitationMap : IEntityTypeConfiguration<OrganizerInvitation>
{
    public void Configure(EntityTypeBuilder<OrganizerInvitation> builder)
    {
        builder.ToTable("OrganizerInvitations");
        builder.Property(i => i.Name).HasMaxLength(Person.NameLength);
        builder.Property(i => i.Email).HasMaxLength(Person.EmailLength);
        builder.Property(i => i.NormalizedEmail).HasMaxLength(Person.EmailLength);
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.HasOne(i => i.Chapter).WithMany().HasForeignKey(i => i.ChapterId);
        builder.HasOne(i => i.InvitedBy).WithMany().HasForeignKey(i => i.InvitedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.AcceptedById);
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => new { i.ChapterId, i.NormalizedEmail }).IsUnique().HasFilter("[EndedAt] IS NULL");
    }
}
