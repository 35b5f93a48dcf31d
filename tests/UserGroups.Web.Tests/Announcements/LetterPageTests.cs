using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;

namespace UserGroups.Web.Tests.Announcements;

/// <summary>Lena writes to Oslo, Aino reads it first, Max gets it and stops it.</summary>
public sealed class LetterPageTests : IAsyncLifetime
{
    private const string Desk = "/lead/oslo/announcements";
    private Portal portal = null!;
    private PortalClient lena = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        (oslo, lena) = await portal.LedByLenaAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_letter_nobody_gets_says_so_and_where_members_ask_for_news()
    {
        await JoinAsync("Ida", tick: false);
        var form = await lena.GetAsync(Desk + "/new");
        Assert.DoesNotContain("postal address", form.Text, StringComparison.Ordinal);
        var page = await lena.FollowAsync(await lena.SubmitAsync(form, "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "We meet.")));
        Assert.Equal("Nobody gets it yet. 1 of 1 is left out: 1 did not ask for news.", page.Document.QuerySelector("p.lead")!.TextContent);
        Assert.Contains("Members ask for news with the tick beside “Join this group”, or later under My mail.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_tick_beside_join_to_the_click_that_stops_it_by_clicks_alone()
    {
        var max = await JoinAsync("Max", tick: true);
        await JoinAsync("Ida", tick: false);
        var page = await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "We meet **on Thursday**. <script>alert(1)</script>"));
        page = await lena.FollowAsync(page);
        Assert.Equal("Check before it goes out", page.Heading);
        Assert.Equal("It reaches 1 member. 1 of 2 is left out: 1 did not ask for news.", page.Document.QuerySelector("p.lead")!.TextContent);
        Assert.Contains("Where it is night (21 to 8 o’clock), it arrives in the morning.", page.Text, StringComparison.Ordinal);
        Assert.Equal("on Thursday", page.Document.QuerySelector(".letter-preview strong")!.TextContent);
        Assert.Null(page.Document.QuerySelector(".letter-preview script"));

        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(page, "Send a test to me")).Status);
        Assert.Equal("Test: Spring", Assert.Single(await portal.LettersAsync("lena@example.org"), m => m.Kind == "ChapterNewsTest").Subject);
        var sent = await lena.FollowAsync(await lena.SubmitAsync(page, "Send it to be read"));
        Assert.Contains("A community manager reads it", sent.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await CopiesAsync());

        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        var queue = await aino.GetAsync("/staff/announcements");
        Assert.Equal("Spring", queue.Document.QuerySelector("tbody th a")!.TextContent);
        var decided = await aino.FollowAsync(await aino.SubmitAsync(queue.Document.QuerySelector("tbody th a")!.GetAttribute("href")!, "Send it to 1"));
        Assert.Equal("Sent", decided.Document.QuerySelector(".badge")!.TextContent.Trim());
        var copy = Assert.Single(await CopiesAsync());
        Assert.Equal("max@example.org", copy.ToAddress);

        Assert.Equal("Spring", (await portal.Browser().GetAsync("/chapters/oslo/announcements/spring")).Heading);
        Assert.NotNull((await portal.Browser().GetAsync("/chapters/oslo")).Document.QuerySelector("a[href='/chapters/oslo/announcements/spring']"));
        Assert.NotNull((await max.GetAsync("/my")).Document.QuerySelector("a[href='/my/mail']"));

        var stranger = portal.Browser();
        var way = new Uri(copy.UnsubscribePage!).PathAndQuery;
        var asked = await stranger.GetAsync(way);
        Assert.Equal("No more news of Oslo?", asked.Heading);
        Assert.Null(await portal.AskAsync(db => db.Consents.Select(c => c.WithdrawnAt).SingleAsync()));
        Assert.Equal("Done. No more news of Oslo", (await stranger.SubmitAsync(asked, "Stop the news of Oslo")).Heading);
        Assert.Equal(OutboxState.Cancelled, Assert.Single(await CopiesAsync()).State);
    }

