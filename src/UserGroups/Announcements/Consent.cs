using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>
/// That somebody agreed to get mail of one purpose: when, where, to which words, and how it is known. Without such a row nothing of that purpose is sent. A
/// consent that is taken back stays as a row with its end, because somebody may ask what was in force.
/// </summary>
public sealed class Consent : IHasId
{
    public const int WhereLength = 60;
    public const int ProofLength = 120;

    private Consent()
    {
    }

    /// <param name="personId">Who agreed.</param>
    /// <param name="purpose">To what.</param>
    /// <param name="chapterId">Of which chapter; for <see cref="MailPurpose.ChapterNews"/> only.</param>
    /// <param name="where">The page on which it was given.</param>
    /// <param name="proof">How it is known that it was this person.</param>
    /// <param name="now">UTC.</param>
    public Consent(long personId, MailPurpose purpose, long? chapterId, string where, string proof, DateTime now)
    {
        if ((purpose == MailPurpose.ChapterNews) != chapterId is not null)
            throw new ArgumentException("News are of a chapter, and nothing else is.", nameof(chapterId));
        (PersonId, Purpose, ChapterId, Where, Proof, GivenAt) = (personId, purpose, chapterId, where, proof, now);
        WordingVersion = ConsentWording.Version;
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public MailPurpose Purpose { get; private set; }

    public long? ChapterId { get; private set; }

    public string Where { get; private set; } = "";

    /// <summary>Of <see cref="ConsentWording"/>.</summary>
    public string WordingVersion { get; private set; } = "";

    public string Proof { get; private set; } = "";

    public DateTime GivenAt { get; private set; }

    /// <summary>Null while it is in force.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>How it was taken back.</summary>
    public string? WithdrawnBy { get; private set; }
}

public sealed class ConsentMap : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("Consents", table => table.HasCheckConstraint("CK_Consents_Chapter", "([Purpose] = 'ChapterNews' AND [ChapterId] IS NOT NULL) OR ([Purpose] <> 'ChapterNews' AND [ChapterId] IS NULL)"));
        builder.Property(c => c.Where).HasMaxLength(Consent.WhereLength);
        builder.Property(c => c.WordingVersion).HasMaxLength(20);
        builder.Property(c => c.Proof).HasMaxLength(Consent.ProofLength);
        builder.Property(c => c.WithdrawnBy).HasMaxLength(Consent.WhereLength);
        builder.HasOne(c => c.Person).WithMany().HasForeignKey(c => c.PersonId);
        builder.HasOne<Chapter>().WithMany().HasForeignKey(c => c.ChapterId);
        // One consent in force per person and thing; the audience of a chapter is read from the second.
        builder.HasIndex(c => new { c.PersonId, c.Purpose }).IsUnique().HasFilter("[WithdrawnAt] IS NULL AND [ChapterId] IS NULL");
        builder.HasIndex(c => new { c.ChapterId, c.PersonId }).IsUnique().HasFilter("[WithdrawnAt] IS NULL AND [ChapterId] IS NOT NULL");
        builder.HasIndex(c => new { c.PersonId, c.Id });
    }
}
