using System.Text.RegularExpressions;

namespace UserGroups.Tests.House;

/// <summary>
/// Holds docs/asvs.md, the ledger of OWASP ASVS 5.0: every number of level 1 and 2 stands there once, each that is met names a test that exists, and
/// what is not met is counted here, so that nobody adds one in silence.
/// </summary>
public sealed partial class LedgerTests
{
    private const int Open = 7;
    private const int Operator = 17;
    private const int NotHere = 69;

    // OWASP ASVS 5.0.0: the numbers of its levels.
    private const string LevelOne = """
        1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2
        8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
        """;

    private const string LevelTwo = """
        1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2 4.1.2-3 4.2.1 4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3
        6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4
        10.1.1-2 10.2.1-2 10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4
        13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2
        """;

    private static readonly string[] States = ["met", "n/a", "operator", "open"];

    private static readonly List<Row> Rows = Read(File.ReadLines(Path.Combine(Repository.Root, "docs", "asvs.md")));

    [Fact]
    public void Every_requirement_of_both_levels_stands_in_the_ledger_once()
    {
        var (one, two) = (Numbers(LevelOne), Numbers(LevelTwo));
        Assert.Equal((70, 183), (one.Count, two.Count));
        Assert.Equal([], FaultsOf(Rows, one, two));
    }

    [Fact]
    public void Every_row_that_is_met_names_a_test_and_every_named_test_exists() => Assert.Equal([], TestFaultsOf(Rows, Tests()));

    [Fact]
    public void What_is_not_met_is_counted() => Assert.Equal((Open, Operator, NotHere), (Count("open"), Count("operator"), Count("n/a")));

    [Fact]
    public void Every_field_with_a_rule_of_its_own_exists_and_names_tests_that_exist()
    {
        var section = File.ReadAllText(Path.Combine(Repository.Root, "docs", "access.md")).Split("## Fields with a rule of their own")[1].Split("\n## ")[0];
        var rows = section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')).ToList();
        var (tests, types) = (Tests(), System.Reflection.Assembly.Load("UserGroups").GetTypes().Where(t => t.IsPublic).ToLookup(t => t.Name, StringComparer.Ordinal));
        Assert.True(rows.Count > 20, $"{rows.Count}");
        Assert.All(rows, r => Assert.Equal((6, true), (r.Length, Named().IsMatch(r[4]))));
        Assert.Equal([], rows.SelectMany(r => Named().Matches(r[4])).Select(m => m.Groups["name"].Value).Where(t => !tests.Contains(t)));
        Assert.Equal([], rows.SelectMany(r => Named().Matches(r[1])).Select(m => m.Groups["name"].Value).Where(f => !types[f.Split('.')[0]].Any(t => t.GetProperty(f.Split('.')[1]) is not null)));
    }

    [Theory]
    [InlineData("| 1.2.1 | 1 | Encoding | met | By Razor. | `LedgerTests.No_such_test` |", "1.2.1: there is no test LedgerTests.No_such_test")]
    [InlineData("| 1.2.1 | 1 | Encoding | met | By Razor. | |", "1.2.1 names no test")]
    [InlineData("| 1.2.1 | 1 | Encoding | met | By Razor. | `LedgerTests.Count` |", "1.2.1: there is no test LedgerTests.Count")]
    [InlineData("| 1.2.1 | 1 | Encoding | n/a | No. | |", "1.2.1 gives no reason")]
    [InlineData("| 1.2.1 | 1 | Encoding | nearly | It is nearly done, honestly. | |", "1.2.1 is in no state")]
    [InlineData("| 1.2.1 | 1 | Encoding | met | By Razor. | `LedgerTests.What_is_not_met_is_counted` |", null)]
    public void A_row_that_proves_nothing_is_found(string line, string? fault) => Assert.Equal(fault is null ? [] : [fault], TestFaultsOf(Read([line]), Tests()));

