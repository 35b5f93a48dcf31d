using System.Text.RegularExpressions;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

public sealed class AccentColourTests
{
    [Fact]
    public void Every_colour_is_made_readable_in_light_and_dark_or_refused()
    {
        var (made, refused) = (0, 0);
        for (var c = 0; c < 4096; c++)
        {
            if (!AccentColour.TryParse($"#{c:x3}", out var accent, out var refusal))
            {
                refused++;
                Assert.Contains("too light to be read on paper", refusal, StringComparison.Ordinal);
                continue;
            }
            made++;
            AssertReadable(accent.Light, AccentColour.LightGrounds, text: 4.5);
            AssertReadable(accent.Dark, AccentColour.DarkGrounds, text: 6);
        }
        Assert.Equal(4096, made + refused);
        Assert.InRange(made, 2000, 4000);
    }

    [Fact]
    public void A_colour_that_is_readable_already_stays_as_the_vendor_chose_it()
    {
        var accent = AccentColour.Parse("#8e2f5c");
        Assert.Equal("#8e2f5c", accent.Light.Ink);
        Assert.Equal("#8e2f5c", accent.Light.Fill);
        Assert.Equal("#ffffff", accent.Light.OnFill);
    }

    [Fact]
    public void A_slightly_pale_colour_is_darkened_and_keeps_its_hue()
    {
        var chosen = Colour("#d9622b");
        var ink = Colour(AccentColour.Parse("#d9622b").Light.Ink);
        Assert.NotEqual(chosen, ink);
        Assert.True(Oklch.From(ink).Lightness < Oklch.From(chosen).Lightness);
        Assert.Equal(Oklch.From(chosen).Hue, Oklch.From(ink).Hue, 0.03);
    }

    [Fact]
    public void Yellow_is_refused_with_the_reason_and_the_nearest_colour_that_works()
    {
        Assert.False(AccentColour.TryParse("#ffff00", out _, out var refusal));
        var match = Regex.Match(refusal, "^#ffff00 is too light to be read on paper: its contrast is 1\\.0 : 1 and text needs 4\\.5 : 1\\. The nearest colour that works is (?<nearest>#[0-9a-f]{6})\\.$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(match.Success, refusal);
        Assert.True(AccentColour.TryParse(match.Groups["nearest"].Value, out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("green")]
    [InlineData("#12345")]
    [InlineData("#ggg")]
    [InlineData("red;}body{display:none")]
    public void What_is_not_a_colour_is_refused(string? text)
    {
        Assert.False(AccentColour.TryParse(text, out _, out var refusal));
        Assert.Equal($"“{text}” is not a colour. Write it as six hexadecimal digits, for example #0f6a58.", refusal);
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    public void Contrast_is_that_of_WCAG(string one, string other, double ratio) =>
        Assert.Equal(ratio, Colour(one).ContrastWith(Colour(other)), 0.005);

    [Theory]
    [InlineData("#ffffff", 1, 0)]
    [InlineData("#ff0000", 0.62796, 0.25768)]
    [InlineData("#0000ff", 0.45201, 0.31321)]
    public void Lightness_and_chroma_are_those_of_CSS_Color_4(string hex, double lightness, double chroma)
    {
        var colour = Oklch.From(Colour(hex));
        Assert.Equal(lightness, colour.Lightness, 0.0002);
        Assert.Equal(chroma, colour.Chroma, 0.0002);
        Assert.Equal(hex, colour.ToRgb().ToString());
    }

    [Fact]
    public void The_grounds_it_is_checked_on_are_those_of_the_stylesheet()
    {
        var css = File.ReadAllText(Path.Combine(ShellSite.SourceRoot, "wwwroot", "css", "base.css"));
        string[] names = ["paper", "sheet", "tint"];
        for (var i = 0; i < names.Length; i++)
            Assert.Contains($"--{names[i]}: light-dark({AccentColour.LightGrounds[i]}, {AccentColour.DarkGrounds[i]});", css, StringComparison.Ordinal);
    }

    private static void AssertReadable(AccentTones tones, IReadOnlyList<string> grounds, double text)
    {
        foreach (var ground in grounds)
        {
            Assert.True(Colour(tones.Ink).ContrastWith(Colour(ground)) >= text, $"{tones.Ink} on {ground}");
            Assert.True(Colour(tones.Fill).ContrastWith(Colour(ground)) >= 3, $"{tones.Fill} on {ground}");
        }
        Assert.True(Colour(tones.OnFill).ContrastWith(Colour(tones.Fill)) >= 4.5, $"{tones.OnFill} on {tones.Fill}");
    }

    private static Rgb Colour(string hex) => Rgb.TryParse(hex, out var rgb) ? rgb : throw new FormatException(hex);
}
