using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>Somebody who joined. One row per person and chapter, however often they leave and come back.</summary>
public sealed class ChapterMember : IHasId
{
    private ChapterMember()
    {
    }

    public ChapterMember(long chapterId, long personId, DateTime joinedAt)
    {
        ChapterId = chapterId;
        PersonId = personId;
        JoinedAt = joinedAt;
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public DateTime JoinedAt { get; private set; }

    /// <summary>Null while a member.</summary>
    public DateTime? LeftAt { get; private set; }
}

public sealed class ChapterMemberMap : IEntityTypeConfiguration<ChapterMember>
{
    public void Configure(EntityTypeBuilder<ChapterMember> builder)
    {
        builder.ToTable("ChapterMembers");
        builder.HasOne(m => m.Chapter).WithMany().HasForeignKey(m => m.ChapterId);
        builder.HasOne(m => m.Person).WithMany().HasForeignKey(m => m.PersonId);
        builder.HasIndex(m => new { m.ChapterId, m.PersonId }).IsUnique();
        builder.HasIndex(m => new { m.PersonId, m.Id });
    }
}
