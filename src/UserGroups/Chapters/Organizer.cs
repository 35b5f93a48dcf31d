using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What somebody does in a chapter.</summary>
public enum OrganizerRole
{
    /// <summary>One per chapter; hands over the lead and accepts reduced offers.</summary>
    Lead,

    /// <summary>Does everything else.</summary>
    CoOrganizer,

    /// <summary>Checks people in and nothing more.</summary>
    Host,
}

public static class OrganizerRoles
{
    public static string Word(OrganizerRole role) => role switch
    {
        OrganizerRole.Lead => "lead",
        OrganizerRole.CoOrganizer => "co-organizer",
        _ => "host",
    };
}

/// <summary>A person in a role of a chapter. The row goes when the person goes; the history keeps who it was.</summary>
public sealed class Organizer : IHasId, IOnPublicPages
{
    private Organizer()
    {
    }

    public Organizer(Chapter chapter, long personId, OrganizerRole role, DateTime since)
    {
        Chapter = chapter;
        ChapterId = chapter.Id;
        PersonId = personId;
        Role = role;
        Since = since;
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public OrganizerRole Role { get; private set; }

    public DateTime Since { get; private set; }

    public int Version { get; private set; }

    public void Become(OrganizerRole role)
    {
        Role = role;
        Version++;
    }
}

public sealed class OrganizerMap : IEntityTypeConfiguration<Organizer>
{
    public void Configure(EntityTypeBuilder<Organizer> builder)
    {
        builder.ToTable("Organizers");
        builder.HasOne(o => o.Person).WithMany().HasForeignKey(o => o.PersonId);
        builder.HasIndex(o => new { o.ChapterId, o.PersonId }).IsUnique();
        builder.HasIndex(o => o.ChapterId, "IX_Organizers_OneLead").IsUnique().HasFilter("[Role] = 'Lead'");
        builder.HasIndex(o => o.PersonId);
    }
}
