using System.Globalization;

namespace UserGroups.Mail.Writing;

/// <summary>A colour of a letter, with the contrast of WCAG 2.2 (§ relative luminance).</summary>
public sealed record MailColour(byte Red, byte Green, byte Blue)
{
    public static readonly MailColour White = new(255, 255, 255);

    public static readonly MailColour Black = new(0, 0, 0);

    /// <summary>Ground of a letter in the dark.</summary>
    public static readonly MailColour Night = new(0x1d, 0x1b, 0x18);

    /// <param name="text"><c>#rrggbb</c>; anything else is a calm green.</param>
    public static MailColour Parse(string text) =>
        text.Length == 7 && text[0] == '#' && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new MailColour((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : new MailColour(0x0f, 0x6a, 0x58);

    /// <summary>1 (the same) to 21 (black on white).</summary>
    public double ContrastWith(MailColour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The same colour, made lighter or darker until it can be read on <paramref name="ground"/> (4.5 : 1, SC 1.4.3).</summary>
    public MailColour ReadableOn(MailColour ground)
    {
        var towards = ground.Luminance > 0.4 ? Black : White;
        var colour = this;
        for (var share = 0.05; colour.ContrastWith(ground) < 4.5 && share < 1.04; share += 0.05)
            colour = new MailColour(Mix(Red, towards.Red, share), Mix(Green, towards.Green, share), Mix(Blue, towards.Blue, share));
        return colour;
    }

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part)
    {
        var value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * Math.Min(share, 1)));
}
