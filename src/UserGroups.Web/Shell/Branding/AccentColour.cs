using System.Globalization;

namespace UserGroups.Web.Shell;

/// <summary>The accent in one scheme: text and links, the fill of a button, and what is written on that fill.</summary>
public sealed record AccentTones(string Ink, string Fill, string OnFill);

/// <summary>
/// The vendor's one colour, made readable. From the chosen colour it derives, for light and dark, a text tone
/// (≥ 4.5 : 1 on paper, sheet and tint, WCAG 2.2 SC 1.4.3) and a button fill whose lettering reaches 4.5 : 1 and whose shape
/// reaches 3 : 1 against the page (SC 1.4.11). Hue stays; only lightness moves, in OKLCH.
/// </summary>
public sealed record AccentColour
{
    private const double TextContrast = 4.5;

    // Thin bright letters on a dark page need more than the rule asks for to be pleasant.
    private const double NightTextContrast = 6;
    private const double ShapeContrast = 3;

    // A colour that must lose more lightness than this is no longer the vendor's: yellow would turn olive.
    private const double FurthestMove = 0.28;

    // The backgrounds of tokens.css; a test reads that file and holds the two equal.
    public static readonly IReadOnlyList<string> LightGrounds = ["#fbf8f2", "#fffefb", "#f3eee4"];
    public static readonly IReadOnlyList<string> DarkGrounds = ["#191613", "#231f1b", "#12100e"];

    private static readonly Rgb White = new(255, 255, 255);
    private static readonly Rgb Night = new(0x16, 0x13, 0x10);

    private AccentColour(Rgb chosen, AccentTones light, AccentTones dark) => (Chosen, Light, Dark) = (chosen, light, dark);

    public static AccentColour Default { get; } = Parse("#0f6a58");

    public Rgb Chosen { get; }

    public AccentTones Light { get; }

    public AccentTones Dark { get; }

    public static AccentColour Parse(string text) =>
        TryParse(text, out var accent, out var refusal) ? accent : throw new FormatException(refusal);

    /// <summary>Makes the accent, or says in one sentence why this colour cannot be one.</summary>
    public static bool TryParse(string? text, out AccentColour accent, out string refusal)
    {
        (accent, refusal) = (null!, "");
        if (!Rgb.TryParse(text, out var chosen))
        {
            refusal = $"“{text}” is not a colour. Write it as six hexadecimal digits, for example #0f6a58.";
            return false;
        }
        var light = TonesOn(chosen, LightGrounds, towards: -1, TextContrast);
        var moved = Oklch.From(chosen).Lightness - Oklch.From(Read(light.Ink)).Lightness;
        if (moved > FurthestMove)
        {
            var ratio = chosen.ContrastWith(Read(LightGrounds[0])).ToString("0.0", CultureInfo.InvariantCulture);
            refusal = $"{chosen} is too light to be read on paper: its contrast is {ratio} : 1 and text needs 4.5 : 1. The nearest colour that works is {light.Ink}.";
            return false;
        }
        accent = new AccentColour(chosen, light, TonesOn(chosen, DarkGrounds, towards: +1, NightTextContrast));
        return true;
    }

    private static AccentTones TonesOn(Rgb chosen, IReadOnlyList<string> grounds, int towards, double inkContrast)
    {
        var pages = grounds.Select(Read).ToArray();
        var ink = Move(chosen, towards, c => pages.All(p => c.ContrastWith(p) >= inkContrast));
        var fill = Move(chosen, towards, c => pages.All(p => c.ContrastWith(p) >= ShapeContrast) && BestOn(c).ContrastWith(c) >= TextContrast);
        return new AccentTones(ink.ToString(), fill.ToString(), BestOn(fill).ToString());
    }

    private static Rgb Move(Rgb chosen, int towards, Func<Rgb, bool> goodEnough)
    {
        var start = Oklch.From(chosen);
        for (var lightness = start.Lightness; lightness is >= 0 and <= 1; lightness += towards * 0.005)
        {
            var candidate = lightness == start.Lightness ? chosen : (start with { Lightness = lightness }).ToRgb();
            if (goodEnough(candidate))
                return candidate;
        }
        return towards < 0 ? Night : White;
    }

    private static Rgb BestOn(Rgb fill) => White.ContrastWith(fill) >= TextContrast || White.ContrastWith(fill) >= Night.ContrastWith(fill) ? White : Night;

    private static Rgb Read(string hex) => Rgb.TryParse(hex, out var rgb) ? rgb : throw new FormatException(hex);
}
