using System.Globalization;
using UserGroups.Sponsorship;
using UserGroups.Tests.House;

namespace UserGroups.Tests.Sponsorship;

/// <summary>docs/words.md shows the table of <see cref="SponsorshipFlow"/>; it is the same table.</summary>
public sealed class FlowDocsTests
{
    [Fact]
    public void The_docs_show_the_table_as_it_is()
    {
        var written = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "words.md")).SkipWhile(l => l != "| from | step | to | who may | whose turn then | told | reminder |").Skip(2).TakeWhile(l => l.StartsWith('|')).ToList();
        var table = SponsorshipFlow.Table.Select(t => string.Create(CultureInfo.InvariantCulture,
            $"| {t.From} | {t.Step} | {t.To} | {Words(t.Who)} | {Words(t.Turn)} | {Words(t.Told)} | {(t.RemindAfterDays is int days ? $"{days} days" : "–")} |")).ToList();
        Assert.Equal(string.Join('\n', table), string.Join('\n', written));
    }

    private static string Words(Party party) => party == Party.Nobody ? "–" : party.ToString().ToLowerInvariant();
}
