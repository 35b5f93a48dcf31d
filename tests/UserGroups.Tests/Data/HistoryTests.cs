using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Data;

public sealed class HistoryTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task An_entry_carries_the_number_its_subject_got_in_the_same_save()
    {
        await using var db = database.Open();
        var setting = new SettingValue("a.b", "1");
        db.Add(setting);
        db.History.Add(new HistoryEntry(Noon, 7, "setting.changed", setting, new { Before = "0", After = "1" }, "because"));
        await db.SaveChangesAsync();

        await using var other = database.Open();
        var entry = await other.History.SingleAsync();
        Assert.Equal((1, setting.Id, "SettingValue", 7L, "because"), (entry.Id, entry.SubjectId, entry.SubjectType, entry.ActorId, entry.Reason));
        Assert.Equal("""{"Before":"0","After":"1"}""", entry.Details);
        Assert.True((await new AuditService(other).VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Several_entries_of_one_save_are_chained_in_the_order_they_were_added()
    {
        await using var db = database.Open();
        var setting = new SettingValue("a.b", "1");
        db.Add(setting);
        db.History.AddRange(new HistoryEntry(Noon, 7, "setting.made", setting), new HistoryEntry(Noon, 7, "setting.changed", setting), new HistoryEntry(Noon, 7, "setting.looked-at", setting));
        await db.SaveChangesAsync();
        await using var other = database.Open();
        Assert.Equal(["setting.made", "setting.changed", "setting.looked-at"], await other.History.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());
        Assert.True((await new AuditService(other).VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_hundred_writers_at_once_make_one_unbroken_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => WriteAsync($"key.{i}")));

        await using var db = database.Open();
        var result = await new AuditService(db).VerifyAsync();
        Assert.Equal((100, true), (result.Entries, result.IsWhole));
    }

    [Theory]
    [InlineData("UPDATE History SET Reason = 'another' WHERE Id = 2", 2, "Entry 2 was changed after it was written.")]
    [InlineData("UPDATE History SET At = '2026-03-02 12:00:01' WHERE Id = 3", 3, "Entry 3 was changed after it was written.")]
    [InlineData("DELETE FROM History WHERE Id = 2", 2, "Entry 2 is missing.")]
    [InlineData("UPDATE History SET At = 'yesterday' WHERE Id = 2", 2, "Entry 2 cannot be read.")]
    [InlineData("UPDATE History SET ActorId = 'nobody' WHERE Id = 1", 1, "Entry 1 was changed after it was written.")]
    [InlineData("INSERT INTO HistoryHead (Id, LastId, LastHash) VALUES (2, 3, '')", 1, "The chain has two ends (table HistoryHead).")]
    [InlineData("DELETE FROM HistoryHead", 1, "The end of the chain (table HistoryHead) is missing.")]
    [InlineData("DELETE FROM History WHERE Id = 3", 3, "The history ends at entry 2, but 3 were written.")]
    public async Task A_line_that_was_changed_or_removed_is_found(string tampering, long firstBroken, string problem)
    {
        foreach (var key in new[] { "a", "b", "c" })
            await WriteAsync(key);
        await using var db = database.Open();
        await db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(tampering, token));

        var result = await new AuditService(db).VerifyAsync();
        Assert.Equal((firstBroken, problem), (result.FirstBroken, result.Problem));
    }

    [Fact]
    public void An_entry_longer_than_its_columns_is_refused_before_the_database_does()
    {
        var setting = new SettingValue("a", "1");
        Assert.Throws<ArgumentException>(() => new HistoryEntry(Noon, 1, "setting.changed", setting, new { Text = new string('x', 4000) }));
        Assert.Throws<ArgumentException>(() => new HistoryEntry(Noon, 1, "setting.changed", setting, reason: new string('x', 1001)));
        Assert.Equal(4000, new HistoryEntry(Noon, 1, "setting.changed", setting, new { T = new string('x', 4000 - """{"T":""}""".Length) }).Details.Length);
    }

    [Fact]
    public void The_longest_text_a_setting_takes_fits_into_the_history_before_and_after()
    {
        // Each letter outside ASCII is six characters of JSON.
        var (before, after) = (BrandSettings.PostalAddress.Normalise(new string('ä', 300)), BrandSettings.PostalAddress.Normalise(new string('ö', 300)));
        Assert.InRange(new HistoryEntry(Noon, 1, "setting.changed", new SettingValue("a", "1"), new { BrandSettings.PostalAddress.Key, Before = before, After = after }).Details.Length, 3600, 4000);
    }

    [Fact]
    public async Task The_code_cannot_change_or_delete_an_entry()
    {
        await WriteAsync("a");
        await using var db = database.Open();
        db.Remove(await db.History.SingleAsync());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        Assert.Equal("History is append-only.", error.Message);
    }

    [Fact]
    public async Task A_save_that_fails_leaves_no_entry_and_no_gap()
    {
        await WriteAsync("same");
        await Assert.ThrowsAsync<DbUpdateException>(() => WriteAsync("same"));
        await WriteAsync("other");

        await using var db = database.Open();
        Assert.Equal([1L, 2L], await db.History.OrderBy(e => e.Id).Select(e => e.Id).ToListAsync());
        Assert.True((await new AuditService(db).VerifyAsync()).IsWhole);
    }

    private async Task WriteAsync(string key)
    {
        await using var db = database.Open();
        var setting = new SettingValue(key, "1");
        db.Add(setting);
        db.History.Add(new HistoryEntry(Noon, 1, "setting.changed", setting, reason: "r"));
        await db.SaveChangesAsync();
    }
}
