using System.Globalization;
using System.Runtime.InteropServices;

namespace UserGroups.Web.Shell;

/// <summary>A colour of the screen, eight bits a channel.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Reads <c>#rgb</c> or <c>#rrggbb</c>, with or without the hash.</summary>
    public static bool TryParse(string? text, out Rgb colour)
    {
        colour = default;
        var hex = (text ?? "").Trim().TrimStart('#');
        if (hex.Length == 3)
            hex = string.Concat(hex.Select(c => $"{c}{c}"));
        if (hex.Length != 6 || !int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        colour = new Rgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Relative luminance, WCAG 2.2 definition, 0 to 1.</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>Contrast ratio, WCAG 2.2 success criterion 1.4.3, 1 to 21.</summary>
    public double ContrastWith(Rgb other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    internal static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}

/// <summary>
/// A colour as people see it: lightness 0 to 1, chroma from 0 up, hue in radians. Björn Ottosson's Oklab
/// (https://bottosson.github.io/posts/oklab/, public domain), the space CSS Color 4 calls <c>oklch()</c>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    public static Oklch From(Rgb rgb)
    {
        var (r, g, b) = (Rgb.Linear(rgb.R), Rgb.Linear(rgb.G), Rgb.Linear(rgb.B));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        var a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        return new Oklch(lightness, Math.Sqrt(a * a + bb * bb), Math.Atan2(bb, a));
    }

    /// <summary>The nearest colour a screen can show: chroma is given up before lightness and hue.</summary>
    public Rgb ToRgb()
    {
        for (var chroma = Chroma; chroma > 0; chroma -= 0.005)
        {
            if (TryRgb(chroma, out var rgb))
                return rgb;
        }
        TryRgb(0, out var grey);
        return grey;
    }

    private bool TryRgb(double chroma, out Rgb rgb)
    {
        var (a, b) = (chroma * Math.Cos(Hue), chroma * Math.Sin(Hue));
        var l = Math.Pow(Lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(Lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(Lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        var red = Channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        var green = Channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        var blue = Channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        rgb = new Rgb(Clip(red), Clip(green), Clip(blue));
        return InGamut(red) && InGamut(green) && InGamut(blue);
    }

    private static double Channel(double linear) =>
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;

    // Half a step of eight bits either way is rounding, not another colour.
    private static bool InGamut(double c) => c is >= -0.002 and <= 1.002;

    private static byte Clip(double c) => (byte)Math.Round(Math.Clamp(c, 0, 1) * 255);
}
