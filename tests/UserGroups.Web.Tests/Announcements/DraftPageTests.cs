using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;

namespace UserGroups.Web.Tests.Announcements;

/// <summary>A letter to the members keeps itself while Lena types; without JavaScript a button does the same.</summary>
public sealed class DraftPageTests : IAsyncLifetime
{
    private const string Desk = "/lead/oslo/announcements";
    private const string Look = "Keep the draft and look at it";
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
    public async Task Half_a_letter_is_kept_by_the_button_and_is_not_sent_before_it_is_whole()
    {
        var page = await lena.FollowAsync(await lena.SubmitAsync(Desk + "/new", "Save draft", ("Your letter", "We meet on")));
        Assert.Equal(("Change the letter", "", "We meet on"), (page.Heading, page.Value("Subject"), page.Value("Your letter")));
        Assert.Contains("The draft is kept. Nobody but your group’s organizers sees it.", page.Text, StringComparison.Ordinal);
        Assert.Equal("No subject yet", (await lena.GetAsync(Desk)).Document.QuerySelector("tbody th a")!.TextContent);

        var half = await lena.SubmitAsync(page, Look);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "We meet on"), (half.Status, half.Value("Your letter")));
        Assert.Equal("Give it a subject: one line of at most 120 characters.", Assert.Single(half.Errors));
        var id = await portal.AskAsync(db => db.Announcements.Select(a => a.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lena.PostAsync($"{Desk}/{id}/sending", $"{Desk}/{id}")).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.Announcements.CountAsync(a => a.SubmittedAt != null)));
    }

    [Fact]
    public async Task While_it_is_typed_one_draft_grows_and_its_address_follows_its_subject()
    {
        var form = await lena.GetAsync(Desk + "/new");
        var first = await KeepAsync(form, Desk, 0, "Sp", "");
        Assert.Equal((HttpStatusCode.OK, 1), (first.Status, first.Version));
        var second = await KeepAsync(form, Desk, first.Version, "Spring", "We meet.");
        Assert.Equal((HttpStatusCode.OK, 2, first.Path), (second.Status, second.Version, second.Path));
        // The same text again changes nothing, whatever version comes along.
        Assert.Equal((HttpStatusCode.OK, 2), ((await KeepAsync(form, Desk, 1, "Spring", "We meet.")).Status, await VersionAsync()));
        var draft = await portal.AskAsync(db => db.Announcements.AsNoTracking().SingleAsync());
        Assert.Equal(("Spring", "We meet.", "spring", $"{Desk}/{draft.Id}/edit"), (draft.Subject, draft.Body, draft.Slug, second.Path));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "announcement.written")));

        // The button of the same form goes on from there.
        var done = await lena.PostAsync(Desk, Desk + "/new", ("FormKey", KeyOf(form)), ("Version", "2"), ("Subject", "Spring in Oslo"), ("Body", "We meet on Thursday."));
        Assert.Equal((HttpStatusCode.Found, $"{Desk}/{draft.Id}"), (done.Status, done.Location));
        Assert.Equal(("Spring in Oslo", "spring-in-oslo"), await portal.AskAsync(db => db.Announcements.Select(a => ValueTuple.Create(a.Subject, a.Slug)).SingleAsync()));
    }

    [Fact]
    public async Task Two_tabs_the_second_is_told_nothing_is_lost_and_pressing_again_is_enough()
    {
        var form = await lena.GetAsync(Desk + "/new");
        await KeepAsync(form, Desk, 0, "Spring", "One");
        var edit = $"{Desk}/{await portal.AskAsync(db => db.Announcements.Select(a => a.Id).SingleAsync())}";
        var (one, other) = (await lena.GetAsync(edit + "/edit"), await lena.GetAsync(edit + "/edit"));
        Assert.Equal(HttpStatusCode.OK, (await KeepAsync(one, edit, 1, "Spring", "First")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await KeepAsync(other, edit, 1, "Spring", "Second")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await KeepAsync(form, Desk, 1, "Spring", "Third")).Status);
        var late = await lena.SubmitAsync(other, "Save draft", ("Your letter", "Second"));
        Assert.Equal((HttpStatusCode.Conflict, "Second"), (late.Status, late.Value("Your letter")));
        Assert.Equal("First", await portal.AskAsync(db => db.Announcements.Select(a => a.Body).SingleAsync()));
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(late, "Save draft")).Status);
        Assert.Equal("Second", await portal.AskAsync(db => db.Announcements.Select(a => a.Body).SingleAsync()));
    }

    [Fact]
    public async Task Twenty_presses_and_twenty_equal_keeps_at_once_make_one_draft()
    {
        var page = await lena.GetAsync(Desk + "/new");
        var pressed = await lena.SubmitAtOnceAsync(page, 20, "Save draft", ("Subject", "Spring"), ("Your letter", "Text"));
        Assert.All(pressed, p => Assert.Equal((HttpStatusCode.Found, pressed[0].Location), (p.Status, p.Location)));
        var kept = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KeepAsync(page, Desk, 0, "Spring", "Text")));
        Assert.All(kept, k => Assert.Equal((HttpStatusCode.OK, 1), (k.Status, k.Version)));
        Assert.Equal((1, 1), (await portal.AskAsync(db => db.Announcements.CountAsync()), await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "announcement.written"))));
    }

    [Theory]
    [InlineData("", 0)]
    // The body is too long for its field: that has no shape, the missing subject no meaning.
    [InlineData("", 10_001)]
    [InlineData("Two\u2028lines", 0)]
    public async Task Both_fields_of_a_letter_are_named_at_once_when_both_are_wrong(string subject, int length)
    {
        var page = await lena.PostAsync(Desk, Desk + "/new", ("Subject", subject), ("Body", new string('x', length)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Subject", "#Body"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal((subject, length), (page.Value("Subject"), page.Value("Your letter").Length));
        Assert.Equal(0, await portal.AskAsync(db => db.Announcements.CountAsync()));
    }

    [Fact]
    public async Task Nothing_too_much_or_what_was_sent_is_not_kept()
    {
        var page = await lena.SubmitAsync(Desk + "/new", "Save draft", ("Subject", " "));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "There is nothing to keep yet."), (page.Status, Assert.Single(page.Errors)));
        var form = await lena.GetAsync(Desk + "/new");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await KeepAsync(form, Desk, 0, new string('s', 121), "Text")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await KeepAsync(form, Desk, 0, "Two\u2028lines", "Text")).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.Announcements.CountAsync()));

        await KeepAsync(form, Desk, 0, "Spring", "Text");
        var id = await portal.AskAsync(db => db.Announcements.Select(a => a.Id).SingleAsync());
        await portal.AskAsync(async db =>
        {
            (await db.Announcements.SingleAsync()).Submit(Portal.Start.UtcDateTime);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await KeepAsync(form, $"{Desk}/{id}", 2, "Spring", "Changed")).Status);
        Assert.Equal("Text", await portal.AskAsync(db => db.Announcements.Select(a => a.Body).SingleAsync()));
    }

    [Fact]
    public async Task Outsiders_find_no_draft_and_a_host_may_not_keep_one()
    {
        await KeepAsync(await lena.GetAsync(Desk + "/new"), Desk, 0, "Spring", "Text");
        var id = await portal.AskAsync(db => db.Announcements.Select(a => a.Id).SingleAsync());
        var (ida, vera) = (await portal.SignedInAsync("Ida"), await portal.SignedInAsync("Vera"));
        await portal.OrganizeAsync(oslo, await portal.AskAsync(db => db.People.Where(p => p.Name == "Vera").Select(p => p.Id).SingleAsync()), OrganizerRole.Host);
        foreach (var path in new[] { Desk + "/draft", $"{Desk}/{id}/draft" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync(path, "/about", ("Subject", "Mine"))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await vera.PostAsync(path, "/about", ("Subject", "Mine"))).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await lena.PostAsync(Desk + "/999/draft", Desk, ("Subject", "Mine"))).Status);
        Assert.Equal("Spring", await portal.AskAsync(db => db.Announcements.Select(a => a.Subject).SingleAsync()));
    }

    private static string KeyOf(Page form) => form.Document.QuerySelector("input[name=FormKey]")?.GetAttribute("value") ?? "";

    // As drafts.js does.
    private async Task<(HttpStatusCode Status, int Version, string? Path)> KeepAsync(Page form, string path, int version, string subject, string body)
    {
        var token = form.Document.QuerySelector("form[data-draft] input[name=__form]")!.GetAttribute("value")!;
        using var post = new HttpRequestMessage(HttpMethod.Post, path + "/draft")
        {
            Content = new FormUrlEncodedContent([
                KeyValuePair.Create("__form", token), KeyValuePair.Create("FormKey", KeyOf(form)), KeyValuePair.Create("Version", $"{version}"), KeyValuePair.Create("Subject", subject),
                KeyValuePair.Create("Body", body)]),
        };
        post.Headers.Add("Accept", "application/json");
        using var answer = await lena.Http.SendAsync(post);
        if (answer.Content.Headers.ContentType?.MediaType != "application/json")
            return (answer.StatusCode, 0, null);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("path").GetString());
    }

    private Task<int> VersionAsync() => portal.AskAsync(db => db.Announcements.Select(a => a.Version).SingleAsync());
}
