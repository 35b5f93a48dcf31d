using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Tests.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly string[] Own = ["Lena Nordmann", "lena.nordmann@fjordworks.example", "Northwind Community"];

    [Theory]
    [InlineData("seven friendly penguins")]
    [InlineData("correct horse battery staple")]
    [InlineData("vQ7#kk2!pLm9")]
    [InlineData("ежик в тумане ночью")]
    [InlineData("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧")]
    [InlineData("tuba ladder 42 violet")]
    public void Long_and_unrelated_words_or_any_characters_are_taken(string password) => PasswordRules.Check(password, Own);

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("🦊🐻🐼🐨🐯🦁")]
    public void Fewer_than_twelve_characters_are_refused(string? password) => Refused(password, "at least 12");

    [Fact]
    public void A_hundred_and_twenty_eight_are_taken_and_one_more_is_not()
    {
        var text = string.Concat(Enumerable.Range(0, 16).Select(i => $"{i:x}kz{(char)('a' + i)}w9q7"))[..128];
        PasswordRules.Check(text, Own);
        Refused(text + "x", "too long");
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcabcabcabcabc")]
    [InlineData("hello!hello!hello!")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop1234")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("zyxwvutsrqponml")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("asdfghjkl12345")]
    public void Patterns_are_refused(string password) => Refused(password, "pattern");

    [Theory]
    [InlineData("password12345678")]
    [InlineData("P@ssw0rdP@ssw0rd")]
    [InlineData("iloveyou forever")]
    [InlineData("Welcome2024!!!!")]
    [InlineData("administrator")]
    [InlineData("letmein-letmein-1")]
    [InlineData("football2026champion")]
    [InlineData("sunshine princess!")]
    public void Well_known_words_with_decoration_are_refused(string password) => Refused(password, "lists that are tried first");

    [Theory]
    [InlineData("lena.nordmann")]
    [InlineData("LenaNordmann2026!")]
    [InlineData("fjordworks-lena-1")]
    [InlineData("northwindcommunity")]
    [InlineData("usergroups-chapter")]
    [InlineData("n0rdm4nn_fj0rdw0rks")]
    public void The_persons_own_words_and_those_of_the_place_are_refused(string password) => Refused(password, "your name, your address");

    [Fact]
    public void The_ten_thousand_most_common_ones_of_that_length_are_refused()
    {
        Assert.Equal(10_000, CommonPasswords.Count);
        // Neither words of ours nor a pattern: refused because they are on the list, in any case.
        foreach (var known in new[] { "mailcreated5240", "Sojdlg123aljg", "contortionist", "FLVBYBCNHFNJH" })
            Refused(known, "lists that are tried first");
        PasswordRules.Check("contortionist9", Own);
    }

    [Fact]
    public void The_stems_stand_for_far_more_than_a_thousand_passwords()
    {
        Assert.True(CommonWords.All.Count >= 500);
        var long12 = CommonWords.All.Sum(a => CommonWords.All.Count(b => (a + b).Length >= 12));
        Assert.True(long12 > 50_000, $"{long12}");
    }

    [Fact]
    public void A_long_hostile_text_is_judged_at_once()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        PasswordRules.Check(string.Concat(Enumerable.Repeat("password monkey dragon zebra7", 4))[..100], Own);
        Assert.True(watch.ElapsedMilliseconds < 500);
    }

    private static void Refused(string? password, string why) =>
        Assert.Contains(why, Assert.Throws<RuleException>(() => PasswordRules.Check(password, Own)).Message, StringComparison.Ordinal);
}
