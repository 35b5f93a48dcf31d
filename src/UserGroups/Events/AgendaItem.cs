using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>Who leads a part of the evening. What makes a group a group is peers learning from peers.</summary>
public enum AgendaKind
{
    Peer,
    Vendor,
    Social,
}

/// <summary>One line of the agenda as typed.</summary>
public sealed record AgendaLine(string Title, string Speaker, AgendaKind Kind, int Minutes);

/// <summary>One line of an event's agenda.</summary>
public sealed class AgendaItem : IHasId, IOnPublicPages
{
    public const int TitleLength = 160;
    public const int SpeakerLength = 120;
    public const int MostLines = 20;
    public const int MostMinutes = 1440;

    private AgendaItem()
    {
    }

    internal AgendaItem(int position, AgendaLine line)
    {
        Position = position;
        Title = Checked(line.Title, TitleLength, $"Line {position} of the agenda needs a title of at most {TitleLength} characters.", required: true);
        Speaker = Checked(line.Speaker, SpeakerLength, $"The speaker on line {position} of the agenda is longer than {SpeakerLength} characters.", required: false);
        if (!Enum.IsDefined(line.Kind))
            throw new RuleException("An agenda line is led by a peer, by the vendor, or is social.", "Agenda");
        if (line.Minutes is < 1 or > MostMinutes)
            throw new RuleException($"Line {position} of the agenda takes 1 to {MostMinutes} minutes.", "Agenda");
        Kind = line.Kind;
        Minutes = line.Minutes;
    }

    /// <summary>A line of an event known by its number: for rows put into the table many at a time.</summary>
    /// <exception cref="RuleException">Something cannot be so.</exception>
    public static AgendaItem Of(long eventId, int position, AgendaLine line) => new(position, line) { EventId = eventId };

    public long Id { get; private set; }

    public long EventId { get; private set; }

    /// <summary>From 1.</summary>
    public int Position { get; private set; }

    public string Title { get; private set; } = "";

    public string Speaker { get; private set; } = "";

    public AgendaKind Kind { get; private set; }

    public int Minutes { get; private set; }

    public AgendaLine Line => new(Title, Speaker, Kind, Minutes);

    private static string Checked(string? text, int length, string sentence, bool required)
    {
        var trimmed = (text ?? "").Trim();
        return trimmed.Length > length || (required && trimmed.Length == 0) || trimmed.Any(char.IsControl) ? throw new RuleException(sentence, "Agenda") : trimmed;
    }
}

public sealed class AgendaItemMap : IEntityTypeConfiguration<AgendaItem>
{
    public void Configure(EntityTypeBuilder<AgendaItem> builder)
    {
        builder.ToTable("AgendaItems", table => table.HasCheckConstraint("CK_AgendaItems_Minutes", "[Minutes] BETWEEN 1 AND 1440"));
        builder.Property(a => a.Title).HasMaxLength(AgendaItem.TitleLength);
        builder.Property(a => a.Speaker).HasMaxLength(AgendaItem.SpeakerLength);
        builder.HasIndex(a => new { a.EventId, a.Position }).IsUnique();
    }
}
