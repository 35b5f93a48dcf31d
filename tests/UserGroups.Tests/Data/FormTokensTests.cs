using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Data;

public sealed class FormTokensTests : IAsyncLifetime
{
    private readonly MovedClock clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private int done;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task The_same_form_sent_twenty_times_at_once_is_done_once_and_all_get_one_answer()
    {
        var key = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SendAsync(key, 1))));
        Assert.Equal(1, done);
        Assert.All(answers, a => Assert.Equal("/answer/1", a));
    }

    [Fact]
    public async Task The_key_of_somebody_elses_form_opens_nothing_of_theirs()
    {
        var key = Guid.NewGuid();
        Assert.Equal(("/answer/1", "/answer/2"), (await SendAsync(key, 1), await SendAsync(key, 2)));
        Assert.Equal(("/answer/1", "/answer/2"), (await SendAsync(key, 1), await SendAsync(key, 2)));
    }

    [Fact]
    public async Task What_failed_may_be_sent_again_and_a_form_without_a_key_is_done_each_time()
    {
        var key = Guid.NewGuid();
        await using (var db = database.Open())
        {
            await Assert.ThrowsAsync<RuleException>(() => new FormTokens(db, clock).OnceAsync(key, 1, _ => throw new RuleException("Not yet.")));
        }

        Assert.Equal("/answer/1", await SendAsync(key, 1));
        Assert.Equal(("/answer/2", "/answer/3"), (await SendAsync(Guid.Empty, 1), await SendAsync(Guid.Empty, 1)));
    }

    private async Task<string> SendAsync(Guid key, long personId)
    {
        await using var db = database.Open();
        return await new FormTokens(db, clock).OnceAsync(key, personId, _ => Task.FromResult($"/answer/{Interlocked.Increment(ref done)}"));
    }
}
