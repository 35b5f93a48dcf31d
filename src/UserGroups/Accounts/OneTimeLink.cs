using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Accounts;

public enum LinkPurpose
{
    SignUp,
    PasswordReset,
    NewAddress,
    OldAddress,
    Invitation,
    Setup,
    PasskeyChallenge,
}

/// <summary>
/// Something that works once: every link in a letter, the set-up link, an answered passkey challenge. The address shows a page with a
/// button; only the button uses it up, because mail scanners follow links.
/// </summary>
public sealed class OneTimeLink : IHasId
{
    private OneTimeLink()
    {
    }

    public OneTimeLink(LinkPurpose purpose, string tokenHash, DateTime now, TimeSpan lifetime)
    {
        Purpose = purpose;
        TokenHash = tokenHash;
        CreatedAt = now;
        ExpiresAt = now + lifetime;
    }

    public long Id { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    public string TokenHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? UsedAt { get; private set; }

    public long? PersonId { get; private set; }

    public Person? Person { get; init; }

    public long? SignUpId { get; private set; }

    public PendingSignUp? SignUp { get; init; }

    public long? AddressChangeId { get; private set; }

    public AddressChange? AddressChange { get; init; }

    public long? InvitationId { get; private set; }

    public Invitation? Invitation { get; init; }

    /// <summary>For an answered challenge, which is stored only so that it is not answered again.</summary>
    public void Use(DateTime now) => UsedAt = now;
}

public static class OneTimeLinks
{
    public const string Gone = "This link has been used or has run out. Ask for a new one.";

    /// <summary>The link if it still works. Looking changes nothing.</summary>
    public static IQueryable<OneTimeLink> Open(this IQueryable<OneTimeLink> links, LinkPurpose purpose, string token, DateTime now)
    {
        var hash = Token.HashOf(token);
        return links.Where(l => l.TokenHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now);
    }

    /// <summary>Uses the link up, or says that somebody was faster. Inside the caller's transaction: if that fails, the link works again.</summary>
    /// <exception cref="RuleException">Used, run out, or never given.</exception>
    public static async Task UseUpAsync(this AppDbContext db, LinkPurpose purpose, string token, DateTime now, CancellationToken cancel)
    {
        var used = await db.OneTimeLinks.Open(purpose, token, now).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancel);
        if (used != 1)
            throw new RuleException(Gone);
    }
}

public sealed class OneTimeLinkMap : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("OneTimeLinks");
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => l.ExpiresAt);
        builder.HasOne(l => l.Person).WithMany().HasForeignKey(l => l.PersonId);
        builder.HasOne(l => l.SignUp).WithMany().HasForeignKey(l => l.SignUpId);
        builder.HasOne(l => l.AddressChange).WithMany().HasForeignKey(l => l.AddressChangeId);
        builder.HasOne(l => l.Invitation).WithMany().HasForeignKey(l => l.InvitationId);
    }
}
