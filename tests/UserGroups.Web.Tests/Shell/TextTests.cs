using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

public sealed class TextTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Every_language_has_every_text_with_the_same_gaps()
    {
        var english = Texts("ShellTexts.resx");
        foreach (var language in ShellModule.Languages.Where(l => l != "en"))
        {
            var other = Texts($"ShellTexts.{language}.resx");
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
            foreach (var key in english.Keys)
                Assert.Equal((key, Gaps(english[key])), (key, Gaps(other[key])));
        }
    }

    [Fact]
    public void Every_text_a_view_or_a_class_asks_for_exists_and_none_is_left_over()
    {
        var known = Texts("ShellTexts.resx").Keys.ToHashSet(StringComparer.Ordinal);
        var sources = Directory.EnumerateFiles(Path.Combine(ShellSite.SourceRoot, "Shell"), "*.cs*", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var asked = sources.SelectMany(s => Regex.Matches(s, "\\b(T|texts|Texts|reader)\\[\"(?<key>[A-Za-z0-9]+)\"", RegexOptions.ExplicitCapture, Patience)).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(asked.Count >= 80);
        Assert.Empty(asked.Except(known));
        // Rooms that add to the navigation quote their texts themselves.
        var registered = Directory.EnumerateFiles(ShellSite.SourceRoot, "*WebModule.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        var quoted = sources.Concat(registered).SelectMany(s => Regex.Matches(s, "\"(?<key>[A-Za-z0-9]+)\"", RegexOptions.ExplicitCapture, Patience)).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var built = known.Where(k => Regex.IsMatch(k, "^Error[0-9]{3}(Title|Why|WhatNow)$", RegexOptions.ExplicitCapture, Patience));
        Assert.Empty(known.Except(quoted).Except(built));
    }

    [Fact]
    public async Task The_whole_shell_speaks_German()
    {
        await using var site = await ShellSite.StartAsync();
        var english = Texts("ShellTexts.resx").Values.Where(v => v.Length > 12 && !v.Contains('{', StringComparison.Ordinal)).ToList();
        foreach (var path in new[] { "/", "/about", "/accessibility", "/privacy", "/nowhere" })
        {
            var (response, page) = await site.OpenAsync(path, "de-CH");
            Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
            Assert.All(english, sentence => Assert.DoesNotContain(sentence, page.Body!.TextContent, StringComparison.Ordinal));
            if (path != "/nowhere")
                Assert.Equal("de", string.Join(',', response.Content.Headers.ContentLanguage));
        }
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("fr,pl;q=0.8", "en")]
    [InlineData("fr,de;q=0.8", "de")]
    [InlineData("en-AU", "en")]
    [InlineData("xx-not-a-language;;q=z", "en")]
    public async Task The_language_is_the_first_of_the_browser_that_has_texts(string? asked, string given)
    {
        await using var site = await ShellSite.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        if (asked is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", asked);
        using var response = await site.Client().SendAsync(request);
        Assert.Equal(given, (await ShellSite.ReadAsync(response)).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task What_the_person_chose_goes_before_the_browser()
    {
        await using var site = await ShellSite.StartAsync(services: s => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<ShellHooks>(s, h => h.Culture = _ => "de-AT"));
        var (_, page) = await site.OpenAsync("/about", "en-GB");
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData(typeof(HomeController), "Shell")]
    [InlineData(typeof(string), "Shell")]
    [InlineData(null, "Shell")]
    public void A_view_is_looked_for_in_the_module_of_its_controller(Type? controller, string module) =>
        Assert.Equal(module, ModuleViewLocations.ModuleOf(controller));

    [Theory]
    [InlineData("Lena Berg", "LB")]
    [InlineData("Ida María Quispe", "IQ")]
    [InlineData("aino", "A")]
    [InlineData("李 小龙", "李小")]
    [InlineData("  ", "?")]
    public void Initials_are_first_letters_of_first_and_last_name(string name, string initials) =>
        Assert.Equal(initials, AvatarTagHelper.Initials(name));

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(ShellSite.SourceRoot, "Shell", file)).Descendants("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Gaps(string text) =>
        string.Join(',', Regex.Matches(text, "\\{[0-9]\\}", RegexOptions.None, Patience).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
