using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Tests.Data;

public sealed class PreparedReadsTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, 125, DateTimeKind.Utc);
    private static readonly PreparedRead<List<string>> DueAt = new("""SELECT "Name" FROM "Jobs" WHERE "DueAt" = @due ORDER BY "Name" """, async (row, cancel) =>
    {
        var names = new List<string>();
        while (await row.ReadAsync(cancel))
            names.Add(row.GetString(0));
        return names;
    });

    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    private PreparedReads Reads => services.GetRequiredService<PreparedReads>();

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        services = database.Services(new MovedClock(new DateTimeOffset(Noon)));
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_committed_a_moment_ago_is_in_the_next_answer()
    {
        Assert.Equal([], await AskAsync());
        await AddAsync("one");
        Assert.Equal(["one"], await AskAsync());
        await using (var db = database.Open())
            await db.InTransactionAsync(cancel => db.Jobs.Where(j => j.Name == "one").ExecuteUpdateAsync(set => set.SetProperty(j => j.DueAt, Noon.AddMilliseconds(1)), cancel));
        Assert.Equal([], await AskAsync());
    }

    [Fact]
    public async Task What_is_not_committed_is_in_no_answer()
    {
        if (database.Provider != DatabaseProvider.Sqlite)
            return;
        await using var db = database.Open();
        await db.InTransactionAsync(async cancel =>
        {
            db.Jobs.Add(new JobState("one", Noon));
            await db.SaveChangesAsync(cancel);
            Assert.Equal([], await AskAsync());
        });
        Assert.Equal(["one"], await AskAsync());
    }

    [Fact]
    public async Task A_hundred_who_ask_at_once_each_get_their_own_answer()
    {
        for (var i = 0; i < 20; i++)
            await AddAsync($"job {i:00}", Noon.AddSeconds(i));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () => (i, await AskAsync(Noon.AddSeconds(i % 20))))));
        Assert.All(answers, answer => Assert.Equal([$"job {answer.i % 20:00}"], answer.Item2));
    }

    [Fact]
    public async Task A_prepared_question_cannot_write_and_one_that_failed_spoils_none_after_it()
    {
        if (database.Provider != DatabaseProvider.Sqlite)
            return;
        await AddAsync("one");
        var write = new PreparedRead<int>("""DELETE FROM "Jobs" """, (_, _) => Task.FromResult(0));
        for (var i = 0; i < 3; i++)
            Assert.Equal(8, (await Assert.ThrowsAsync<SqliteException>(() => Reads.AskAsync(write, default))).SqliteErrorCode);
        Assert.Equal(["one"], await AskAsync());
    }

    private Task<List<string>> AskAsync(DateTime? due = null) => Reads.AskAsync(DueAt, default, ("@due", due ?? Noon));

    private async Task AddAsync(string name, DateTime? due = null)
    {
        await using var db = database.Open();
        db.Jobs.Add(new JobState(name, due ?? Noon));
        await db.SaveChangesAsync();
    }
}
