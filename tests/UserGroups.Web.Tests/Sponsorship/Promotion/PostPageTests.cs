using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship.Promotion;

public sealed class PostPageTests : IAsyncLifetime
{
    private GrantedPortal world = null!;
    private PortalClient sam = null!;

    public async Task InitializeAsync()
    {
        world = await GrantedPortal.OpenAsync();
        sam = await world.Site.StaffAsync("Sam", StaffRole.CommunityManager);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_organizer_suggests_an_editor_publishes_and_the_blog_shows_it_at_once()
    {
        var visitor = world.Site.Browser();
        Assert.Contains("Nothing published yet", (await visitor.GetAsync("/blog")).Text, StringComparison.Ordinal);
        await world.Lena.SubmitAsync($"{world.Path}/suggestion", "Send it to the editors", ("Your words", "Say that there is cake."));
        Assert.Contains("1 post to publish", (await sam.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.Contains("Say that there is cake.", (await sam.GetAsync(await PathAsync())).Text, StringComparison.Ordinal);
        await sam.SubmitAsync(await PathAsync(), "Save the text", ("Title", "Cake & maps"), ("Text", "There is **cake**. <script>alert(1)</script> [x](javascript:alert(1))"));
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/blog/maps-1")).Status);
        await sam.SubmitAsync(await PathAsync(), "Publish now");

        // Cached a moment ago, and thrown away when it changed.
        Assert.Contains("Cake & maps", (await visitor.GetAsync("/blog")).Text, StringComparison.Ordinal);
        var page = await visitor.GetAsync("/blog/maps-1");
        Assert.Equal("Cake & maps", page.Heading);
        Assert.Equal("article", page.Document.QuerySelector("meta[property='og:type']")!.GetAttribute("content"));
        Assert.NotNull(page.Document.QuerySelector(".prose strong"));
        Assert.Null(page.Document.QuerySelector(".prose script, .prose a[href^='javascript']"));
        Assert.Null(page.Document.QuerySelector("input[name=__form]"));
        Assert.Equal(LineState.Fulfilled, (await world.LineAsync(Benefit.Promotion)).State);
        Assert.Contains(await world.Site.LettersAsync("lena@example.org"), l => l.Kind == "PostPublished");
    }

    [Fact]
    public async Task Each_step_takes_the_words_in_the_fields_along_and_what_is_public_is_what_was_typed()
    {
        var review = await sam.SubmitAsync(await PathAsync(), "Send to review", ("Title", "Cake"), ("In one sentence", "An evening of cake."), ("Text", "First *words*."));
        Assert.Equal(HttpStatusCode.Found, review.Status);
        var read = await PostAsync();
        Assert.Equal((PostState.InReview, "Cake", "An evening of cake.", "First *words*."), (read.State, read.Title, read.Summary, read.Body));
        await sam.SubmitAsync(await PathAsync(), "Back to the draft", ("Text", "Second words."));
        Assert.Equal((PostState.Draft, "Second words."), ((await PostAsync()).State, (await PostAsync()).Body));
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        await sam.SubmitAsync(await PathAsync(), "Schedule", ("Title", "Cake on time"), ("Appears on", "4 March 2026"), ("At (UTC)", "9:00"));
        Assert.Equal((PostState.Scheduled, "Cake on time"), ((await PostAsync()).State, (await PostAsync()).Title));
        await sam.SubmitAsync(await PathAsync(), "Back to the draft");
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        await sam.SubmitAsync(await PathAsync(), "Publish now", ("Title", "Cake & maps"), ("Text", "Last words."));
        var page = await world.Site.Browser().GetAsync("/blog/maps-1");
        Assert.Equal(("Cake & maps", "Last words."), (page.Heading, page.Document.QuerySelector(".prose")!.TextContent.Trim()));
        Assert.Equal(4, await world.Site.AskAsync(db => db.History.CountAsync(h => h.Action == "post.written")));
    }

    [Theory]
    [InlineData("Send to review", PostState.Draft)]
    [InlineData("Publish now", PostState.InReview)]
    [InlineData("Back to the draft", PostState.InReview)]
    [InlineData("Schedule", PostState.InReview)]
    [InlineData("Withdraw it", PostState.InReview)]
    public async Task A_step_with_a_mistake_in_the_words_takes_nothing_and_shows_everything_typed(string button, PostState state)
    {
        if (state == PostState.InReview)
            await sam.SubmitAsync(await PathAsync(), "Send to review");
        var before = await PostAsync();
        (string, string)[] later = state == PostState.Draft ? [] : [("Appears on", "4 March 2026"), ("At (UTC)", "9:00")];
        var page = await sam.SubmitAsync(await PathAsync(), button, [("Title", "Cake"), ("In one sentence", ""), ("Text", "New words."), ("Why it is withdrawn", "No cake."), .. later]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Say in one sentence what it is about; lists, feeds and previews show it."), (page.Status, Assert.Single(page.Errors)));
        Assert.Equal(("Cake", "", "New words.", "No cake."), (page.Value("Title"), page.Value("In one sentence"), page.Value("Text"), page.Value("Why it is withdrawn")));
        var after = await PostAsync();
        Assert.Equal((state, before.Title, before.Body, before.Version), (after.State, after.Title, after.Body, after.Version));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Site.Browser().GetAsync("/blog/maps-1")).Status);
    }

    [Fact]
    public async Task Words_typed_under_a_time_or_a_reason_that_is_refused_stay_on_the_page()
    {
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        var late = await sam.SubmitAsync(await PathAsync(), "Schedule", ("Title", "Cake"), ("Appears on", "1 March 2026"), ("At (UTC)", "9:00"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Cake"), (late.Status, late.Value("Title")));
        var silent = await sam.SubmitAsync(await PathAsync(), "Withdraw it", ("Title", "Cake"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Cake", "Say why it is withdrawn."), (silent.Status, silent.Value("Title"), Assert.Single(silent.Errors)));
        Assert.Equal((PostState.InReview, "Maps 1"), ((await PostAsync()).State, (await PostAsync()).Title));
    }

    [Fact]
    public async Task Pressed_twice_with_new_words_it_is_published_once_and_other_words_are_not_published_over_them()
    {
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        var seen = await sam.GetAsync(await PathAsync());
        foreach (var answer in await sam.SubmitAtOnceAsync(seen, 2, "Publish now", ("Title", "Cake")))
            Assert.Equal(HttpStatusCode.Found, answer.Status);
        var late = await sam.SubmitAsync(seen, "Publish now", ("Title", "Pie"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This post is published; it cannot be published now."), (late.Status, Assert.Single(late.Errors)));
        Assert.Equal(("Pie", "Cake"), (late.Value("Title"), (await PostAsync()).Title));
        Assert.Single(await world.Site.LettersAsync("lena@example.org"), l => l.Kind == "PostPublished");
    }

    [Fact]
    public async Task The_feed_is_well_formed_and_says_not_modified_to_who_has_it()
    {
        await PublishAsync();
        var visitor = world.Site.Browser();
        using var answer = await visitor.Http.GetAsync("/blog/feed.xml");
        Assert.Equal("application/atom+xml; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal("Maps 1", feed.Element(atom + "entry")!.Element(atom + "title")!.Value);
        Assert.Equal("https://localhost/blog/maps-1", feed.Element(atom + "entry")!.Element(atom + "id")!.Value);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/blog/feed.xml");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.Http.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_post_is_gone_and_does_not_come_back()
    {
        await PublishAsync();
        var path = await PathAsync();
        await sam.SubmitAsync(path, "Withdraw it", ("Why it is withdrawn", "The meetup was somewhere else."));
        var visitor = world.Site.Browser();
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync("/blog/maps-1")).Status);
        Assert.Contains("Nothing published yet", (await visitor.GetAsync("/blog")).Text, StringComparison.Ordinal);
        foreach (var step in new[] { "publication", "review", "draft" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.PostAsync($"{path}/{step}", "/about", ("Version", "9"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/review")]
    [InlineData("/draft")]
    [InlineData("/schedule")]
    [InlineData("/publication")]
    [InlineData("/withdrawal")]
    public async Task Only_a_community_manager_edits_and_a_foreign_post_does_not_exist(string step)
    {
        var path = await PathAsync() + step;
        var finn = await world.Site.StaffAsync("Finn", StaffRole.Finance);
        foreach (var somebody in new[] { world.Lena, world.Ida })
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync($"/staff/posts/999999{step}", "/about")).Status);
        Assert.Equal(PostState.Draft, (await PostAsync()).State);
    }

    [Fact]
    public async Task For_an_outsider_and_a_host_there_is_nothing_to_suggest()
    {
        var vera = await world.Site.SignInAsync("Vera");
        foreach (var somebody in new[] { world.Ida, vera, sam })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.GetAsync($"{world.Path}/suggestion")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.PostAsync($"{world.Path}/suggestion", "/about", ("Suggestion", "Come to Lima!"))).Status);
        }

        Assert.Equal("An evening about maps.", (await PostAsync()).Suggestion);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.Lena.SubmitAsync($"{world.Path}/suggestion", "Send it to the editors", ("Your words", ""))).Status);
    }

    [Theory]
    [InlineData("Title", "")]
    [InlineData("Summary", "")]
    [InlineData("Body", "")]
    public async Task A_post_without_its_words_is_refused_and_stays_as_it_was(string field, string value)
    {
        var before = await PostAsync();
        var fields = new Dictionary<string, string> { ["Title"] = "New", ["Summary"] = "New", ["Body"] = "New", ["Version"] = $"{before.Version}" };
        fields[field] = value;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.PostAsync(await PathAsync(), await PathAsync(), [.. fields.Select(f => (f.Key, f.Value))])).Status);
        Assert.Equal(before.Title, (await PostAsync()).Title);
    }

    [Theory]
    [InlineData("2026-03-02", "11:00")]
    [InlineData("2036-01-01", "11:00")]
    [InlineData("tomorrow", "11:00")]
    [InlineData("2026-03-04", "soon")]
    [InlineData("2026-03-04", "")]
    [InlineData("", "11:00")]
    [InlineData("", "")]
    public async Task A_time_that_is_over_too_far_or_none_is_refused(string on, string at)
    {
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.PostAsync($"{await PathAsync()}/schedule", await PathAsync(), ("Version", $"{(await PostAsync()).Version}"), ("PublishOn", on), ("PublishTime", at))).Status);
        Assert.Equal(PostState.InReview, (await PostAsync()).State);
    }

    [Fact]
    public async Task A_scheduled_post_appears_when_its_time_has_come()
    {
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        await sam.SubmitAsync(await PathAsync(), "Schedule", ("Appears on", "4 March 2026"), ("At (UTC)", "9:00"));
        await world.UseAsync<PublishPosts>(j => j.RunAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Site.Browser().GetAsync("/blog/maps-1")).Status);
        world.Site.Clock.Set(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero));
        await world.UseAsync<PublishPosts>(j => j.RunAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, (await world.Site.Browser().GetAsync("/blog/maps-1")).Status);
    }

