using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Events;

/// <summary>How a new event begins, and what can be done with one that is there.</summary>
public sealed class PlanningTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
        lena = await portal.SignInAsync("Lena");
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Theory]
    [InlineData("2027-01-15", "Fri 15 Jan 2027", "A title and a date are enough. The date is the one you named when you applied; you can fill in the rest later. Nothing is announced before you publish.")]
    [InlineData("2026-03-02", "Mon 30 Mar 2026", "A title and a date are enough. You can fill in the rest later. Nothing is announced before you publish.")]
    [InlineData(null, "Mon 30 Mar 2026", "A title and a date are enough. You can fill in the rest later. Nothing is announced before you publish.")]
    public async Task The_first_event_begins_with_the_date_the_application_named_while_it_lies_ahead(string? named, string date, string lead)
    {
        await using (var db = portal.Db())
        {
            var oslo = await db.Chapters.SingleAsync();
            db.Entry(oslo).Property(c => c.ExpectedFirstMeetup).CurrentValue = named is null ? null : DateOnly.ParseExact(named, "yyyy-MM-dd");
            await db.SaveChangesAsync();
        }

        var first = await lena.GetAsync("/lead/oslo/events/new");
        Assert.Equal((date, lead), (first.Value("Date"), first.Document.QuerySelector("p.lead")!.TextContent));
        await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var next = await lena.GetAsync("/lead/oslo/events/new");
        Assert.Equal(("Fri 17 Apr 2026", "A title and a date are enough. The rest is as last time. Nothing is announced before you publish."), (next.Value("Date"), next.Document.QuerySelector("p.lead")!.TextContent));
    }

    [Fact]
    public async Task Of_an_event_the_buttons_say_what_they_do_and_the_rare_ones_stand_under_More()
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var page = await lena.GetAsync("/lead/oslo/events/maps");
        var more = page.Document.QuerySelector("main details.disclosure")!;
        Assert.Equal("More", more.QuerySelector("summary")!.TextContent);
        Assert.Equal(
            [("Plan another like it", "copy"), ("Postpone this meetup", "postponement"), ("Cancel this meetup", "cancellation")],
            more.QuerySelectorAll("a").Select(a => (a.TextContent, a.GetAttribute("href")!.Split('/')[^1])));
        Assert.Equal(["Who answered", "Check in", "Change", "Ask for help"], page.Document.QuerySelectorAll("main a.button").Where(a => a.Closest("details") is null).Select(a => a.TextContent));
        Assert.Equal("https://localhost/events/maps", page.Document.QuerySelector(".secret[data-copy] code")!.TextContent);
    }
}
