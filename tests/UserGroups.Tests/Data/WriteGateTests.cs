using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;

namespace UserGroups.Tests.Data;

public sealed class WriteGateTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_acknowledged()
    {
        if (database.Provider != DatabaseProvider.Sqlite)
            return;
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        Assert.Equal(("wal", 2L, 1L), (await Pragma<string>(db, "journal_mode"), await Pragma<long>(db, "synchronous"), await Pragma<long>(db, "foreign_keys")));
    }

    [Fact]
    public async Task An_update_outside_a_transaction_is_refused_on_SQLite()
    {
        if (database.Provider != DatabaseProvider.Sqlite)
            return;
        await using var db = database.Open();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => db.Jobs.ExecuteUpdateAsync(j => j.SetProperty(x => x.DueAt, Noon)));
        Assert.StartsWith("Write inside AppDbContext.InTransactionAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_context_that_writes_inside_a_transaction_is_refused_instead_of_waiting_for_ever()
    {
        if (database.Provider != DatabaseProvider.Sqlite)
            return;
        await using var db = database.Open();
        await db.InTransactionAsync(async _ =>
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync("inner"));
            Assert.StartsWith("Write with the context whose transaction is open", error.Message, StringComparison.Ordinal);
        });
        await AddAsync("after");
    }

    [Fact]
    public async Task A_hundred_writers_at_once_lose_no_count()
    {
        await AddAsync("counter");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CountAsync()));

        await using var db = database.Open();
        Assert.Equal(Noon.AddSeconds(100), await db.Jobs.Select(j => j.DueAt).SingleAsync());
    }

    [Fact]
    public async Task Work_that_throws_leaves_nothing_and_lets_the_next_one_in()
    {
        await using (var db = database.Open())
        {
            await Assert.ThrowsAsync<TimeoutException>(() => db.InTransactionAsync(async token =>
            {
                db.Jobs.Add(new JobState("half", Noon));
                await db.SaveChangesAsync(token);
                throw new TimeoutException();
            }));
        }

        await AddAsync("whole");
        await using var other = database.Open();
        Assert.Equal(["whole"], await other.Jobs.Select(j => j.Name).ToListAsync());
    }

    [Fact]
    public async Task What_was_promised_for_a_commit_that_failed_does_not_ring_at_the_next_one()
    {
        await using var db = database.Open();
        var rung = new List<string>();
        db.AfterCommit(() => rung.Add("before"));
        await Assert.ThrowsAsync<TimeoutException>(() => db.InTransactionAsync(_ =>
        {
            db.AfterCommit(() => rung.Add("failed"));
            throw new TimeoutException();
        }));
        Assert.Empty(rung);
        await db.InTransactionAsync(_ =>
        {
            db.AfterCommit(() => rung.Add("inside"));
            return Task.CompletedTask;
        });
        Assert.Equal(["before", "inside"], rung);
    }

    [Fact]
    public async Task The_same_name_twice_is_a_unique_violation_on_both_databases()
    {
        await AddAsync("same");
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync("same"));
        Assert.True(error.IsUniqueViolation());
    }

    // Reads, then writes what it read: only one at a time comes out right.
    private async Task CountAsync()
    {
        await using var db = database.Open();
        await db.InTransactionAsync(async token =>
        {
            if (db is SqlServerAppDbContext)
                await db.Jobs.ExecuteUpdateAsync(j => j.SetProperty(x => x.ClaimedBy, "lock"), token);
            var due = await db.Jobs.Select(j => j.DueAt).SingleAsync(token);
            await Task.Yield();
            await db.Jobs.ExecuteUpdateAsync(j => j.SetProperty(x => x.DueAt, due.AddSeconds(1)), token);
        });
    }

    private async Task AddAsync(string name)
    {
        await using var db = database.Open();
        db.Jobs.Add(new JobState(name, Noon));
        await db.SaveChangesAsync();
    }

    private static async Task<T> Pragma<T>(AppDbContext db, string name)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
