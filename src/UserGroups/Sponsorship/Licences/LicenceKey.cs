using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Licences;

/// <summary>Where a key is: in the pool, with a chapter, or taken back. Who has seen it once may keep it, so it never returns to the pool.</summary>
public enum LicenceKeyState
{
    Free,
    Granted,
    Revoked,
}

/// <summary>One key of the vendor's product. In the database it is sealed; what is compared is its hash.</summary>
public sealed class LicenceKey : IHasId
{
    public const int ProductLength = 80;
    public const int KeyLength = 400;
    public const int MostSeats = 10_000;
    public const int SealedLength = 2000;
    public const int ReasonLength = 500;

    private LicenceKey()
    {
    }

    /// <param name="product">The product it opens.</param>
    /// <param name="sealedKey">The key, sealed.</param>
    /// <param name="keyHash">See <see cref="HashOf"/>.</param>
    /// <param name="seats">For how many people.</param>
    /// <param name="importedAt">UTC.</param>
    public LicenceKey(string product, string sealedKey, string keyHash, int seats, DateTime importedAt)
    {
        (Product, SealedKey, KeyHash, Seats, ImportedAt) = (product, sealedKey, keyHash, seats, importedAt);
    }

    public long Id { get; private set; }

    public string Product { get; private set; } = "";

    public string SealedKey { get; private set; } = "";

    public string KeyHash { get; private set; } = "";

    public int Seats { get; private set; }

    public DateTime ImportedAt { get; private set; }

    public LicenceKeyState State { get; private set; } = LicenceKeyState.Free;

    /// <summary>The benefit line it was handed out for.</summary>
    public long? LineId { get; private set; }

    public long? ChapterId { get; private set; }

    public DateTime? GrantedAt { get; private set; }

    public long? GrantedById { get; private set; }

    public DateTime? EndsAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public long? RevokedById { get; private set; }

    public string? RevokeReason { get; private set; }

    public int Version { get; private set; }

    public bool IsOver(DateTime now) => State != LicenceKeyState.Granted || EndsAt <= now;

    /// <summary>Takes the key back. It is spent: nobody else gets it.</summary>
    /// <param name="actorId">Null when the portal does it: the approval ended, the chapter was retired.</param>
    /// <param name="reason">Goes into the letter.</param>
    /// <param name="now">UTC.</param>
    public void Revoke(long? actorId, string? reason, DateTime now)
    {
        if (State != LicenceKeyState.Granted)
            throw new RuleException("No key is with this group, so there is none to take back.");
        RevokeReason = Checked.Text(reason, ReasonLength, "Reason", "Say why the key is taken back; the organizers read it.");
        (State, RevokedAt, RevokedById) = (LicenceKeyState.Revoked, now, actorId);
        Version++;
    }

    /// <summary>
    /// SHA-256 of the key as its product's program reads it: without blanks at its ends, capitals and small letters told apart. It is there to find
    /// the same key again, not to hide it; a key short enough to be guessed from its hash would be guessed at the product's door as well.
    /// </summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Trim())));
}

public sealed class LicenceKeyMap : IEntityTypeConfiguration<LicenceKey>
{
    public void Configure(EntityTypeBuilder<LicenceKey> builder)
    {
        builder.ToTable("LicenceKeys", table =>
        {
            table.HasCheckConstraint("CK_LicenceKeys_Seats", "[Seats] BETWEEN 1 AND 10000");
            table.HasCheckConstraint(
                "CK_LicenceKeys_Free", "([State] = 'Free' AND [LineId] IS NULL AND [ChapterId] IS NULL AND [EndsAt] IS NULL) OR ([State] <> 'Free' AND [LineId] IS NOT NULL AND [ChapterId] IS NOT NULL AND [EndsAt] IS NOT NULL)");
        });
        builder.Property(k => k.Product).HasMaxLength(LicenceKey.ProductLength);
        builder.Property(k => k.SealedKey).HasMaxLength(LicenceKey.SealedLength);
        builder.Property(k => k.KeyHash).HasMaxLength(64);
        builder.Property(k => k.RevokeReason).HasMaxLength(LicenceKey.ReasonLength);
        builder.HasOne<BenefitLine>().WithMany().HasForeignKey(k => k.LineId);
        builder.HasOne<Chapter>().WithMany().HasForeignKey(k => k.ChapterId);
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.GrantedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.RevokedById);
        builder.HasIndex(k => k.KeyHash).IsUnique();
        // One key in force for one line, whatever is clicked.
        builder.HasIndex(k => k.LineId, "IX_LicenceKeys_OneForALine").IsUnique().HasFilter("[State] = 'Granted'");
        builder.HasIndex(k => new { k.Product, k.State, k.Id });
        builder.HasIndex(k => new { k.State, k.LineId });
        builder.HasIndex(k => new { k.ChapterId, k.State });
    }
}
