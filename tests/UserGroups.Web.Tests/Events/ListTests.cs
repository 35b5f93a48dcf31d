using System.Net;
using System.Xml.Linq;
using UserGroups.Events;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Events;

/// <summary>Lists, calendars and feeds.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    public static TheoryData<string> Lists =>
        ["/events", "/events?q=maps", "/events/maps-0", "/events/maps-0.ics", "/calendar.ics", "/chapters/oslo/calendar.ics", "/chapters/oslo/feed.xml", "/lead/oslo/events", "/lead/oslo/events/maps-0", "/lead/oslo/events/maps-0/attendees", "/lead/oslo/events/maps-0/attendees.csv", "/lead/oslo/events/maps-0/check-in"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Three_rows_need_no_more_queries_than_one(string path)
    {
        var first = await portal.AddEventAsync(OsloPortal.Details("Maps 0"));
        await portal.AnswerAsync(first.Id, await portal.AddAsync("Max"));
        var lena = await portal.SignInAsync("Lena");
        Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync(path)).Status);
        var one = await portal.QueriesAsync(() => lena.GetAsync(path));
        for (var i = 1; i < 3; i++)
        {
            await portal.AddEventAsync(OsloPortal.Details($"Maps {i}"));
            await portal.AnswerAsync(first.Id, await portal.AddAsync($"Guest{i}"));
        }

        var three = await portal.QueriesAsync(() => lena.GetAsync(path));
        Assert.InRange(one, 1, 12);
        Assert.Equal(one, three);
    }

    [Fact]
    public async Task The_list_shows_what_comes_soonest_first_and_finds_by_word_and_form()
    {
        await portal.AddEventAsync(OsloPortal.Details("Later") with { Date = new DateOnly(2026, 4, 20) });
        await portal.AddEventAsync(OsloPortal.Details("Sooner"));
        await portal.AddEventAsync(OsloPortal.Details("Çà et là") with { Date = new DateOnly(2026, 5, 1), Mode = EventMode.Online });
        Assert.Equal(["Sooner", "Later", "Çà et là"], await TitlesAsync("/events"));
        Assert.Equal(["Çà et là"], await TitlesAsync("/events?q=CA+et"));
        Assert.Equal(["Çà et là"], await TitlesAsync("/events?online=true"));
        Assert.Equal(["Sooner", "Later", "Çà et là"], await TitlesAsync("/events?q=oslo&after=broken"));
        Assert.Empty(await TitlesAsync("/events?country=PE"));
        var asked = await portal.Browser().SubmitAsync("/events", "Show", ("Title, group or city", "later"));
        Assert.Equal(["Later"], Titles(asked));
        Assert.Equal("Nothing fits", (await portal.Browser().GetAsync("/events?q=zzz")).Document.QuerySelector(".empty-state h2")!.TextContent);
        portal.Clock.Set(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(["Later", "Çà et là"], await TitlesAsync("/events"));
    }

    [Fact]
    public async Task Calendars_and_feeds_tell_of_a_cancellation_and_answer_304_while_nothing_changed()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var browser = portal.Browser();
        foreach (var path in new[] { "/events/maps.ics", "/calendar.ics", "/chapters/oslo/calendar.ics", "/chapters/oslo/feed.xml" })
        {
            var first = await browser.Http.GetAsync(path);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await browser.Http.SendAsync(again)).StatusCode);
        }

        var lena = await portal.SignInAsync("Lena");
        await lena.SubmitAsync("/lead/oslo/events/maps/cancellation", "Cancel the event", ("Reason", "No speaker."));
        var calendar = await browser.Http.GetStringAsync("/chapters/oslo/calendar.ics");
        Assert.Contains("STATUS:CANCELLED", calendar, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:1", calendar, StringComparison.Ordinal);
        Assert.Contains($"UID:{meetup.CalendarUid}@localhost", calendar, StringComparison.Ordinal);
        var feed = XDocument.Parse(await browser.Http.GetStringAsync("/chapters/oslo/feed.xml"));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Equal(["Cancelled: Maps"], feed.Descendants(atom + "entry").Select(e => e.Element(atom + "title")!.Value));
    }

    [Fact]
    public async Task A_person_has_a_secret_calendar_and_a_new_address_ends_the_old()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var max = await portal.SignedInAsync("Max");
        await max.SubmitAsync("/events/maps", "Keep a seat for me");
        var first = await AddressAsync(max);
        Assert.Contains(meetup.CalendarUid, await portal.Browser().Http.GetStringAsync(first), StringComparison.Ordinal);
        var second = await AddressAsync(max);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Browser().GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await portal.Browser().GetAsync(second)).Status);
    }

    private static async Task<string> AddressAsync(PortalClient browser) =>
        new Uri((await browser.SubmitAsync("/my/calendar", "Make a new address")).Document.QuerySelector(".secret code")!.TextContent).AbsolutePath;

    private async Task<List<string>> TitlesAsync(string path) => Titles(await portal.Browser().GetAsync(path));

    private static List<string> Titles(Page page) => [.. page.Document.QuerySelectorAll(".event-row h3").Select(h => h.TextContent.Trim())];
}
