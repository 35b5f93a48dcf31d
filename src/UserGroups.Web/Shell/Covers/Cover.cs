using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Web.Shell;

public enum CoverKind { Chapter, Event }

/// <summary>
/// A picture drawn from a name: the same name always gives the same picture, another name another one. Chapters are places
/// (hills, harbours, roofs, streets), events are patterns (rings, tiles, ribbons, confetti). Flat shapes and
/// presentation attributes only, so it stands inline under a policy that allows no inline style.
/// </summary>
public static class Cover
{
    public const int Width = 480;
    public const int Height = 320;

    private static readonly Action<CoverCanvas>[] Places =
        [CoverPlaces.Hills, CoverPlaces.Harbour, CoverPlaces.Roofs, CoverPlaces.Streets, CoverPlaces.Arches];

    private static readonly Action<CoverCanvas>[] Patterns =
        [CoverPatterns.Rings, CoverPatterns.Tiles, CoverPatterns.Ribbons, CoverPatterns.Petals, CoverPatterns.Columns];

    public static string Draw(CoverKind kind, string name)
    {
        // Paths are full of numbers, and some cultures write the minus sign in a way SVG does not read.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var canvas = new CoverCanvas(kind, name);
            var motifs = kind == CoverKind.Chapter ? Places : Patterns;
            canvas.Fill(canvas.Palette.Ground);
            motifs[canvas.Chance.Next(motifs.Length)](canvas);
            return canvas.ToSvg();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}

/// <summary>Five printing inks that go together: the ground, three colours, and a dark one for small things.</summary>
public sealed record CoverPalette(string Ground, string One, string Two, string Three, string Dark)
{
    public static readonly IReadOnlyList<CoverPalette> All =
    [
        new("#f3dfc1", "#e2734c", "#2f6b6a", "#f2b84b", "#23384a"),
        new("#dfe6d8", "#5f8f6b", "#e9b44c", "#c8553d", "#2b3a35"),
        new("#f6d9c8", "#c34a5b", "#f0a35e", "#5a5e8c", "#2d2a43"),
        new("#d5e3e8", "#3f7a94", "#f0c987", "#e07a5f", "#1f3347"),
        new("#f2e3d0", "#8a4f7d", "#e59a7b", "#3f7f78", "#352a3f"),
        new("#e9e0f0", "#6b5ca5", "#f3b562", "#d9627b", "#2a2848"),
        new("#fae3a8", "#e4813a", "#3d7c6b", "#b93f3c", "#2e2f3a"),
        new("#cfe5dc", "#2d8076", "#f2cc8f", "#d8674f", "#1d3a3d"),
        new("#f0d8d3", "#a93f55", "#457b80", "#eeb768", "#33252f"),
        new("#dbe2ef", "#4a5f9e", "#ef9f76", "#8fb08c", "#20294a"),
    ];
}

/// <summary>A sequence of chances that depends on nothing but the seed: .NET promises no such thing of <see cref="Random"/>.</summary>
public sealed class CoverChance(string seed)
{
    // SplitMix64 (Steele, Lea, Flood 2014, public domain), started from a digest so that near names give far pictures.
    private ulong state = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    public int Next(int below) => (int)(Draw() % (ulong)below);

    public int Between(int from, int to) => from + Next(to - from + 1);

    public bool Is(int percent) => Next(100) < percent;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Next(choices.Length)];

    private ulong Draw()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Paper, inks and chance of one cover, and the few strokes all motifs are made of.</summary>
public sealed class CoverCanvas
{
    private readonly StringBuilder svg = new();

    public CoverCanvas(CoverKind kind, string name)
    {
        Chance = new CoverChance($"{kind}:{name.Trim().ToUpperInvariant()}");
        Palette = CoverPalette.All[Chance.Next(CoverPalette.All.Count)];
        Colours = Chance.Of<string[]>(
            [Palette.One, Palette.Two, Palette.Three], [Palette.Two, Palette.One, Palette.Three], [Palette.Three, Palette.Two, Palette.One],
            [Palette.One, Palette.Three, Palette.Two], [Palette.Two, Palette.Three, Palette.One], [Palette.Three, Palette.One, Palette.Two]);
    }

    public CoverChance Chance { get; }

    public CoverPalette Palette { get; }

    /// <summary>The three colours in the order this cover uses them.</summary>
    public IReadOnlyList<string> Colours { get; }

    public void Fill(string colour) => Rect(0, 0, Cover.Width, Cover.Height, colour);

    public void Rect(int x, int y, int width, int height, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>");

    public void Circle(int x, int y, int radius, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{colour}\"/>");

    public void Ring(int x, int y, int radius, int thickness, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thickness}\"/>");

    public void Path(string data, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{data}\" fill=\"{colour}\"/>");

    public void Line(string data, string colour, int thickness) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{data}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thickness}\" stroke-linecap=\"round\"/>");

    public string ToSvg() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Cover.Width} {Cover.Height}\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\" focusable=\"false\" class=\"cover-art\">{svg}</svg>";
}
