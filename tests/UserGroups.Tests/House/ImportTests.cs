using System.Text.RegularExpressions;

namespace UserGroups.Tests.House;

/// <summary>Imports go one way (docs/decisions/0001-rooms.md). This is the table; reading the usings holds it.</summary>
public sealed partial class ImportTests
{
    private static readonly string[] Ground = ["Shared", "Data"];
    private static readonly string[] Services = ["Mail", "Jobs", "Places"];
    private static readonly string[] Upstream = ["Accounts", "Chapters", "Events"];
    private static readonly string[] Siblings = ["Sponsorship", "Announcements", "Community", "Membership", "Programme"];

    /// <summary>What each room of src/UserGroups may import beside itself.</summary>
    private static readonly Dictionary<string, string[]> Allowed = MakeTable();

    [Fact]
    public void Rules_import_only_what_lies_below_them() => Assert.Empty(Repository.Sources("src/UserGroups").SelectMany(BrokenImports));

    [Fact]
    public void Rules_know_no_web() =>
        Assert.DoesNotContain(Repository.Sources("src/UserGroups"), f => File.ReadAllText(f).Contains("UserGroups.Web", StringComparison.Ordinal));

    [Fact]
    public void A_web_room_imports_its_own_subject_and_the_shell() => Assert.Empty(Repository.Sources("src/UserGroups.Web").SelectMany(BrokenWebImports));

    [Fact]
    public void Mail_on_the_wire_knows_nothing_of_user_groups() =>
        Assert.Empty(Repository.Sources("src/UserGroups.Mail").SelectMany(f => Imports(File.ReadAllText(f)).Where(i => i != "Mail").Select(i => $"{f}: {i}")));

    [Theory]
    [InlineData("src/UserGroups/Events/Planted.cs", "using UserGroups.Sponsorship;", 1)]
    [InlineData("src/UserGroups/Sponsorship/Planted.cs", "using UserGroups.Community;", 1)]
    [InlineData("src/UserGroups/Sponsorship/Planted.cs", "using UserGroups.Events;", 0)]
    [InlineData("src/UserGroups/Shared/Planted.cs", "var x = UserGroups.Data.HistoryEntry.Genesis;", 1)]
    [InlineData("src/UserGroups/Shared/Planted.cs", "using static UserGroups.Accounts.Person;", 1)]
    public void A_planted_import_is_found(string path, string text, int broken) =>
        Assert.Equal(broken, BrokenImports(Path.Combine(Repository.Root, path), text).Count());

    private static IEnumerable<string> BrokenImports(string file) => BrokenImports(file, File.ReadAllText(file));

    private static IEnumerable<string> BrokenImports(string file, string text)
    {
        var room = Path.GetRelativePath(Path.Combine(Repository.Root, "src/UserGroups"), file).Split('/')[0];
        return Imports(text).Where(i => i != room && !Allowed[room].Contains(i)).Select(i => $"{file} imports {i}");
    }

    private static IEnumerable<string> BrokenWebImports(string file)
    {
        var room = Path.GetRelativePath(Path.Combine(Repository.Root, "src/UserGroups.Web"), file).Split('/')[0];
        // Program.cs and the commands put the house together; the staff desk shows what every room hands it.
        if (room.Contains('.', StringComparison.Ordinal) || room == "Commands")
            return [];
        var text = File.ReadAllText(file);
        var rules = Allowed.TryGetValue(room, out var below) ? [room, .. below] : new[] { "Shared", "Data", "Jobs", "Places", "Mail" };
        var wrongRules = Imports(text).Where(i => i != "Web" && !rules.Contains(i));
        var wrongWeb = WebImport().Matches(text).Select(m => m.Groups["room"].Value).Where(i => i != room && i is not ("Shell" or "Staff")).Select(i => "Web." + i);
        return wrongRules.Concat(wrongWeb).Select(i => $"{file} imports {i}");
    }

    private static IEnumerable<string> Imports(string text) => Import().Matches(text).Select(m => m.Groups["room"].Value).Distinct();

    private static Dictionary<string, string[]> MakeTable()
    {
        var table = new Dictionary<string, string[]> { ["Shared"] = [], ["Data"] = ["Shared"] };
        foreach (var room in Services)
            table[room] = Ground;
        // A job or a letter may be written by any room above; jobs and mail may use one another's bell and post.
        table["Mail"] = [.. Ground, "Jobs"];
        string[] below = [.. Ground, .. Services];
        foreach (var room in Upstream)
        {
            table[room] = below;
            below = [.. below, room];
        }

        foreach (var room in Siblings)
            table[room] = below;
        table["Insights"] = [.. below, .. Siblings];
        return table;
    }

    // Usings (also static and aliases) and names written out in full, outside namespace lines, comments and strings.
    [GeneratedRegex(@"(?<!namespace |//.*|<see cref="".*|\.|"")\bUserGroups\.(?<room>[A-Z]\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Import();

    [GeneratedRegex(@"(?<!namespace |//.*|\.|"")\bUserGroups\.Web\.(?<room>[A-Z]\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex WebImport();
}
