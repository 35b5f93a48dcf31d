using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Web.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship.Licences;

public sealed class LicencePageTests : IAsyncLifetime
{
    private GrantedPortal world = null!;
    private PortalClient pia = null!;
    private long lineId;

    public async Task InitializeAsync()
    {
        world = await GrantedPortal.OpenAsync();
        pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        lineId = (await world.LineAsync(Benefit.Licence)).Id;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_key_is_handed_out_and_shown_to_its_organizers_after_a_press_that_is_written_down()
    {
        await world.ImportAsync(3);
        Assert.Contains("Low: import keys", (await pia.GetAsync("/staff/licences")).Text, StringComparison.Ordinal);
        Assert.Contains("1 licence to hand out", (await pia.GetAsync("/staff")).Text, StringComparison.Ordinal);
        var page = await pia.FollowAsync(await pia.SubmitAsync("/staff/licences", "Hand out a key", ("Product", "Atlas")));
        Assert.DoesNotContain("SECRET", page.Text, StringComparison.Ordinal);
        Assert.Contains("In force", page.Text, StringComparison.Ordinal);
        page = await world.Lena.GetAsync($"{world.Path}/licence-key");
        Assert.DoesNotContain("SECRET", page.Text, StringComparison.Ordinal);
        page = await world.Lena.SubmitAsync(page, "Show key");
        Assert.Equal("SECRET-0001", page.Document.QuerySelector(".secret code")!.TextContent);
        Assert.Equal(["Lena"], page.Document.QuerySelectorAll("main .timeline li p:first-child").Select(e => e.TextContent));
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        Assert.Contains("To the key", (await world.Lena.GetAsync(world.Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_no_key_is_free_there_is_no_form_but_who_is_to_be_asked()
    {
        var page = await pia.GetAsync("/staff/licences");
        Assert.Contains("Ask an Administrator to import some", page.Document.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Oslo", page.Document.QuerySelector("section[aria-labelledby=waiting-h]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main button, main select"));
        // Somebody took the last one meanwhile: the page says so, and its error leads to the line.
        var late = await pia.PostAsync($"/staff/licences/lines/{lineId}", "/about", ("Product", "Atlas"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.NotNull(late.Document.QuerySelector(late.Document.QuerySelector(".error-summary a")!.GetAttribute("href")!));
        await world.ImportAsync(1);
        Assert.Equal(["Hand out a key"], (await pia.GetAsync("/staff/licences")).Document.QuerySelectorAll("main button").Select(b => b.TextContent));
    }

    [Fact]
    public void Quotation_marks_inside_others_are_single() =>
        Assert.Equal("“To show it at ‘Maps’”", FulfilmentWords.Quote("To show it at “Maps”"));

    [Fact]
    public async Task Nobody_but_the_organizers_of_that_chapter_sees_the_key_not_even_staff()
    {
        await world.ImportAsync(1);
        await GrantAsync();
        var vera = await world.Site.SignInAsync("Vera");
        foreach (var somebody in new[] { world.Ida, vera, pia })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.GetAsync($"{world.Path}/licence-key")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.PostAsync($"{world.Path}/licence-key", "/about")).Status);
        }

        Assert.False(await world.Site.AskAsync(db => db.History.AnyAsync(h => h.Action == "licence-key.shown")));
    }

    [Fact]
    public async Task Only_staff_hand_out_and_take_back_and_a_foreign_line_does_not_exist()
    {
        await world.ImportAsync(1);
        var finn = await world.Site.StaffAsync("Finn", StaffRole.Finance);
        foreach (var path in new[] { $"/staff/licences/lines/{lineId}", $"/staff/licences/lines/{lineId}/revocation" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await world.Lena.PostAsync(path, "/about", ("Product", "Atlas"), ("Reason", "Because."))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await world.Ida.PostAsync(path, "/about", ("Product", "Atlas"), ("Reason", "Because."))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync(path, "/about", ("Product", "Atlas"), ("Reason", "Because."))).Status);
        }

        var stipend = (await world.LineAsync(Benefit.Stipend)).Id;
        foreach (var foreign in new[] { 999999, stipend })
            Assert.Equal(HttpStatusCode.NotFound, (await pia.PostAsync($"/staff/licences/lines/{foreign}", "/about", ("Product", "Atlas"))).Status);
        Assert.Equal(1, await world.Site.AskAsync(db => db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Free)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("No such product")]
    public async Task Without_a_key_of_the_product_nothing_happens_and_the_page_says_so(string product)
    {
        await world.ImportAsync(1);
        var page = await pia.PostAsync($"/staff/licences/lines/{lineId}", "/staff/licences", ("Product", product));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Single(page.Errors);
        Assert.Equal(LineState.Accepted, (await world.LineAsync(Benefit.Licence)).State);
    }

    [Fact]
    public async Task Pressed_twice_spends_one_key()
    {
        await world.ImportAsync(3);
        var page = await pia.GetAsync("/staff/licences");
        var answers = await pia.SubmitAtOnceAsync(page, 20, "Hand out a key", ("Product", "Atlas"));
        Assert.All(answers, a => Assert.Equal("/staff/licences", a.Location));
        Assert.Equal(2, await world.Site.AskAsync(db => db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Free)));
    }

    [Fact]
    public async Task A_key_is_taken_back_with_a_reason_and_not_without()
    {
        await world.ImportAsync(1);
        await GrantAsync();
        var path = $"/staff/licences/lines/{lineId}/revocation";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pia.SubmitAsync(path, "Take it back", ("Reason", ""))).Status);
        Assert.Equal("/staff/licences", (await pia.SubmitAsync(path, "Take it back", ("Reason", "It leaked."))).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pia.SubmitAsync(path, "Take it back", ("Reason", "Again."))).Status);
        Assert.Contains("no key in force", (await world.Lena.GetAsync($"{world.Path}/licence-key")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pool_asks_the_same_number_of_questions_for_one_and_for_three()
    {
        await world.ImportAsync(9);
        await GrantAsync();
        var one = await world.Site.QueriesAsync(() => pia.GetAsync("/staff/licences"));
        for (var i = 0; i < 2; i++)
        {
            var other = (await world.LineAsync(Benefit.Licence, await world.GrantAsync())).Id;
            await pia.PostAsync($"/staff/licences/lines/{other}", "/staff/licences", ("Product", "Atlas"));
        }

        Assert.Equal(one, await world.Site.QueriesAsync(() => pia.GetAsync("/staff/licences")));
    }

    private async Task GrantAsync() => Assert.Equal("/staff/licences", (await pia.PostAsync($"/staff/licences/lines/{lineId}", "/about", ("Product", "Atlas"))).Location);
}
