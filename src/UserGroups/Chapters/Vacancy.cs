using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Chapters;

/// <summary>
/// A chapter whose last lead and co-organizer have gone, and what is done about it: its members are asked, then everybody may adopt it, then staff
/// retire it. One is open per chapter; it ends when somebody organizes again, or with the chapter.
/// </summary>
public sealed class Vacancy
{
    private Vacancy()
    {
    }

    /// <param name="chapterId">Which chapter.</param>
    /// <param name="now">UTC.</param>
    /// <param name="memberDays">So long members come first.</param>
    /// <param name="adoptionDays">So long after that anybody may ask.</param>
    public Vacancy(long chapterId, DateTime now, int memberDays, int adoptionDays)
    {
        ChapterId = chapterId;
        Since = now;
        // Kept as they were promised in the letters; a setting changed later is for later ones.
        MembersUntil = now.AddDays(memberDays);
        AdoptionUntil = MembersUntil.AddDays(adoptionDays);
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public DateTime Since { get; private set; }

    /// <summary>Until then only members (and hosts) may ask for the lead.</summary>
    public DateTime MembersUntil { get; private set; }

    /// <summary>Until then it waits for anybody; after that staff are told to retire it.</summary>
    public DateTime AdoptionUntil { get; private set; }

    /// <summary>When the members got their letter.</summary>
    public DateTime? AskedAt { get; private set; }

    /// <summary>To how many members it went.</summary>
    public int Asked { get; private set; }

    /// <summary>When it was opened to everybody.</summary>
    public DateTime? OpenedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsForMembers(DateTime now) => EndedAt is null && now < MembersUntil;

    public void NoteAsked(int members, DateTime now)
    {
        (AskedAt, Asked) = (now, members);
        Version++;
    }

    public void Open(DateTime now)
    {
        OpenedAt = now;
        Version++;
    }

    public void End(DateTime now)
    {
        EndedAt ??= now;
        Version++;
    }
}

public sealed class VacancyMap : IEntityTypeConfiguration<Vacancy>
{
    public void Configure(EntityTypeBuilder<Vacancy> builder)
    {
        builder.ToTable("Vacancies", table => table.HasCheckConstraint("CK_Vacancies_Order", "[MembersUntil] >= [Since] AND [AdoptionUntil] >= [MembersUntil]"));
        builder.HasOne(v => v.Chapter).WithMany().HasForeignKey(v => v.ChapterId);
        // Two organizers who leave at the same moment leave one vacancy.
        builder.HasIndex(v => v.ChapterId, "IX_Vacancies_OneOpen").IsUnique().HasFilter("[EndedAt] IS NULL");
        builder.HasIndex(v => new { v.EndedAt, v.Since, v.Id });
    }
}
