using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>The lead asks another organizer to take over, or somebody asks for the lead of a dormant chapter. One at a time.</summary>
public sealed class HandOver : IHasId
{
    public const int WhyLength = 1000;

    private HandOver()
    {
    }

    private HandOver(Chapter chapter, long toId, DateTime createdAt, string why)
    {
        Chapter = chapter;
        ChapterId = chapter.Id;
        ToId = toId;
        CreatedAt = createdAt;
        Why = why;
    }

    /// <summary>The lead nominates somebody who organizes already; that person answers.</summary>
    public static HandOver Nominate(Chapter chapter, long fromId, long toId, DateTime now)
    {
        if (fromId == toId)
            throw new RuleException("You lead this group already. Choose somebody else.", "ToId");
        if (!chapter.Organizers.Any(o => o.PersonId == toId))
            throw new RuleException("Choose one of the group's organizers. Invite the person first if they are not.", "ToId");
        return new HandOver(chapter, toId, now, "") { FromId = fromId };
    }

    /// <summary>Somebody asks for the lead of a chapter that sleeps or that nobody leads; staff answer.</summary>
    public static HandOver Ask(Chapter chapter, long toId, string? why, DateTime now)
    {
        if (!IsOpenTo(chapter))
            throw new RuleException("This group is awake and has a lead. Write to its organizers instead.");
        return new HandOver(chapter, toId, now, Checked.Text(why, WhyLength, "Why", "Tell in a few words what you would like to do with the group."));
    }

    /// <summary>Whether somebody may be given the lead from outside: it sleeps, or is awake and nobody leads it.</summary>
    public static bool IsOpenTo(Chapter chapter) =>
        chapter.State == ChapterState.Dormant || (chapter.State == ChapterState.Active && !chapter.Organizers.Any(o => o.Role == OrganizerRole.Lead));

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    /// <summary>The lead who asked; null when it was asked for from outside, and staff answer.</summary>
    public long? FromId { get; private set; }

    public long ToId { get; private set; }

    public Person To { get; private set; } = null!;

    public string Why { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public bool Accepted { get; private set; }

    public int Version { get; private set; }

    public void End(bool accepted, DateTime now)
    {
        if (EndedAt is not null)
            throw new RuleException("This has been answered already.");
        (EndedAt, Accepted) = (now, accepted);
        Version++;
    }
}

public sealed class HandOverMap : IEntityTypeConfiguration<HandOver>
{
    public void Configure(EntityTypeBuilder<HandOver> builder)
    {
        builder.ToTable("HandOvers");
        builder.Property(h => h.Why).HasMaxLength(HandOver.WhyLength);
        builder.HasOne(h => h.Chapter).WithMany().HasForeignKey(h => h.ChapterId);
        builder.HasOne(h => h.To).WithMany().HasForeignKey(h => h.ToId);
        builder.HasOne<Person>().WithMany().HasForeignKey(h => h.FromId);
        // One nomination per chapter; of those who ask from outside, each once.
        builder.HasIndex(h => h.ChapterId, "IX_HandOvers_OneNomination").IsUnique().HasFilter("[EndedAt] IS NULL AND [FromId] IS NOT NULL");
        builder.HasIndex(h => new { h.ChapterId, h.ToId }).IsUnique().HasFilter("[EndedAt] IS NULL");
    }
}
