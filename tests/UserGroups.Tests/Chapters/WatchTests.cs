using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

public sealed class WatchTests : IAsyncLifetime
{
    private const string Address = "guest@example.org";
    private ChapterStory story = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        story = await ChapterStory.OpenAsync();
        oslo = await story.AddActiveAsync();
    }

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Fact]
    public async Task Only_a_proven_address_is_told_and_only_once()
    {
        await AskAsync();
        Assert.Equal(0, await TellAsync());
        var token = await story.TokenAsync("ConfirmWatch");
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: true));
        Assert.Equal(1, await TellAsync());
        Assert.Equal(0, await TellAsync());
        Assert.Equal(["ConfirmWatch", "NextDateAnnounced"], await story.LettersAsync("Guest"));
    }

    [Fact]
    public async Task Asking_again_sends_a_new_link_at_most_three_times_a_day()
    {
        for (var i = 0; i < 5; i++)
            await AskAsync();
        Assert.Equal(3, (await story.LettersAsync("Guest")).Count);
        Assert.Equal(1, await story.AskAsync(db => db.NextDateWatches.CountAsync()));
    }

    [Fact]
    public async Task Twenty_questions_at_once_wait_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync()));
        Assert.Equal(1, await story.AskAsync(db => db.NextDateWatches.CountAsync()));
    }

    [Fact]
    public async Task After_a_week_the_link_no_longer_confirms()
    {
        await AskAsync();
        var token = await story.TokenAsync("ConfirmWatch");
        story.Clock.Move(TimeSpan.FromDays(7));
        var broken = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: true)));
        Assert.Equal(OneTimeLinks.Gone, broken.Message);
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<WatchService>(s => s.AnswerAsync("made up", wanted: true)));
    }

    [Fact]
    public async Task The_same_link_stops_it()
    {
        await AskAsync();
        var token = await story.TokenAsync("ConfirmWatch");
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: true));
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: false));
        Assert.Equal(0, await TellAsync());
    }

    [Fact]
    public async Task Somebody_with_an_account_waits_at_once()
    {
        await story.DoAsync<WatchService>(s => s.WatchAsync(oslo, story.Max));
        await story.DoAsync<WatchService>(s => s.WatchAsync(oslo, story.Max));
        Assert.Equal(1, await TellAsync());
        Assert.Equal(["NextDateAnnounced"], await story.LettersAsync("Max"));
    }

    [Fact]
    public async Task An_address_that_waits_already_gets_no_second_question()
    {
        await AskAsync();
        var token = await story.TokenAsync("ConfirmWatch");
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: true));
        await AskAsync();
        Assert.Equal(["ConfirmWatch"], await story.LettersAsync("Guest"));
        Assert.Equal(1, await TellAsync());
    }

    [Fact]
    public async Task Who_asks_again_has_a_week_for_the_new_letter_whenever_the_first_one_came()
    {
        await AskAsync();
        story.Clock.Move(TimeSpan.FromDays(6.9));
        await AskAsync();
        var token = await story.TokenAsync("ConfirmWatch");
        story.Clock.Move(TimeSpan.FromDays(6.9));
        await story.DoAsync<WatchService>(async s => Assert.Equal(new WatchPage("oslo", "Oslo", false), await s.FindAsync(token)));
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: true));
        Assert.Equal(1, await TellAsync());
    }

    [Fact]
    public async Task A_link_that_ran_out_or_whose_waiting_is_over_shows_nothing()
    {
        await AskAsync();
        var token = await story.TokenAsync("ConfirmWatch");
        story.Clock.Move(TimeSpan.FromDays(7));
        await story.DoAsync<WatchService>(async s => Assert.Null(await s.FindAsync(token)));
        await AskAsync();
        token = await story.TokenAsync("ConfirmWatch");
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: true));
        await story.DoAsync<WatchService>(s => s.AnswerAsync(token, wanted: false));
        await story.DoAsync<WatchService>(async s => Assert.Null(await s.FindAsync(token)));
    }

    [Fact]
    public async Task From_one_network_a_hundred_questions_an_hour_are_enough()
    {
        for (var i = 0; i < 100; i++)
            await story.DoAsync<WatchService>(s => s.AskAsync(oslo, $"guest{i}@example.org", "127.0.0.0/24"));
        await Assert.ThrowsAsync<TooManyAttemptsException>(AskAsync);
        await story.DoAsync<WatchService>(s => s.AskAsync(oslo, Address, "192.0.2.0/24"));
        Assert.Equal(["ConfirmWatch"], await story.LettersAsync("Guest"));
    }

    [Fact]
    public async Task A_test_group_tells_nobody()
    {
        await story.DoAsync<WatchService>(s => s.WatchAsync(oslo, story.Max));
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).MarkAsTest(true));
        Assert.Equal(0, await TellAsync());
        Assert.Empty(await story.LettersAsync("Max"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address")]
    [InlineData("a@example.org\r\nBcc: all@example.org")]
    public async Task What_is_no_address_is_refused(string address)
    {
        var broken = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<WatchService>(s => s.AskAsync(oslo, address, "127.0.0.0/24")));
        Assert.Equal("Email", broken.Field);
    }

    private Task AskAsync() => story.DoAsync<WatchService>(s => s.AskAsync(oslo, Address, "127.0.0.0/24"));

    private async Task<int> TellAsync()
    {
        var told = 0;
        await story.DoAsync<WatchService, AppDbContext>(async (s, db) =>
        {
            told = await s.TellAsync(await db.Chapters.SingleAsync(c => c.Id == oslo), "Maps that explain themselves", "11 March 2026, 18:00", "/events/maps");
            await db.SaveChangesAsync();
        });
        return told;
    }
}
