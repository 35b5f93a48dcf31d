using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship.Licences;

namespace UserGroups.Tests.Sponsorship.Licences;

public sealed class KeyPoolTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;

    public async Task InitializeAsync() => world = await FulfilmentWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Importing_twice_changes_nothing_the_second_time()
    {
        Assert.Equal((3, 0), Counts(await world.ImportAsync(3)));
        Assert.Equal((0, 3), Counts(await world.ImportAsync(3)));
        Assert.Equal((2, 3), Counts(await world.ImportAsync(5)));
        Assert.Equal(5, await CountAsync());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_adds_nothing()
    {
        await world.ImportAsync(1);
        var result = await world.UseAsync<KeyPool, KeyImport>(p => p.ImportAsync([new(2, "Atlas", "KEY-0001", ""), new(3, "Atlas", "NEW", "")], dryRun: true));
        Assert.Equal((1, 1), Counts(result));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task One_bad_row_keeps_all_out_and_each_is_named_by_its_line()
    {
        var result = await world.UseAsync<KeyPool, KeyImport>(p => p.ImportAsync(
            [new(2, "Atlas", "A", "1"), new(3, "", "B", ""), new(4, "Atlas", "", ""), new(5, "Atlas", "C", "0"), new(6, "Atlas", "D", "many"), new(7, "Atlas", " A", "")], dryRun: false));
        Assert.Equal([3, 4, 5, 6, 7], result.Problems.Select(p => p.Line));
        Assert.Contains("line 2 already", result.Problems[^1].Reason, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task The_same_file_imported_by_twenty_at_once_is_imported_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.ImportAsync(10))));
        Assert.Equal((10, 190), (results.Sum(r => r.Added), results.Sum(r => r.Known)));
        Assert.Equal(10, await CountAsync());
    }

    private static (int Added, int Known) Counts(KeyImport result)
    {
        Assert.Empty(result.Problems);
        return (result.Added, result.Known);
    }

    private async Task<int> CountAsync()
    {
        await using var db = world.Db();
        return await db.LicenceKeys.CountAsync();
    }
}
