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
public sealed record AgendaLine(string Title, string Speaker, AgendaKind Kind, int Minutes)
{
    /// <summary>Nothing was typed there.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Title) && string.IsNullOrWhiteSpace(Speaker) && Minutes == 0;
}

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

    /// <param name="position">From 1.</param>
    /// <param name="line">As typed.</param>
    /// <param name="number">Its number on the form, from 0: what is wrong with it stands beside it.</param>
    /// <exception cref="RuleException">Names everything that cannot be so.</exception>
    internal AgendaItem(int position, AgendaLine line, int number)
    {
        var broken = new BrokenRules();
        var field = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Agenda[{number}].");
        Position = position;
        Title = broken.Try(() => Checked(line.Title, TitleLength, $"Line {number + 1} of the agenda needs a title of at most {TitleLength} characters.", required: true, field + nameof(Title))) ?? "";
        Speaker = broken.Try(() => Checked(line.Speaker, SpeakerLength, $"The speaker on line {number + 1} of the agenda is one line of at most {SpeakerLength} characters.", required: false, field + nameof(Speaker))) ?? "";
        if (!Enum.IsDefined(line.Kind))
            broken.Add($"Line {number + 1} of the agenda is led by a peer, by the vendor, or is social.", field + nameof(Kind));
        if (line.Minutes is < 1 or > MostMinutes)
            broken.Add($"Line {number + 1} of the agenda takes 1 to {MostMinutes} minutes.", field + nameof(Minutes));
        broken.Throw();
        Kind = line.Kind;
        Minutes = line.Minutes;
    }

    /// <summary>A line of an event known by its number: for rows put into the table many at a time.</summary>
    /// <exception cref="RuleException">Something cannot be so.</exception>
    public static AgendaItem Of(long eventId, int position, AgendaLine line) => new(position, line, position - 1) { EventId = eventId };

    public long Id { get; private set; }

    public long EventId { get; private set; }

    /// <summary>From 1.</summary>
    public int Position { get; private set; }

    public string Title { get; private set; } = "";

    public string Speaker { get; private set; } = "";

    public AgendaKind Kind { get; private set; }

    public int Minutes { get; private set; }

    public AgendaLine Line => new(Title, Speaker, Kind, Minutes);

    private static string Checked(string? text, int length, string sentence, bool required, string field)
    {
        var trimmed = (text ?? "").Trim();
        return trimmed.Length > length || (required && trimmed.Length == 0) || trimmed.Any(char.IsControl) ? throw new RuleException(sentence, field) : trimmed;
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
