using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What an application is judged by. Stored by name.</summary>
public enum CriterionKey
{
    RunByUsers,
    Independent,
    TwoOrganizers,
    RoomForIt,
    FirstMeetup,
    Reachable,
}

public static class CriterionKeys
{
    public static readonly IReadOnlyList<CriterionKey> All = Enum.GetValues<CriterionKey>();

    /// <summary>The criterion in a sentence, the same for applicant and reviewer.</summary>
    public static string Sentence(CriterionKey key) => key switch
    {
        CriterionKey.RunByUsers => "It is run by people who use the product, at a customer or a partner.",
        CriterionKey.Independent => "The organizers decide on the programme, and peers hold most of the talks.",
        CriterionKey.TwoOrganizers => "Two organizers have said yes, so that it does not hang on one person.",
        CriterionKey.RoomForIt => "No group nearby does the same already, or there is room for both.",
        CriterionKey.FirstMeetup => "The first meetup is within reach: a date, and an idea for the room and the talks.",
        _ => "People can find out how to join, and it is open to everybody who uses the product.",
    };
}

/// <summary>A tick as the reviewer set it.</summary>
public sealed record Tick(CriterionKey Key, bool? Met, string? Reason);

/// <summary>One criterion of one application, with its own tick and reason.</summary>
public sealed class Criterion
{
    public const int ReasonLength = 500;

    private Criterion()
    {
    }

    internal Criterion(Chapter chapter, CriterionKey key)
    {
        Chapter = chapter;
        Key = key;
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public CriterionKey Key { get; private set; }

    /// <summary>Null while nobody has looked.</summary>
    public bool? Met { get; private set; }

    public string Reason { get; private set; } = "";

    public long? DecidedById { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>True when it says just that already.</summary>
    internal bool Says(Tick tick) => Met == tick.Met && Reason == (tick.Reason ?? "").ReplaceLineEndings("\n").Trim();

    /// <returns>True when it says something else than before.</returns>
    public bool Decide(bool? met, string? reason, long personId, DateTime now)
    {
        var given = Checked.Text(reason, ReasonLength, $"Reason_{Key}", met is false ? "Say what is missing, so that the applicant can do something about it." : null);
        if (Met == met && Reason == given)
            return false;
        (Met, Reason, DecidedById, DecidedAt) = (met, given, personId, now);
        Version++;
        return true;
    }
}

public sealed class CriterionMap : IEntityTypeConfiguration<Criterion>
{
    public void Configure(EntityTypeBuilder<Criterion> builder)
    {
        builder.ToTable("ChapterCriteria");
        builder.Property(c => c.Reason).HasMaxLength(Criterion.ReasonLength);
        builder.HasIndex(c => new { c.ChapterId, c.Key }).IsUnique();
    }
}
