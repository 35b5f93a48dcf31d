using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;
using UserGroups.Tests.House;

namespace UserGroups.Tests.Sponsorship;

/// <summary>docs/words.md shows the tables of payments, parcels and posts; they are the same tables.</summary>
public sealed class FulfilmentDocsTests
{
    [Fact]
    public void The_docs_show_the_way_of_a_payment() =>
        Same("| payment from |", PaymentFlow.Table.Select(t => new[] { $"{t.From}", $"{t.Step}", $"{t.To}", t.Who, t.Told, t.Action }));

    [Fact]
    public void The_docs_show_the_way_of_a_parcel() =>
        Same("| parcel from |", ParcelFlow.Table.Select(t => new[] { $"{t.From}", $"{t.Step}", $"{t.To}", t.Who, t.Stock, t.Told, t.Action }));

    [Fact]
    public void The_docs_show_the_way_of_a_post() =>
        Same("| post from |", PostFlow.Table.Select(t => new[] { $"{t.From}", $"{t.Step}", $"{t.To}", t.Who, t.Told, t.Action }));

    private static void Same(string head, IEnumerable<string[]> table)
    {
        var written = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "words.md")).SkipWhile(l => !l.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'));
        Assert.Equal(string.Join('\n', table.Select(cells => $"| {string.Join(" | ", cells.Select(c => c.Length == 0 ? "–" : c))} |")), string.Join('\n', written));
    }
}