    [Theory]
    [InlineData("| 1.2.1 | 1 | a | open | b | |", "1.2.2 is missing")]
    [InlineData("| 1.2.1, 1.2.2 | 1 | a | open | b | |\n| 1.2.2 | 1 | a | open | b | |", "1.2.2 stands 2 times")]
    [InlineData("| 1.2.1 | 1 | a | open | b | |\n| 1.2.2 | 2 | a | open | b | |", "1.2.2 is of another level")]
    [InlineData("| 1.2.1, 1.2.2, 1.2.9 | 1 | a | open | b | |", "1.2.9 is of another level")]
    public void A_number_that_is_missing_doubled_or_invented_is_found(string lines, string fault) => Assert.Equal([fault], FaultsOf(Read(lines.Split('\n')), Numbers("1.2.1-2"), []));

    private static IEnumerable<string> FaultsOf(List<Row> rows, List<string> one, List<string> two)
    {
        var found = rows.SelectMany(r => r.Numbers.Select(n => (Number: n, r.Level))).ToList();
        foreach (var number in one.Concat(two))
        {
            if (found.Count(f => f.Number == number) is var times and not 1)
                yield return times == 0 ? $"{number} is missing" : $"{number} stands {times} times";
        }

        foreach (var (number, level) in found.Where(f => !(f.Level == "1" ? one : two).Contains(f.Number)))
            yield return $"{number} is of another level";
    }

    private static IEnumerable<string> TestFaultsOf(List<Row> rows, HashSet<string> tests)
    {
        foreach (var row in rows)
        {
            var name = string.Join(", ", row.Numbers);
            if (!States.Contains(row.State))
                yield return $"{name} is in no state";
            if (row.State == "met" && row.Tests.Count == 0)
                yield return $"{name} names no test";
            if (row.State != "met" && row.How.Length < 20)
                yield return $"{name} gives no reason";
            foreach (var test in row.Tests.Where(t => !tests.Contains(t)))
                yield return $"{name}: there is no test {test}";
        }
    }

    private static int Count(string state) => Rows.Where(r => r.State == state).Sum(r => r.Numbers.Count);

    private static List<Row> Read(IEnumerable<string> lines) =>
    [
        .. lines.Select(l => Line().Match(l)).Where(m => m.Success).Select(m => new Row(
            [.. m.Groups["numbers"].Value.Split(", ")], m.Groups["level"].Value, m.Groups["state"].Value, m.Groups["how"].Value, [.. Named().Matches(m.Groups["tests"].Value).Select(t => t.Groups["name"].Value)])),
    ];

    private static List<string> Numbers(string ranges) =>
    [
        .. ranges.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).SelectMany(range =>
        {
            var (section, ends) = (range[..range.LastIndexOf('.')], range[(range.LastIndexOf('.') + 1)..].Split('-').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToList());
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1).Select(n => $"{section}.{n}");
        }),
    ];

    // Class.Method of each method under [Fact] or [Theory] in the sources of the tests.
    private static HashSet<string> Tests()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Repository.Sources("tests"))
        {
            var (type, isTest) = ("", false);
            foreach (var line in File.ReadLines(file))
            {
                if (Class().Match(line) is { Success: true } declared)
                    type = declared.Groups["name"].Value;
                isTest |= Attribute().IsMatch(line);
                if (!isTest || Method().Match(line) is not { Success: true } method)
                    continue;
                found.Add($"{type}.{method.Groups["name"].Value}");
                isTest = false;
            }
        }

        return found;
    }

    private sealed record Row(IReadOnlyList<string> Numbers, string Level, string State, string How, IReadOnlyList<string> Tests);

    [GeneratedRegex(@"^\| (?<numbers>\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) \| (?<level>\d) \| [^|]+ \| (?<state>[^|]+?) \| (?<how>[^|]+) \|(?<tests>[^|]*)\|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*\[(?:Fact|Theory)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:public|internal)[a-z ]* class (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    public [\w<>\[\] ]*?(?<name>\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();
}
