using System.Text.RegularExpressions;
using System.Xml.Linq;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>Every sentence of accounts has its German one: read off the sources, because the English sentence is the key.</summary>
public sealed partial class TextsTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_sentence_in_code_and_views_has_a_German_one()
    {
        var german = Keys("AccountsTexts.de.resx");
        var used = Directory.EnumerateFiles(Path.Combine(Root, "src/UserGroups.Web/Accounts"), "*.cs*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "src/UserGroups/Accounts"), "*.cs"))
            .SelectMany(f => Sentence().Matches(File.ReadAllText(f)).Select(m => m.Groups["text"].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.Count > 200, $"{used.Count}");
        Assert.Equal([], used.Except(german));
    }

    [Fact]
    public void Every_role_region_and_way_in_has_its_words()
    {
        var german = Keys("AccountsTexts.de.resx");
        Assert.Equal([], Enum.GetValues<StaffRole>().Select(RoleWords.Of).Concat(Regions.Names.Values).Concat(Enum.GetNames<SessionOpening>()).Except(german));
    }

    [Fact]
    public void Placeholders_are_the_same_in_both_languages()
    {
        var pairs = XDocument.Load(Path.Combine(Root, "src/UserGroups.Web/Accounts/AccountsTexts.de.resx")).Root!.Elements("data");
        Assert.Empty(pairs.Where(p => Places(p.Attribute("name")!.Value) != Places(p.Element("value")!.Value)).Select(p => p.Attribute("name")!.Value));

        static string Places(string text) => string.Join(',', Hole().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Keys(string file) =>
        XDocument.Load(Path.Combine(Root, "src/UserGroups.Web/Accounts", file)).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "UserGroups.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    // T["…"], texts["…"], Display names, sentences of rules and constants, Done("…").
    [GeneratedRegex(@"(?:\bT\[|texts\[|Display\(Name = |RuleException\(|Done\(|const string (?:Failed|FailedCode|DidNotWork|WrongCode|WrongPassword|Taken|TheSame|Has|Gone|NoApp) = )""(?<text>[^""]+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
