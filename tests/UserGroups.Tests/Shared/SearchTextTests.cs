using System.Text;
using FsCheck;
using FsCheck.Fluent;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public class SearchTextTests
{
    [Theory]
    [InlineData("  São \t\r\n Paulo ", "sao paulo")]
    [InlineData("KØBENHAVN", "kobenhavn")]
    [InlineData("Straße ŁÓDŹ Ærø", "strasse lodz aero")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ οδοσ")]
    [InlineData("Ёлка Йод", "елка иод")]
    [InlineData("İstanbul ısı", "istanbul isi")]
    [InlineData("C# C++ .NET", "c# c++ .net")]
    [InlineData("O’Brien — x", "o'brien - x")]
    [InlineData("zero\u200Bwidth soft\u00ADhyphen", "zerowidth softhyphen")]
    [InlineData("ｆｕｌｌ　ｗｉｄｔｈ", "full width")]
    [InlineData("がぎ हिन्दी", "がぎ हिन्दी")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData(null, "")]
    public void What_a_searcher_does_not_type_is_folded(string? text, string folded) => Assert.Equal(folded, SearchText.Normalise(text));

    [Fact]
    public void Folding_twice_changes_nothing()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Assert.Equal(SearchText.Normalise(text), SearchText.Normalise(SearchText.Normalise(text))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        foreach (var rune in Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value).ToString()))
        {
            var folded = SearchText.Normalise(rune);
            Assert.True(folded == SearchText.Normalise(folded) && folded.IsNormalized() && folded.Length <= 18, $"U+{char.ConvertToUtf32(rune, 0):X}");
        }
    }

    [Fact]
    public void Cutting_leaves_no_half_character_and_no_blank_at_the_end()
    {
        Assert.Equal("ab", SearchText.Normalise("ab cd", 3));
        Assert.Equal("a", SearchText.Normalise("a😀", 2));
    }

    [Fact]
    public void Halves_of_characters_are_marked() => Assert.Equal("a\uFFFDb\uFFFD", SearchText.Normalise("a\uD800b\uFFFE"));

    [Fact]
    public void Words_are_letters_and_digits() => Assert.Equal(["washington", "d", "c", "obrien", "co2"], SearchText.Words("Washington, D.C. O'Brien CO₂"));
}