    [Fact]
    public async Task A_mail_program_unsubscribes_by_one_post_without_cookies_a_hundred_times()
    {
        var way = await SentToMaxAsync();
        var http = portal.Browser().Http;
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => http.PostAsync(way, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.All(answers, a => Assert.False(a.Headers.Contains("Set-Cookie")));
        Assert.NotNull(await portal.AskAsync(db => db.Consents.Select(c => c.WithdrawnAt).SingleAsync()));
        Assert.Equal("This link does not work", (await portal.Browser().GetAsync(way[..^1] + (way[^1] == 'A' ? "B" : "A"))).Heading);
    }

    [Fact]
    public async Task Preferences_open_by_their_link_and_set_every_tick()
    {
        var way = await SentToMaxAsync();
        var done = await portal.Browser().SubmitAsync(way, "Stop the news of Oslo");
        var browser = portal.Browser();
        var path = done.Document.QuerySelector("a[href^='/preferences/']")!.GetAttribute("href")!;
        var form = await browser.GetAsync(path);
        Assert.Equal("What we write to you", form.Heading);
        Assert.False(form.Document.QuerySelector($"#news-{oslo}")!.HasAttribute("checked"));
        using var saved = await browser.Http.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("News", $"{oslo}"), KeyValuePair.Create("Purposes", "VendorNewsletter"), KeyValuePair.Create("Purposes", "99")]));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        form = await browser.GetAsync(path);
        Assert.True(form.Document.QuerySelector($"#news-{oslo}")!.HasAttribute("checked"));
        Assert.Equal(["VendorNewsletter"], form.Document.QuerySelectorAll("input[name=Purposes][checked]").Select(i => i.GetAttribute("value")));
        Assert.Equal("This link does not work", (await browser.GetAsync(way.Replace("/unsubscribe/", "/preferences/", StringComparison.Ordinal))).Heading);
        var foreign = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
        foreign.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.SendAsync(foreign)).StatusCode);
    }

    [Fact]
    public async Task Outsiders_find_nothing_hosts_may_not_and_a_mistake_comes_back_as_typed()
    {
        var (ida, host) = (await portal.SignedInAsync("Ida"), await portal.SignedInAsync("Vera"));
        await portal.OrganizeAsync(oslo, await IdOfAsync("Vera"), OrganizerRole.Host);
        var id = (await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "Text"))).Location!.Split('/')[^1];
        (string Path, bool Post)[] pages = [(Desk, false), (Desk + "/new", false), ($"{Desk}/{id}", false), ($"{Desk}/{id}/edit", false), (Desk, true), ($"{Desk}/{id}", true), ($"{Desk}/{id}/test", true), ($"{Desk}/{id}/sending", true), ($"{Desk}/{id}/removal", true)];
        foreach (var (path, post) in pages)
        {
            Assert.Equal((path, post, HttpStatusCode.NotFound), (path, post, await AskAsync(ida, path, post)));
            Assert.Equal((path, post, HttpStatusCode.Forbidden), (path, post, await AskAsync(host, path, post)));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await lena.GetAsync(Desk + "/999")).Status);
        var wrong = await lena.PostAsync(Desk, Desk + "/new", ("Subject", ""), ("Body", "Kept"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Kept"), (wrong.Status, wrong.Value("Your letter")));
        Assert.Equal(1, await portal.AskAsync(db => db.Announcements.CountAsync()));

    }

    [Fact]
    public async Task Two_tabs_the_second_is_told_and_keeps_its_text()
    {
        var path = (await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "Text"))).Location!;
        var (one, other) = (await lena.GetAsync(path + "/edit"), await lena.GetAsync(path + "/edit"));
        await lena.SubmitAsync(one, "Keep the draft and look at it", ("Your letter", "First"));
        var late = await lena.SubmitAsync(other, "Keep the draft and look at it", ("Your letter", "Second"));
        Assert.Equal((HttpStatusCode.Conflict, "Second"), (late.Status, late.Value("Your letter")));
        Assert.Equal("First", await portal.AskAsync(db => db.Announcements.Select(a => a.Body).SingleAsync()));
    }

    [Fact]
    public async Task Sent_a_hundred_times_at_once_it_goes_once_and_every_answer_says_so()
    {
        await SkipModerationAsync();
        await JoinAsync("Max", tick: true);
        var page = await lena.FollowAsync(await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "Text")));
        var answers = await lena.SubmitAtOnceAsync(page, 100, "Send it to 1");
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Status));
        Assert.Single(await CopiesAsync());
        var late = await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", "Again"), ("Your letter", "Text"));
        var refused = await lena.SubmitAsync(late.Location!, "Send it to 1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("at most once a week", refused.Document.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_ask_the_same_questions_at_one_letter_and_at_three()
    {
        await SkipModerationAsync();
        await JoinAsync("Max", tick: true);
        await WriteAsync(1);
        var browser = portal.Browser();
        string[] open = ["/chapters/oslo/announcements", "/chapters/oslo"];
        var before = new List<int>();
        foreach (var path in open)
            before.Add(await portal.QueriesAsync(() => browser.GetAsync(path)));
        var desk = await portal.QueriesAsync(() => lena.GetAsync(Desk));
        await WriteAsync(2);
        await WriteAsync(3);
        foreach (var (path, count) in open.Zip(before))
            Assert.Equal((path, count), (path, await portal.QueriesAsync(() => browser.GetAsync(path))));
        Assert.Equal(desk, await portal.QueriesAsync(() => lena.GetAsync(Desk)));
    }

    private async Task WriteAsync(int number)
    {
        var page = await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", $"Letter {number}"), ("Your letter", "Text"));
        await lena.SubmitAsync(page.Location!, "Send it to 1");
        portal.Clock.Move(TimeSpan.FromHours(1));
        await portal.AskAsync(db => db.InTransactionAsync(t => db.Announcements.ExecuteUpdateAsync(set => set.SetProperty(a => a.SentAt, a => a.SentAt == null ? null : a.SentAt.Value.AddDays(-8)), t)));
    }

    private async Task<string> SentToMaxAsync()
    {
        await SkipModerationAsync();
        await JoinAsync("Max", tick: true);
        var draft = await lena.SubmitAsync(Desk + "/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "Text"));
        await lena.SubmitAsync(draft.Location!, "Send it to 1");
        return new Uri(Assert.Single(await CopiesAsync()).UnsubscribePage!).PathAndQuery;
    }

    private async Task SkipModerationAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var settings = scope.ServiceProvider.GetRequiredService<SettingsService>();
        await settings.ChangeAsync(1, AnnouncementsSettings.ModeratedMails, "0", (await settings.FindAsync(AnnouncementsSettings.ModeratedMails.Key))!.Version);
    }

    private async Task<PortalClient> JoinAsync(string name, bool tick)
    {
        var person = await portal.SignedInAsync(name);
        var page = await person.GetAsync("/chapters/oslo");
        Assert.False(page.Document.QuerySelector("form.join input[name=ticks]")!.HasAttribute("checked"));
        await (tick ? person.PostAsync("/chapters/oslo/membership", "/chapters/oslo", ("ticks", "news")) : person.SubmitAsync(page, "Join this group"));
        return person;
    }

    private Task<List<OutboxMessage>> CopiesAsync() => portal.AskAsync(db => db.Outbox.AsNoTracking().Where(m => m.BatchId != null).ToListAsync());

    private Task<long> IdOfAsync(string name) => portal.AskAsync(db => db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync());

    private static async Task<HttpStatusCode> AskAsync(PortalClient who, string path, bool post) => post ? (await who.PostAsync(path, "/about")).Status : (await who.GetAsync(path)).Status;
}
