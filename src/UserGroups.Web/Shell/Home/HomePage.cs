namespace UserGroups.Web.Shell;

/// <summary>A chapter in a few words, as cards show it. <paramref name="Seed"/> (its slug) draws the cover.</summary>
public sealed record ChapterTeaser(string Name, string Place, string Path, string Seed, string? NextEvent, IReadOnlyList<string> Organizers);

/// <summary>An event in one row. <paramref name="Starts"/> is the local time at the place; <paramref name="Zone"/> its IANA zone.</summary>
public sealed record EventTeaser(string Title, string Chapter, string Place, string Path, string Seed, DateTime Starts, string Zone, string? Note, StateTone NoteTone = StateTone.Quiet);

/// <summary>What the home page shows beside its own words. Every part may be missing; a part without content is not drawn.</summary>
public sealed record HomePage(IReadOnlyList<EventTeaser> NextEvents, IReadOnlyList<ChapterTeaser> Chapters, IReadOnlyList<Figure> Figures)
{
    public static readonly HomePage Empty = new([], [], []);
}

/// <summary>A number with its name and, where it has one, the page that explains it.</summary>
public sealed record Figure(string Value, string Label, string? Note = null, string? Path = null);

/// <summary>How a state feels. The word says it too: colour never stands alone.</summary>
public enum StateTone { Quiet, Good, Warn, Bad, Accent }
