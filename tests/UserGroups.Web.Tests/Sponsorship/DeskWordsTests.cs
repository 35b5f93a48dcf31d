using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>What the desk says to those who decide: of numbers, of reasons, of whose turn it is, of time.</summary>
public sealed class DeskWordsTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;
    private PortalClient aino = null!;
    private string reference = "";

    private string Desk => $"/staff/requests/{reference}";

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync();
        lena = await portal.SignInAsync("Lena");
        aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        reference = await lena.AskAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Theory]
    [InlineData("", "Waiting for a decision (1)")]
    [InlineData("?region=online", "Waiting for a decision (1)")]
    [InlineData("?view=fulfilment", "Being fulfilled")]
    [InlineData("?view=ended&region=online&after=x", "Ended")]
    public async Task Of_the_tabs_of_the_queue_the_one_that_is_shown_is_marked_and_no_other(string query, string tab) =>
        Assert.Equal([tab], (await aino.GetAsync("/staff/requests" + query)).Document.QuerySelectorAll(".tabs [aria-current=page]").Select(t => t.TextContent.Trim()));

    [Theory]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("-1")]
    public async Task A_number_of_kits_that_is_none_is_called_so_and_not_an_amount_of_money(string kits)
    {
        await lena.PostAsync($"/requests/{reference}/withdrawal", $"/requests/{reference}", ("Version", $"{(await portal.RequestAsync(reference)).Version}"));
        var swag = await lena.AskAsync(("SwagKits", "30"));
        var page = await aino.DecideAsync(portal, swag, ("StipendGranted", "180"), ("PromotionGranted", "1"), ("SwagGranted", kits));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#SwagGranted"), (page.Status, page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal("Type a whole number of kits, such as 25; 0 for none.", Assert.Single(page.Errors));
    }

    [Fact]
    public async Task The_missing_reason_of_an_override_is_named_with_what_is_wrong_in_the_lines()
    {
        await lena.PostAsync($"/requests/{reference}/withdrawal", $"/requests/{reference}", ("Version", $"{(await portal.RequestAsync(reference)).Version}"));
        var small = await lena.AskAsync(("Headcount", "5"));
        var page = await aino.DecideAsync(portal, small, ("StipendGranted", "100"), ("PromotionGranted", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#StipendReason", "#PromotionReason", "#OverrideReason"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Contains("The offer is at most 50.00", page.Errors[2], StringComparison.Ordinal);
        Assert.Equal(RequestState.Submitted, (await portal.RequestAsync(small)).State);
    }

    [Fact]
    public async Task The_desk_tells_of_requests_to_decide_those_who_may_decide_them_and_nobody_else()
    {
        Assert.Contains("1 request to decide", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
        foreach (var (name, role) in new[] { ("Finn", StaffRole.Finance), ("Pia", StaffRole.Fulfilment) })
            Assert.DoesNotContain("request to decide", (await (await portal.StaffAsync(name, role)).GetAsync("/staff")).Text, StringComparison.Ordinal);
        await using (var db = portal.Db())
        {
            db.Add(new UserGroups.Chapters.Organizer(await db.Chapters.SingleAsync(), await db.People.Where(p => p.Name == "Aino").Select(p => p.Id).SingleAsync(), UserGroups.Chapters.OrganizerRole.Host, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        Assert.DoesNotContain("request to decide", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_at_the_staff_desk_say_in_which_zone_they_are()
    {
        Assert.EndsWith("12:00\u202fPM UTC", (await aino.GetAsync(Desk)).Document.QuerySelector(".timeline-meta time")!.TextContent, StringComparison.Ordinal);
        await using (var db = portal.Db())
        {
            (await db.People.SingleAsync(p => p.Name == "Aino")).Describe("Aino", null, "Europe/Oslo");
            await db.SaveChangesAsync();
        }

        Assert.EndsWith("1:00\u202fPM (Oslo time)", (await aino.GetAsync(Desk)).Document.QuerySelector(".timeline-meta time")!.TextContent, StringComparison.Ordinal);
    }
}