    [Fact]
    public async Task Two_editors_at_once_one_wins_and_the_others_text_is_kept_on_the_page()
    {
        var seen = await sam.GetAsync(await PathAsync());
        await sam.SubmitAsync(seen, "Save the text", ("Title", "First"));
        var late = await sam.SubmitAsync(seen, "Save the text", ("Title", "Second"));
        Assert.Equal((HttpStatusCode.Conflict, "Second"), (late.Status, late.Value("Title")));
        Assert.Equal("First", (await PostAsync()).Title);
        var review = await sam.SubmitAsync(seen, "Send to review", ("Title", "Third"));
        Assert.Equal((HttpStatusCode.Conflict, "Third"), (review.Status, review.Value("Title")));
        Assert.Equal((PostState.Draft, "First"), ((await PostAsync()).State, (await PostAsync()).Title));
    }

    [Fact]
    public async Task Lists_ask_the_same_number_of_questions_for_one_and_for_three()
    {
        await PublishAsync();
        var one = await world.Site.QueriesAsync(() => sam.GetAsync("/staff/posts?view=published"));
        var blog = await world.Site.QueriesAsync(() => sam.GetAsync("/blog"));
        for (var i = 0; i < 2; i++)
        {
            await world.GrantAsync();
            await PublishAsync();
        }

        Assert.Equal((one, blog), (await world.Site.QueriesAsync(() => sam.GetAsync("/staff/posts?view=published")), await world.Site.QueriesAsync(() => sam.GetAsync("/blog"))));
    }

    private async Task PublishAsync()
    {
        await sam.SubmitAsync(await PathAsync(), "Send to review");
        Assert.Equal(HttpStatusCode.Found, (await sam.SubmitAsync(await PathAsync(), "Publish now")).Status);
    }

    private async Task<string> PathAsync() => $"/staff/posts/{(await PostAsync()).Id}";

    private Task<BlogPost> PostAsync() => world.Site.AskAsync(db => db.BlogPosts.AsNoTracking().OrderByDescending(p => p.Id).FirstAsync());
}
