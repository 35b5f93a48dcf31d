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
