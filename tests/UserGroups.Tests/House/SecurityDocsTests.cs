using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using UserGroups.Accounts;

namespace UserGroups.Tests.House;

/// <summary>What docs/security.md and docs/operations.md say about protection is what the code does.</summary>
public sealed partial class SecurityDocsTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    [Fact]
    public void Every_figure_beside_a_name_is_that_of_the_code()
    {
        var said = Figure().Matches(Text).Select(m => (Name: m.Groups["name"].Value, Value: m.Groups["value"].Value)).ToList();
        Assert.Equal(23, said.Count);
        Assert.Equal([], said.Where(s => s.Value != ValueOf(s.Name)).Select(s => $"{s.Name}: written {s.Value}, is {ValueOf(s.Name)}"));
    }

    [Fact]
    public void The_limits_written_down_are_those_of_the_code()
    {
        var limits = Repository.Sources("src/UserGroups").SelectMany(f => Limit().Matches(File.ReadAllText(f)).Select(m => $"{m.Groups["name"].Value} {m.Groups["most"].Value}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        // A limit that is new or changed: write it into docs/security.md, "How often one may try".
        Assert.Equal(
            [
                "address 5", "address-letter 5", "announcement-test 20", "answer 3", "answer-address 10", "answer-network 300", "confirm 10", "offer-help 5", "recovery-codes 5", "reset 5", "reset-network 100", "sign-in 20", "sign-in-network 200",
                "sign-up 5", "sign-up-network 200", "watch 3", "watch-network 100",
            ],
            limits);
    }

    [Fact]
    public void Every_word_of_the_product_is_named_and_refused()
    {
        var line = Text.Split('\n').Single(l => l.StartsWith("**Words refused in passwords:**", StringComparison.Ordinal));
        Assert.Equal([], CommonWords.Product.Where(w => !line.Contains(w.TrimEnd('s'), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_way_in_is_written_down()
    {
        var ways = Text.Split("## Ways in")[1].Split("\n## ")[0];
        foreach (var (opening, row) in new[]
        {
            (SessionOpening.Passkey, "| passkey (user verification required) | both factors"), (SessionOpening.PasswordAndCode, "| password and code of an app, or passkey as second step | both factors"),
            (SessionOpening.PasswordAndPasskey, "or passkey as second step | both factors"), (SessionOpening.PasswordAndRecoveryCode, "| password and recovery code | both factors"),
            (SessionOpening.Password, "| password alone | one factor"),
        })
            Assert.True(ways.Contains(row, StringComparison.Ordinal), $"{opening}");
        Assert.Equal(5, Enum.GetValues<SessionOpening>().Length);
    }

    [Fact]
    public void Every_package_is_pinned_and_those_of_the_portal_are_in_the_inventory()
    {
        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value, StringComparer.Ordinal);
        Assert.All(pinned, p => Assert.Matches(@"^\d+\.\d+\.\d+(\.\d+)?$", p.Value));
        var used = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).SelectMany(f => XDocument.Load(f).Descendants("PackageReference")).ToList();
        Assert.DoesNotContain(used, p => p.Attribute("Version") is not null || p.Attribute("VersionOverride") is not null);
        var listed = Text[Text.IndexOf("## Packages", StringComparison.Ordinal)..Text.IndexOf("## Logs", StringComparison.Ordinal)].Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(l => Name().Matches(l.Split('|')[1]).Select(m => m.Groups["name"].Value)).Order(StringComparer.Ordinal);
        Assert.Matches("within 3 days.+14 days.+60 days", Text.ReplaceLineEndings(" "));
        Assert.Equal(used.Select(p => p.Attribute("Include")!.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void The_written_proxy_speaks_only_TLS_1_2_and_1_3_and_leads_everybody_to_https()
    {
        var proxy = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")).Split("## Behind a reverse proxy")[1].Split("\n## ")[0];
        Assert.Contains("ssl_protocols TLSv1.2 TLSv1.3;", proxy, StringComparison.Ordinal);
        Assert.Contains("listen 80;\n      server_name groups.example.com;\n      return 308 https://$host$request_uri;", proxy, StringComparison.Ordinal);
        Assert.Contains("# from a public authority", proxy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_event_of_the_security_log_is_listed_for_the_operator_and_no_other()
    {
        var sources = new[] { "src/UserGroups/Shared/SecurityLog.cs", "src/UserGroups.Web/Shell/Hosting/Refusals.cs" }.Select(f => File.ReadAllText(Path.Combine(Repository.Root, f)));
        var told = sources.SelectMany(s => Event().Matches(s).Select(m => $"{m.Groups["number"].Value} {m.Groups["name"].Value}")).Order(StringComparer.Ordinal).ToList();
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).Select(l => ListedEvent().Match(l)).Where(m => m.Success).Select(m => $"{m.Groups["number"].Value} {m.Groups["name"].Value}");
        Assert.Equal(7, told.Count);
        Assert.Equal(told, listed.Order(StringComparer.Ordinal));
    }

    private static string? ValueOf(string name)
    {
        var (type, member) = (name.Split('.')[0], name.Split('.')[1]);
        var field = Assembly.Load("UserGroups").GetTypes().Single(t => t.IsPublic && t.Name == type).GetField(member, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static);
        return field?.GetValue(null) switch
        {
            TimeSpan { TotalDays: >= 2 } span => $"{span.TotalDays} days",
            TimeSpan { TotalHours: >= 1 } span => $"{span.TotalHours} hours",
            TimeSpan span => $"{span.TotalMinutes} minutes",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    [GeneratedRegex(@"`(?<name>[A-Z]\w+\.[A-Z]\w+)`(?: \|)? (?<value>\d+(?: (?:minutes|hours|days))?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"new(?: AttemptLimit)?\(""(?<name>[a-z-]+)"", .+?, (?<most>\d+), (?:TimeSpan|Window)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Limit();

    // The name stands in the attribute, or is that of the method under it.
    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(?<number>\d+), (?:.*EventName = ""(?<name>\w+)""\)\]|.*\n\s+public partial void (?<name>\w+)\()", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Event();

    [GeneratedRegex(@"^\| (?<number>1\d{3}) \| `(?<name>\w+)` \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListedEvent();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
