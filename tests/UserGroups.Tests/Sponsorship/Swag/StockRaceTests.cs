using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Tests.Sponsorship.Swag;

/// <summary>A hundred packers reach for the same shelf at once, a hundred times.</summary>
public sealed class StockRaceTests : IAsyncLifetime
{
    private const int Packers = 100;
    private SponsorshipWorld world = null!;
    private long parcelId;

    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        var line = await world.LineAsync(await world.AllGrantedAsync(), Benefit.Swag);
        await using var db = world.Db();
        var parcel = new Parcel(line.Id, world.OsloId, world.SamId, world.Clock.GetUtcNow().UtcDateTime);
        db.Parcels.Add(parcel);
        await db.SaveChangesAsync();
        parcelId = parcel.Id;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task In_a_hundred_rounds_of_a_hundred_at_once_no_piece_is_taken_twice_and_none_is_left_that_somebody_wanted()
    {
        for (var round = 0; round < 100; round++)
        {
            var pieces = 1 + (round * 37 % 150);
            var shelf = await world.ShelfAsync(pieces, $"Thing {round}");
            var taken = await RaceAsync(shelf, TakeAsync);
            Assert.Equal((Math.Min(pieces, Packers), Math.Max(0, pieces - Packers)), (taken, await world.StockAsync(shelf)));
        }
    }

    [Fact]
    public async Task A_count_that_takes_more_than_lies_there_is_told_so_and_books_nothing()
    {
        var shelf = await world.ShelfAsync(5, "Thing");
        Assert.False(await CountAsync(shelf, -6));
        Assert.True(await CountAsync(shelf, -5));
        Assert.Equal(0, await world.StockAsync(shelf));
    }

    [Fact]
    public async Task Without_the_condition_the_same_race_takes_more_than_there_is()
    {
        var over = 0;
        for (var round = 0; round < 3; round++)
        {
            var shelf = await world.ShelfAsync(40, $"Thing {round}");
            over += Math.Max(0, await RaceAsync(shelf, TakeWithoutGuardAsync) - 40);
        }

        Assert.True(over > 0, "The race is too tame to prove anything: looking, then taking, was never wrong.");
    }

    [Fact]
    public async Task The_database_itself_keeps_stock_from_falling_below_zero()
    {
        var shelf = await world.ShelfAsync(3);
        await using var db = world.Db();
        var error = await Record.ExceptionAsync(() => db.InTransactionAsync(token => db.SwagSizes.Where(s => s.Id == shelf).ExecuteUpdateAsync(set => set.SetProperty(s => s.Stock, s => s.Stock - 4), token)));
        Assert.Contains("CK_SwagSizes_Stock", error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(3, await world.StockAsync(shelf));
    }

    private static async Task<int> RaceAsync(long shelf, Func<long, Task<bool>> take) => (await Task.WhenAll(Enumerable.Range(0, Packers).Select(_ => Task.Run(() => take(shelf))))).Count(t => t);

    private async Task<bool> CountAsync(long shelf, int pieces)
    {
        await using var db = world.Db();
        return await db.InTransactionAsync(async token =>
        {
            var counted = await new StockBook(db, world.Clock).AdjustAsync(shelf, pieces, MovementKind.Counted, "Broken.", world.SamId, Guid.NewGuid(), token);
            await db.SaveChangesAsync(token);
            return counted;
        });
    }

    private async Task<bool> TakeAsync(long shelf)
    {
        await using var db = world.Db();
        var book = new StockBook(db, world.Clock);
        return await db.InTransactionAsync(async token =>
        {
            var taken = await book.TakeAsync(shelf, 1, parcelId, world.SamId, token);
            await db.SaveChangesAsync(token);
            return taken;
        });
    }

    // What everybody writes first: look whether there is one, then take it.
    private async Task<bool> TakeWithoutGuardAsync(long shelf)
    {
        await using var db = world.Db();
        var stock = await db.SwagSizes.Where(s => s.Id == shelf).Select(s => s.Stock).SingleAsync();
        if (stock < 1)
            return false;
        await db.InTransactionAsync(token => db.SwagSizes.Where(s => s.Id == shelf).ExecuteUpdateAsync(set => set.SetProperty(s => s.Stock, stock - 1), token));
        return true;
    }
}
