using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Promotion;

namespace UserGroups.Tests.Sponsorship.Promotion;

public sealed class PostTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;
    private long requestId;
    private long lineId;

    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        requestId = await world.AllGrantedAsync();
        lineId = (await world.LineAsync(requestId, Benefit.Promotion)).Id;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task With_the_grant_comes_a_draft_made_from_the_event_and_the_words_of_the_request()
    {
        var post = await PostAsync();
        Assert.Equal((PostState.Draft, "Maps", "maps", "An evening about maps."), (post.State, post.Title, post.Slug, post.Suggestion));
        Assert.Equal("Oslo: Thursday 16 April 2026, 18:00 (Oslo time), Deichman.", post.Summary);
        Assert.Contains("(https://groups.example.org/events/maps)", post.Body, StringComparison.Ordinal);
        // When and where are said once: in the summary, which stands above the text.
        Assert.StartsWith("**Oslo** invites you.\n\n", post.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("16 April", post.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_is_reviewed_published_and_fulfils_its_line()
    {
        await StepAsync(PostStep.SendToReview);
        var post = await PostAsync();
        await world.UseAsync<PostService>(s => s.PublishAsync(world.AinoId, post.Id, post.Version));
        var line = await world.LineAsync(requestId, Benefit.Promotion);
        Assert.Equal((LineState.Fulfilled, "/blog/maps"), (line.State, line.FulfilmentNote));
        Assert.Contains("PostPublished", await world.LettersAsync("Lena"));
    }

    [Fact]
    public async Task Who_saw_an_older_post_changes_nothing_and_a_withdrawn_one_stays_as_it_was()
    {
        var seen = await PostAsync();
        var text = PostText.Of("Maps", "An evening.", "We met.");
        await world.UseAsync<PostWriter>(s => s.WriteAsync(world.AinoId, seen.Id, seen.Version, text));
        Assert.Equal("DbUpdateConcurrencyException", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostWriter>(s => s.WriteAsync(world.AinoId, seen.Id, seen.Version, text with { Body = "Nothing." }))));
        Assert.Equal("DbUpdateConcurrencyException", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostService>(s => s.WithdrawAsync(world.AinoId, seen.Id, seen.Version, "Not this year."))));
        Assert.Equal((PostState.Draft, "We met."), ((await PostAsync()).State, (await PostAsync()).Body));
        var post = await PostAsync();
        var now = world.Clock.Now();
        post.Withdraw("Not this year.", now);
        Assert.Equal("This post is withdrawn; its text stays as it was.", Assert.Throws<RuleException>(() => post.Write(text, now)).Message);
        Assert.Equal("The post is withdrawn; write to the community managers instead.", Assert.Throws<RuleException>(() => post.Suggest("More pizza.", world.LenaId, now)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(367 * 24 * 60)]
    public async Task A_post_is_scheduled_for_a_time_to_come_within_a_year(int minutes)
    {
        await StepAsync(PostStep.SendToReview);
        var post = await PostAsync();
        Assert.StartsWith("Choose a time to come, within a year.", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostService>(s => s.ScheduleAsync(world.AinoId, post.Id, post.Version, world.Clock.Now().AddMinutes(minutes)))), StringComparison.Ordinal);
        Assert.Equal(PostState.InReview, (await PostAsync()).State);
    }

    [Fact]
    public async Task Twenty_equal_posts_publish_once()
    {
        await StepAsync(PostStep.SendToReview);
        var post = await PostAsync();
        var refused = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostService>(s => s.PublishAsync(world.AinoId, post.Id, post.Version))))));
        Assert.All(refused, r => Assert.Equal("", r));
        Assert.Single(await world.LettersAsync("Lena"), "PostPublished");
    }

    [Fact]
    public async Task A_draft_is_not_published_unseen_and_a_withdrawn_one_never()
    {
        var post = await PostAsync();
        Assert.Contains("cannot be published", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostService>(s => s.PublishAsync(world.AinoId, post.Id, post.Version))), StringComparison.Ordinal);
        await world.UseAsync<PostService>(s => s.WithdrawAsync(world.AinoId, post.Id, post.Version, "Another idea."));
        await using var db = world.Db();
        var gone = await db.BlogPosts.AsNoTracking().SingleAsync();
        foreach (var step in new[] { PostStep.SendToReview, PostStep.SendBack })
            Assert.Contains("is withdrawn", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostService>(s => s.ReviewAsync(world.AinoId, gone.Id, gone.Version, step))), StringComparison.Ordinal);
        Assert.Contains("is withdrawn", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostService>(s => s.PublishAsync(world.AinoId, gone.Id, gone.Version))), StringComparison.Ordinal);
        Assert.Equal(LineState.Accepted, (await world.LineAsync(requestId, Benefit.Promotion)).State);
    }

    [Fact]
    public async Task A_scheduled_post_appears_by_itself_once_and_its_text_stands_until_then()
    {
        await StepAsync(PostStep.SendToReview);
        var post = await PostAsync();
        var at = world.Clock.GetUtcNow().AddDays(2);
        await world.UseAsync<PostService>(s => s.ScheduleAsync(world.AinoId, post.Id, post.Version, at.UtcDateTime));
        var scheduled = await PostAsync();
        Assert.Contains("is scheduled", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostWriter>(s => s.WriteAsync(world.AinoId, post.Id, scheduled.Version, PostText.Of("A", "B", "C")))), StringComparison.Ordinal);
        Assert.Equal("0 published, 0 refused", await world.RunAsync<PublishPosts>());
        world.Clock.Set(at);
        Assert.Equal("1 published, 0 refused", await world.RunAsync<PublishPosts>());
        Assert.Equal("0 published, 0 refused", await world.RunAsync<PublishPosts>());
        Assert.Equal((PostState.Published, world.AinoId), ((await PostAsync()).State, (await world.LineAsync(requestId, Benefit.Promotion)).FulfilledById!.Value));
    }

    [Fact]
    public async Task An_approval_that_ends_takes_the_unpublished_post_with_it()
    {
        await StepAsync(PostStep.SendToReview);
        await world.UseAsync<LineService>(s => s.ReleaseAsync(lineId, world.AinoId, "The meetup is off."));
        await using var db = world.Db();
        Assert.Equal((PostState.Withdrawn, "The meetup is off."), await db.BlogPosts.Select(p => new ValueTuple<PostState, string?>(p.State, p.Reason)).SingleAsync());
        Assert.Contains("is void", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PostWriter>(s => s.SuggestAsync(world.LenaId, lineId, "Please!"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_into_an_event_is_text_and_no_markdown_in_the_draft()
    {
        var meetup = await world.MeetupAsync("[Free *stuff*](javascript:alert) <b>", new DateOnly(2026, 5, 2));
        var second = await world.AllGrantedAsync(meetup);
        var line = (await world.LineAsync(second, Benefit.Promotion)).Id;
        await using var db = world.Db();
        var html = UserGroups.Shared.Markdown.SafeMarkdown.ToHtml(await db.BlogPosts.Where(p => p.LineId == line).Select(p => p.Body).SingleAsync());
        Assert.DoesNotContain("javascript:", html.Replace("[Free *stuff*](javascript:alert)", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    private async Task StepAsync(PostStep step)
    {
        var post = await PostAsync();
        await world.UseAsync<PostService>(s => s.ReviewAsync(world.AinoId, post.Id, post.Version, step));
    }

    private async Task<BlogPost> PostAsync()
    {
        await using var db = world.Db();
        return await db.BlogPosts.AsNoTracking().SingleAsync(p => p.LineId == lineId);
    }
}
