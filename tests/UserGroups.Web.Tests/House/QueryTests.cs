using System.Net;

namespace UserGroups.Web.Tests.House;

/// <summary>No list asks the database more often because it has more rows: every list page, and every part of the desks. Outbox, history and people are in HistoryPageTests.</summary>
public sealed class QueryTests
{
    private static readonly (string Who, string[] Pages)[] Lists =
    [
        ("", ["/chapters", "/chapters?q=group", "/chapters?near=Oslo", "/chapters/oslo", "/chapters/oslo/announcements", "/chapters/oslo/feed.xml", "/chapters/oslo/calendar.ics", "/chapters.geojson", "/events", "/events?q=evening", "/calendar.ics"]),
        ("Max", ["/", "/my", "/my/mail", "/chapters", "/events", "/chapters/oslo"]),
        ("Lena", ["/my", "/lead", "/lead/oslo", "/lead/oslo/events", "/lead/oslo/announcements", "/lead/oslo/organizers"]),
        ("Aino",
        [
            "/staff", "/staff/chapters", "/staff/chapters?view=asleep", "/staff/requests", "/staff/requests?view=organizers", "/staff/requests?view=fulfilment", "/staff/requests?view=reports",
            "/staff/requests?view=ended", "/staff/requests/SR-2025-0010", "/staff/posts", "/staff/licences", "/staff/announcements", "/staff/announcements?view=sent", "/staff/budgets",
        ]),
        ("Finn", ["/staff", "/staff/payments", "/staff/requests", "/staff/budgets", "/staff/payments.csv"]),
        ("Pia", ["/staff", "/staff/parcels", "/staff/swag", "/staff/licences"]),
        ("Sam", ["/staff", "/staff/jobs"]),
    ];

    // What has as many rows however much there is: figures, a page of one thing, and lists that show the newest few.
    private static readonly string[] Steady = ["/", "/staff", "/staff/jobs", "/staff/requests/SR-2025-0010"];

    [Fact]
    public async Task Every_list_asks_the_database_as_often_for_three_rows_as_for_one()
    {
        await using var story = await ListedStory.OpenAsync();
        await story.MoreAsync();
        var one = await VisitAsync(story);
        await story.MoreAsync();
        await story.MoreAsync();
        var three = await VisitAsync(story);
        Assert.Equal([], one.Keys.Where(page => one[page].Queries != three[page].Queries).Select(page => $"{page}: {one[page].Queries}, then {three[page].Queries}"));
        // A list that did not grow would prove nothing.
        Assert.Equal([], one.Keys.Where(page => !Steady.Contains(page[(page.IndexOf(' ', StringComparison.Ordinal) + 1)..]) && three[page].Size <= one[page].Size));
        Assert.Equal([], one.Where(page => page.Value.Queries is 0 or > 40).Select(page => $"{page.Key}: {page.Value.Queries}"));
    }

    private static async Task<Dictionary<string, (int Queries, long Size)>> VisitAsync(ListedStory story)
    {
        var seen = new Dictionary<string, (int, long)>(StringComparer.Ordinal);
        // What is drawn once a minute is drawn anew for each round.
        story.Site.Clock.Move(TimeSpan.FromMinutes(2));
        foreach (var (who, path) in Lists.SelectMany(list => list.Pages.Select(path => (list.Who, path))))
        {
            var size = 0L;
            var queries = await story.Site.QueriesAsync(async () =>
            {
                var page = await story[who].GetAsync(path, follow: true);
                Assert.Equal((path, HttpStatusCode.OK), (path, page.Status));
                size = (await page.Response.Content.ReadAsByteArrayAsync()).Length;
                return page;
            });
            seen[$"{who} {path}"] = (queries, size);
        }

        return seen;
    }
}
