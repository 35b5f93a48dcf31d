using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Chapters;

public sealed class ChapterPageTests : IAsyncLifetime
{
    private const int LimaCity = 3936456;
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_directory_finds_by_name_country_language_and_distance()
    {
        await portal.AddGroupAsync("Oslo");
        await portal.AddGroupAsync("Lima", city: LimaCity);
        var browser = portal.Browser();
        Assert.Equal(["Lima", "Oslo"], await NamesAsync(browser, "/chapters"));
        Assert.Equal(["Oslo"], await NamesAsync(browser, "/chapters?Q=OSL%C3%98"));
        Assert.Equal(["Lima"], await NamesAsync(browser, "/chapters?Country=PE"));
        Assert.Equal(["Oslo"], await NamesAsync(browser, "/chapters?Near=Drammen&Km=50"));
        Assert.Empty(await NamesAsync(browser, "/chapters?Near=Drammen&Km=25"));
        Assert.Empty(await NamesAsync(browser, "/chapters?Language=fi"));
        Assert.Empty(await NamesAsync(browser, "/chapters?Next=true"));
        Assert.Equal("We do not know this place", (await browser.GetAsync("/chapters?Near=Qqqqq")).Document.QuerySelector(".empty-state h2")!.TextContent);
        Assert.Equal("/apply", (await browser.GetAsync("/chapters?Q=zzz")).Document.QuerySelector(".empty-state a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_form_of_the_directory_asks_for_what_was_filled_in()
    {
        await portal.AddGroupAsync("Oslo");
        await portal.AddGroupAsync("Lima", city: LimaCity);
        var browser = portal.Browser();
        var near = await browser.SubmitAsync("/chapters", "Show groups", ("Near a city", "Drammen"));
        Assert.Equal(["Oslo"], Names(near));
        Assert.Equal("Drammen", near.Value("Near a city"));
        var named = await browser.SubmitAsync("/chapters", "Show groups", ("Name or topic", "lim"));
        Assert.Equal(["Lima"], Names(named));
    }

    [Fact]
    public async Task Test_chapters_and_applications_are_nowhere_to_be_seen()
    {
        var hidden = await portal.AddGroupAsync("Hidden");
        await using (var db = portal.Db())
        {
            (await db.Chapters.SingleAsync(c => c.Id == hidden)).MarkAsTest(true);
            await db.SaveChangesAsync();
        }

        await (await portal.SignedInAsync("Lena")).ApplyAsync("Waiting");
        var browser = portal.Browser();
        Assert.Empty(await NamesAsync(browser, "/chapters"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), ((await browser.GetAsync("/chapters/hidden")).Status, (await browser.GetAsync("/chapters/waiting")).Status));
        Assert.DoesNotContain("Hidden", await browser.Http.GetStringAsync("/chapters.geojson"), StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", (await browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_directory_follow_one_another_and_lose_nobody()
    {
        for (var i = 0; i < 60; i++)
            await portal.AddGroupAsync($"Group {i:00}");
        var (browser, names) = (portal.Browser(), new List<string>());
        for (string? path = "/chapters?Country=NO"; path is not null;)
        {
            var page = await browser.GetAsync(path);
            Assert.Equal(names.Count > 0, page.Document.QuerySelector(".pager [rel=prev]") is not null);
            names.AddRange(page.Document.QuerySelectorAll(".chapter-card h3").Select(h => h.TextContent));
            path = page.Document.QuerySelector(".pager [rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"Group {i:00}"), names);
    }

    [Theory]
    [InlineData("/chapters?Country=NO")]
    [InlineData("/chapters?Near=Oslo")]
    [InlineData("/chapters/one")]
    public async Task Lists_ask_the_database_as_often_for_three_rows_as_for_one(string path)
    {
        var browser = portal.Browser();
        var lena = await portal.AddAsync("Lena");
        await portal.OrganizeAsync(await portal.AddGroupAsync("One"), lena, OrganizerRole.Lead);
        await browser.GetAsync(path);
        var one = await portal.QueriesAsync(() => browser.GetAsync(path));
        foreach (var name in new[] { "Two", "Three", "Four" })
            await portal.OrganizeAsync(await portal.AddGroupAsync(name), lena, OrganizerRole.Lead);
        Assert.Equal(one, await portal.QueriesAsync(() => browser.GetAsync(path)));
        Assert.InRange(one, 1, 10);
    }

    [Fact]
    public async Task The_map_links_each_group_and_the_list_for_others_is_GeoJSON()
    {
        await portal.AddGroupAsync("Oslo");
        var browser = portal.Browser();
        Assert.Equal("/chapters/oslo", (await browser.GetAsync("/chapters")).Document.QuerySelector("svg.world-map a")!.GetAttribute("href"));
        using var answer = await browser.Http.GetAsync("/chapters.geojson");
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var feature = json.RootElement.GetProperty("features")[0];
        Assert.Equal((10.7461, 59.9127), (feature.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), feature.GetProperty("geometry").GetProperty("coordinates")[1].GetDouble()));
        Assert.Equal("https://localhost/chapters/oslo", feature.GetProperty("properties").GetProperty("url").GetString());
    }

    [Fact]
    public async Task Joining_twenty_times_at_once_is_one_membership_and_leaving_ends_it()
    {
        var id = await portal.AddGroupAsync();
        var max = await portal.SignedInAsync("Max");
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/chapters/oslo"), 20, "Join this group");
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Found, "/chapters/oslo"), (a.Status, a.Location)));
        Assert.Equal((1, 1), ((await portal.ChapterAsync(id)).MemberCount, await portal.AskAsync(db => db.ChapterMembers.CountAsync())));
        Assert.Contains("Oslo", (await max.GetAsync("/my")).Document.QuerySelector(".link-list")!.TextContent, StringComparison.Ordinal);
        await max.SubmitAsync("/chapters/oslo", "Leave this group");
        Assert.Equal(0, (await portal.ChapterAsync(id)).MemberCount);
        Assert.Contains("No group yet", (await max.GetAsync("/my")).Document.QuerySelectorAll(".empty-state h2").Select(h => h.TextContent));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_makes_nobody_join_watch_or_leave(string header, string value)
    {
        await portal.AddGroupAsync();
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("/chapters/oslo/membership"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("/chapters/oslo/watch"));
        Assert.Equal((0, 0), await portal.AskAsync(async db => (await db.ChapterMembers.CountAsync(), await db.NextDateWatches.CountAsync())));
        await max.SubmitAsync("/chapters/oslo", "Join this group");
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("/chapters/oslo/membership/end"));
        Assert.Equal(1, await portal.AskAsync(db => db.ChapterMembers.CountAsync(m => m.LeftAt == null)));

        async Task<HttpStatusCode> SendAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]), Headers = { { header, value } } };
            using var answer = await max.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Pages_everybody_reads_make_no_form_token_for_a_member_either()
    {
        await portal.AddGroupAsync();
        var max = await portal.SignedInAsync("Max");
        foreach (var path in new[] { "/", "/chapters", "/chapters/oslo", "/events", "/my", "/about" })
        {
            var page = await max.GetAsync(path);
            Assert.NotNull(page.Document.QuerySelector("header form[action='/account/sign-out']"));
            Assert.Equal((path, 0, false), (path, page.Document.QuerySelectorAll("input[name=__form]").Length, page.Response.Headers.Contains("Set-Cookie")));
        }
    }

    [Fact]
    public async Task On_my_page_the_groups_I_organize_come_before_those_I_only_joined()
    {
        await portal.AddGroupAsync("Alta");
        var oslo = await portal.AddGroupAsync();
        var max = await portal.SignedInAsync("Max");
        await max.SubmitAsync("/chapters/alta", "Join this group");
        await portal.OrganizeAsync(oslo, await portal.AskAsync(db => db.People.Where(p => p.Name == "Max").Select(p => p.Id).SingleAsync()), OrganizerRole.Host);
        Assert.Equal(["Oslo", "Alta"], (await max.GetAsync("/my")).Document.QuerySelectorAll(".link-list li p:first-child a").Select(a => a.TextContent));
        Assert.Equal("/lead/oslo", (await max.GetAsync("/lead")).Location);
    }

    [Theory]
    [InlineData("https://localhost/chapters/oslo", "/account/sign-in?returnUrl=%2Fchapters%2Foslo", "/chapters/oslo")]
    [InlineData("https://elsewhere.example/chapters/oslo", "/account/sign-in", "/")]
    [InlineData("https://localhost/account/sign-out", "/account/sign-in?returnUrl=%2Faccount%2Fsign-out", "/")]
    public async Task A_button_pressed_when_the_session_is_gone_says_so_and_leads_back_to_its_page(string pressedOn, string door, string back)
    {
        var id = await portal.AddGroupAsync();
        var max = await portal.SignedInAsync("Max");
        await max.SubmitAsync("/chapters/oslo", "Join this group");
        var stale = await max.GetAsync("/chapters/oslo");
        await portal.AskAsync(db => db.InTransactionAsync(cancel => db.Sessions.ExecuteDeleteAsync(cancel)));
        max.Http.DefaultRequestHeaders.Referrer = new Uri(pressedOn);
        var refused = await max.SubmitAsync(stale, "Leave this group");
        Assert.Equal((HttpStatusCode.Found, door), (refused.Status, refused.Location));
        var page = await max.FollowAsync(refused);
        Assert.Equal("You were not signed in any more, so nothing was done. Sign in, and press the button once more.", page.Document.QuerySelector(".flash-warning")!.TextContent.Trim());
        Assert.Equal(back, (await max.SubmitAsync(page, "Sign in", ("Email", "max@example.org"), ("Password", Cast.Password))).Location);
        Assert.Equal(1, (await portal.ChapterAsync(id)).MemberCount);
    }

    [Fact]
    public async Task Visitors_sign_in_before_they_join_and_nobody_joins_what_they_cannot_see()
    {
        await portal.AddGroupAsync();
        var visitor = portal.Browser();
        Assert.Equal("/account/sign-in", (await visitor.PostAsync("/chapters/oslo/membership", "/account/sign-in")).Location);
        await (await portal.SignedInAsync("Lena")).ApplyAsync("Waiting");
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.NotFound, (await max.PostAsync("/chapters/waiting/membership", "/about")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await max.PostAsync("/chapters/none/membership", "/about")).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.ChapterMembers.CountAsync()));
    }

    [Fact]
    public async Task Without_an_account_an_address_is_asked_and_only_the_button_behind_the_letter_counts()
    {
        await portal.AddGroupAsync();
        var visitor = portal.Browser();
        Assert.Equal((HttpStatusCode.Found, "/chapters/oslo"), Of(await visitor.SubmitAsync("/chapters/oslo", "Tell me when", ("Email", "guest@example.org"))));
        var link = await portal.LinkAsync("guest@example.org", "ConfirmWatch");
        await visitor.GetAsync(link);
        Assert.Equal(0, await portal.AskAsync(db => db.NextDateWatches.CountAsync(w => w.ConfirmedAt != null)));
        Assert.Equal((HttpStatusCode.Found, "/chapters/oslo"), Of(await visitor.SubmitAsync(link, "Yes, tell me")));
        Assert.Equal(1, await portal.AskAsync(db => db.NextDateWatches.CountAsync(w => w.ConfirmedAt != null)));
        await visitor.SubmitAsync(link, "No letter, please");
        Assert.Equal("This link no longer works", (await visitor.GetAsync(link)).Heading);
    }

    [Fact]
    public async Task A_wrong_address_comes_back_as_typed_on_a_page_of_its_own()
    {
        await portal.AddGroupAsync();
        var page = await portal.Browser().SubmitAsync("/chapters/oslo", "Tell me when", ("Email", "guest"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "guest"), (page.Status, page.Value("Email")));
        Assert.Equal("#Email", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(0, await portal.AskAsync(db => db.NextDateWatches.CountAsync()));
    }

    [Fact]
    public async Task Offers_of_help_reach_the_organizers_and_are_limited()
    {
        await portal.LedByLenaAsync();
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await max.SubmitAsync("/chapters/oslo/help", "Send my offer", ("Your message", ""))).Status);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Found, (await max.SubmitAsync("/chapters/oslo/help", "Send my offer", ("Your message", "I know a room."))).Status);
        var sixth = await max.SubmitAsync("/chapters/oslo/help", "Send my offer", ("Your message", "I know a room."));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromDays(1)), (sixth.Status, sixth.Response.Headers.RetryAfter!.Delta));
        Assert.Equal(5, (await portal.LettersAsync("lena@example.org")).Count(l => l.Kind == "HelpOffered"));
    }

    [Fact]
    public async Task A_sleeping_group_is_asked_for_and_given_by_staff()
    {
        var id = await portal.AddGroupAsync(state: ChapterState.Dormant);
        var ida = await portal.SignedInAsync("Ida");
        Assert.Equal(HttpStatusCode.Found, (await ida.SubmitAsync("/chapters/oslo/help", "Ask to take over", ("Your message", "I would love to."))).Status);
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        Assert.Contains("1 asks to take over", (await aino.GetAsync("/staff/chapters?view=asleep")).Text, StringComparison.Ordinal);
        var asked = await portal.AskAsync(db => db.HandOvers.Select(h => h.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await aino.PostAsync($"/staff/chapters/{id}/take-overs/{asked}", $"/staff/chapters/{id}", ("grant", "false"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await aino.PostAsync($"/staff/chapters/{id}/take-overs/99", $"/staff/chapters/{id}", ("grant", "true"))).Status);
        var other = await portal.AddGroupAsync("Lima", ChapterState.Dormant);
        Assert.Equal(HttpStatusCode.NotFound, (await aino.PostAsync($"/staff/chapters/{other}/take-overs/{asked}", $"/staff/chapters/{other}", ("grant", "true"))).Status);
        Assert.Empty((await portal.ChapterAsync(id)).Organizers);
        Assert.Equal(HttpStatusCode.Found, (await aino.PostAsync($"/staff/chapters/{id}/take-overs/{asked}", $"/staff/chapters/{id}", ("grant", "true"))).Status);
        Assert.Contains("Wake the group with a date.", (await ida.GetAsync("/lead/oslo")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_organizers_write_is_shown_without_scripts()
    {
        var (_, lena) = await portal.LedByLenaAsync();
        await lena.SubmitAsync("/lead/oslo/page", "Change the page", ("What the group is about", "<script>alert(1)</script>"), ("About the group", "**Hello** <script>alert(2)</script> [x](javascript:alert(3))"));
        var page = await portal.Browser().GetAsync("/chapters/oslo");
        Assert.Empty(page.Document.QuerySelectorAll("main script, main a[href^=javascript]"));
        Assert.Equal("Hello", page.Document.QuerySelector(".prose strong")!.TextContent);
    }

    private static (HttpStatusCode, string?) Of(Page page) => (page.Status, page.Location);

    private static async Task<List<string>> NamesAsync(PortalClient browser, string path) => Names(await browser.GetAsync(path));

    private static List<string> Names(Page page) => [.. page.Document.QuerySelectorAll(".chapter-card h3").Select(h => h.TextContent)];
}
