using System.Net;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Staff;

/// <summary>Who opens the pages of the staff: what holds for each of them.</summary>
public sealed class StaffPageTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Theory]
    [InlineData("/staff/settings")]
    [InlineData("/staff/settings/sponsorship.stipend-cap")]
    [InlineData("/staff/settings/logo")]
    [InlineData("/staff/history")]
    [InlineData("/staff/jobs")]
    public async Task An_Administrators_page_opens_for_one_does_not_exist_for_members_and_is_refused_to_other_staff(string path)
    {
        Assert.Equal("/account/sign-in?returnUrl=" + Uri.EscapeDataString(path), (await portal.Browser().GetAsync(path)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await (await portal.SignedInAsync("Max")).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await portal.StaffAsync("Finn", StaffRole.Finance)).GetAsync(path)).Status);
        var page = await (await portal.StaffAsync("Sam", StaffRole.Administrator)).GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("no-store", page.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/settings/sponsorship.stipend-cap")]
    [InlineData("/staff/settings/logo")]
    [InlineData("/staff/settings/logo/removal")]
    public async Task Who_may_not_change_it_changes_nothing(string path)
    {
        var (max, finn) = (await portal.SignedInAsync("Max"), await portal.StaffAsync("Finn", StaffRole.Finance));
        Assert.Equal("/account/sign-in", (await portal.Browser().PostAsync(path, "/account/sign-in", ("Value", "1"), ("Version", "0"))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await max.PostAsync(path, "/account", ("Value", "1"), ("Version", "0"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync(path, "/account", ("Value", "1"), ("Version", "0"))).Status);
        Assert.Equal(0, await portal.AskAsync(db => Task.FromResult(db.Set<UserGroups.Data.SettingValue>().Count())));
    }

    [Fact]
    public async Task The_desk_tells_an_Administrator_what_nobody_has_filled_in()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        Assert.Contains("still empty: postal address, contact address", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
        await sam.SubmitAsync("/staff/settings/brand.postal-address", "Change", ("Postal address", "1 High Street\nOslo"));
        Assert.Contains("still empty: contact address", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
        await sam.SubmitAsync("/staff/settings/brand.contact", "Change", ("Contact address", "groups@example.org"));
        Assert.DoesNotContain("still empty", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_tells_an_Administrator_whom_a_request_would_wait_for_in_vain()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        Assert.Contains("nobody yet as community manager, finance, fulfilment: invite them", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
        await portal.AddAsync("Aino", StaffRole.CommunityManager);
        await portal.AddAsync("Pia", StaffRole.Fulfilment);
        Assert.Contains("nobody yet as finance: invite them", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
        await portal.AddAsync("Finn", StaffRole.Finance);
        Assert.DoesNotContain("nobody yet as", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_shows_each_role_its_places_and_no_others()
    {
        var sam = await (await portal.StaffAsync("Sam", StaffRole.Administrator)).GetAsync("/staff");
        Assert.Equal(["Outbox", "People", "Settings", "History", "Jobs"], PlacesOf(sam));
        Assert.Equal("Hello Sam. Here is what you can do as Administrator.", sam.Document.QuerySelector(".lead")!.TextContent);
        Assert.Contains("Outbox", PlacesOf(await (await portal.StaffAsync("Aino", StaffRole.CommunityManager)).GetAsync("/staff")));
        Assert.Equal(["Requests", "Payments", "Budgets"], PlacesOf(await (await portal.StaffAsync("Finn", StaffRole.Finance)).GetAsync("/staff")));
        // No module has a place for partner managers yet.
        var petra = await (await portal.StaffAsync("Petra", StaffRole.PartnerManager)).GetAsync("/staff");
        Assert.Equal("Nothing waits for you here yet", petra.Document.QuerySelector(".empty-state h2")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await (await portal.SignedInAsync("Max")).GetAsync("/staff")).Status);

        static IEnumerable<string> PlacesOf(Page page) => page.Document.QuerySelectorAll(".place h2").Select(h => h.TextContent);
    }

    [Fact]
    public async Task Every_place_on_the_desk_opens()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        var links = (await sam.GetAsync("/staff")).Document.QuerySelectorAll(".place a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(5, links.Count);
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync(link)).Status);
    }
}
