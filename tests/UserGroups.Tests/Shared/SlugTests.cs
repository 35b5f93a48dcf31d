using FsCheck;
using FsCheck.Fluent;
using UserGroups.Shared;

namespace UserGroups.Tests.Shared;

public class SlugTests
{
    [Theory]
    [InlineData("Oslo .NET User Group", "oslo-net-user-group")]
    [InlineData("København & Malmö", "kobenhavn-and-malmo")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Straße Ærø Þingvellir Đà Nẵng İstanbul", "strasse-aero-thingvellir-da-nang-istanbul")]
    [InlineData("C# Oslo", "c-sharp-oslo")]
    [InlineData("C++ Lima", "c-plus-plus-lima")]
    [InlineData("#dotnet", "dotnet")]
    [InlineData("Côte d’Azur", "cote-dazur")]
    [InlineData("  --a__b--  ", "a-b")]
    [InlineData("Москва Щёлково", "moskva-shchyolkovo")]
    [InlineData("Київ", "kiyiv")]
    [InlineData("Αθήνα", "athina")]
    [InlineData("ﬁne ① Ｆｕｌｌ", "fine-1-full")]
    [InlineData("new", "new-1")]
    [InlineData("Sign in", "sign-in-1")]
    public void A_name_is_spelt_in_plain_letters(string name, string slug) => Assert.Equal(slug, Slug.From(name));

    [Theory]
    [InlineData("中文", "x-72726d88")]
    [InlineData("Python 北京", "python-734c43e9")]
    [InlineData("", "x-e3b0c442")]
    [InlineData("🎉", "x-6146299c")]
    public void Letters_of_other_scripts_leave_a_mark_that_stays_the_same(string name, string slug) => Assert.Equal(slug, Slug.From(name));

    [Fact]
    public void Two_names_in_another_script_do_not_meet()
    {
        Assert.NotEqual(Slug.From("Python 北京"), Slug.From("Python 上海"));
        Assert.Equal(Slug.From("Cafe\u0301 北京"), Slug.From("Café 北京"));
    }

    [Fact]
    public void Any_string_yields_a_valid_slug()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), name =>
        {
            Assert.True(Slug.IsValid(Slug.From(name)), Slug.From(name));
            Assert.Equal(Slug.From(name), Slug.From(name));
            Assert.True(Slug.Candidates(name).Take(12).All(Slug.IsValid));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        for (var c = 0; c <= char.MaxValue; c++)
            Assert.True(Slug.IsValid(Slug.From(((char)c).ToString())), $"U+{c:X4}");
    }

    [Fact]
    public void A_long_name_ends_at_a_word()
    {
        var slug = Slug.From("The quite extraordinarily long named user group of the northern mountains and valleys");
        Assert.Equal("the-quite-extraordinarily-long-named-user-group-of-the", slug);
        Assert.Equal(60, Slug.From(new string('a', 200)).Length);
    }

    [Fact]
    public void A_taken_slug_gets_a_number_within_the_length()
    {
        Assert.Equal("oslo", Slug.Unique("Oslo", new HashSet<string>()));
        Assert.Equal("oslo-3", Slug.Unique("Oslo", new HashSet<string> { "oslo", "oslo-2" }));
        Assert.Equal(new string('a', 58) + "-2", Slug.Unique(new string('a', 99), slug => slug.Length == 60 && !slug.Contains('-')));
    }

    [Theory]
    [InlineData("oslo-net", true)]
    [InlineData("staff", false)]
    [InlineData("Oslo", false)]
    [InlineData("-oslo", false)]
    [InlineData("os--lo", false)]
    [InlineData("oslo\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_typed_slug_is_taken_or_refused(string? typed, bool valid)
    {
        Assert.Equal(valid, Slug.IsValid(typed));
        if (valid)
            Assert.Equal(typed, Slug.Typed(typed));
    }

    [Fact]
    public void A_reserved_word_is_refused_in_a_sentence() =>
        Assert.Equal("“staff” is an address of this site. Choose another one.", Assert.Throws<RuleException>(() => Slug.Typed("staff")).Message);
}
