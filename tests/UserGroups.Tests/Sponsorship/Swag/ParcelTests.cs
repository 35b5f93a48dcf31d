using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Tests.Sponsorship.Swag;

public sealed class ParcelTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;
    private long requestId;
    private long lineId;
    private long shelf;
    private long pia;

    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        requestId = await world.AllGrantedAsync();
        lineId = (await world.LineAsync(requestId, Benefit.Swag)).Id;
        shelf = await world.ShelfAsync(50);
        pia = await world.PersonAsync("Pia");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_kit_goes_from_the_shelf_to_the_group()
    {
        await AddressAsync();
        var parcel = await ReservedAsync(30);
        Assert.Equal(20, await world.StockAsync(shelf));
        await PackAsync(parcel);
        Assert.NotNull((await world.LineAsync(requestId, Benefit.Swag)).BegunAt);
        await ShipAsync(parcel);
        var line = await world.LineAsync(requestId, Benefit.Swag);
        Assert.Equal((LineState.Fulfilled, "Posten 4711"), (line.State, line.FulfilmentNote));
        Assert.Contains("ParcelShipped", await world.LettersAsync("Lena"));
        await EndAsync(parcel, ParcelStep.Receive);
        Assert.Equal(ParcelState.Received, (await ParcelAsync()).State);
        Assert.Equal(20, await world.StockAsync(shelf));
    }

    [Fact]
    public async Task More_than_lies_on_the_shelf_takes_nothing_at_all()
    {
        var other = await world.ShelfAsync(5, "Shirt");
        var refused = await FulfilmentWorld.RefusedAsync(() => world.UseAsync<ParcelService>(s => s.ReserveAsync(pia, lineId, [new(shelf, 10), new(other, 6)])));
        Assert.Equal("There are only 5 of Shirt (One size) on the shelf. Nothing was taken.", refused);
        Assert.Equal((50, 5), (await world.StockAsync(shelf), await world.StockAsync(other)));
        await using var db = world.Db();
        Assert.False(await db.Parcels.AnyAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_000)]
    public async Task A_kit_of_nothing_less_than_nothing_or_a_billion_is_refused(int pieces)
    {
        Assert.NotEqual("", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<ParcelService>(s => s.ReserveAsync(pia, lineId, [new(shelf, pieces)]))));
        Assert.Equal(50, await world.StockAsync(shelf));
    }

    [Fact]
    public async Task Twenty_presses_make_one_parcel()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.UseAsync<ParcelService>(s => s.ReserveAsync(pia, lineId, [new(shelf, 2)])))));
        Assert.Equal(48, await world.StockAsync(shelf));
        await using var db = world.Db();
        Assert.Equal(1, await db.Parcels.CountAsync());
    }

    [Fact]
    public async Task Steps_cannot_be_skipped_and_a_second_press_does_nothing()
    {
        var parcel = await ReservedAsync(10);
        Assert.Contains("cannot be shipped", await FulfilmentWorld.RefusedAsync(() => ShipAsync(parcel)), StringComparison.Ordinal);
        Assert.Contains("have not said where", await FulfilmentWorld.RefusedAsync(() => PackAsync(parcel)), StringComparison.Ordinal);
        Assert.Contains("cannot be received", await FulfilmentWorld.RefusedAsync(() => EndAsync(parcel, ParcelStep.Receive)), StringComparison.Ordinal);
        await AddressAsync();
        await PackAsync(parcel);
        await PackAsync(parcel);
        await ShipAsync(parcel);
        await ShipAsync(parcel);
        Assert.Single(await world.LettersAsync("Lena"), "ParcelShipped");
        Assert.Contains("cannot be cancelled", await FulfilmentWorld.RefusedAsync(() => EndAsync(parcel, ParcelStep.Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_was_not_granted_gets_no_parcel_and_no_address()
    {
        await world.UseAsync<LineService>(s => s.ReleaseAsync(lineId, world.AinoId, "Not needed."));
        Assert.Contains("is void", await FulfilmentWorld.RefusedAsync(() => ReservedAsync(1)), StringComparison.Ordinal);
        Assert.Contains("is void", await FulfilmentWorld.RefusedAsync(AddressAsync), StringComparison.Ordinal);
        Assert.Equal(50, await world.StockAsync(shelf));
    }

    [Fact]
    public async Task The_address_stands_once_the_parcel_is_packed_and_a_label_of_yesterday_is_not_packed()
    {
        await AddressAsync();
        var parcel = await ReservedAsync(1);
        Assert.Contains("just changed", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<ParcelService>(s => s.PackAsync(pia, parcel, 0))), StringComparison.Ordinal);
        await PackAsync(parcel);
        var moved = FulfilmentWorld.Address with { Street = "Somewhere else 2" };
        Assert.Contains("on the label", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<ParcelService>(s => s.AddressAsync(world.LenaId, lineId, moved))), StringComparison.Ordinal);
        await world.UseAsync<ParcelService>(s => s.UnpackAsync(pia, parcel));
        await world.UseAsync<ParcelService>(s => s.AddressAsync(world.LenaId, lineId, moved));
        await using var db = world.Db();
        Assert.Equal("Somewhere else 2", await db.ParcelAddresses.Select(a => a.Street).SingleAsync());
    }

    [Fact]
    public async Task What_goes_back_with_its_line_lies_on_the_shelf_again()
    {
        await ReservedAsync(30);
        await world.UseAsync<LineService>(s => s.ReleaseAsync(lineId, world.AinoId, "The meetup is off."));
        Assert.Equal(50, await world.StockAsync(shelf));
        Assert.Equal((ParcelState.Cancelled, "The meetup is off."), ((await ParcelAsync()).State, (await ParcelAsync()).Reason));
    }

    [Fact]
    public async Task One_that_came_back_is_on_the_shelf_and_sent_anew()
    {
        await AddressAsync();
        var first = await ReservedAsync(30);
        await PackAsync(first);
        await ShipAsync(first);
        await EndAsync(first, ParcelStep.Return, "Nobody was there.");
        Assert.Equal(50, await world.StockAsync(shelf));
        await ReservedAsync(30);
        Assert.Equal(20, await world.StockAsync(shelf));
        Assert.Contains("ParcelTrouble", await world.LettersAsync("Lena"));
    }

    [Fact]
    public async Task The_address_is_erased_ninety_days_after_the_parcel_came_and_not_a_day_before()
    {
        await AddressAsync();
        var parcel = await ReservedAsync(1);
        await PackAsync(parcel);
        await ShipAsync(parcel);
        await EndAsync(parcel, ParcelStep.Receive);
        world.Clock.Move(TimeSpan.FromDays(89));
        Assert.Equal("0 addresses erased", await world.RunAsync<EraseAddresses>());
        world.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal("1 addresses erased", await world.RunAsync<EraseAddresses>());
        await using var db = world.Db();
        var address = await db.ParcelAddresses.AsNoTracking().SingleAsync();
        Assert.Equal(("", "", "", "", "", "NO"), (address.Recipient, address.Street, address.Postcode, address.City, address.Phone, address.CountryCode));
        Assert.False(await db.History.AnyAsync(h => h.Details.Contains("Storgata")));
    }

    [Fact]
    public async Task The_same_delivery_sent_twenty_times_is_booked_once_and_a_count_of_yesterday_is_refused()
    {
        var form = Guid.NewGuid();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.UseAsync<CatalogueService>(s => s.DeliverAsync(pia, shelf, 10, null, form)))));
        Assert.Equal(60, await world.StockAsync(shelf));
        Assert.Contains("Meanwhile", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<CatalogueService>(s => s.CountAsync(pia, shelf, 50, 49, "One was torn.", Guid.NewGuid()))), StringComparison.Ordinal);
        await world.UseAsync<CatalogueService>(s => s.CountAsync(pia, shelf, 60, 59, "One was torn.", Guid.NewGuid()));
        Assert.Equal(59, await world.StockAsync(shelf));
    }

    [Theory]
    [InlineData(15, 5, 10)]
    [InlineData(4, 1, 3)]
    [InlineData(100, 10, 20)]
    [InlineData(0, 0, 0)]
    [InlineData(-5, 0, 0)]
    public async Task A_kit_follows_headcount_and_shelf_and_never_asks_for_more_than_there_is(int headcount, int small, int medium)
    {
        var shirt = await world.UseAsync<CatalogueService, SwagItem>(s => s.AddAsync(pia, "Shirt", null, 8, 100, ["S", "M", "L"]));
        await world.UseAsync<CatalogueService>(s => s.DeliverAsync(pia, shirt.Sizes[0].Id, 10, null, Guid.NewGuid()));
        await world.UseAsync<CatalogueService>(s => s.DeliverAsync(pia, shirt.Sizes[1].Id, 20, null, Guid.NewGuid()));
        await using var db = world.Db();
        var kit = Kit.Suggest(headcount, await db.SwagItems.AsNoTracking().Include(i => i.Sizes).Where(i => i.Id == shirt.Id).ToListAsync()).ToDictionary(k => k.SizeId, k => k.Pieces);
        Assert.Equal((small, medium, 0), (kit.GetValueOrDefault(shirt.Sizes[0].Id), kit.GetValueOrDefault(shirt.Sizes[1].Id), kit.GetValueOrDefault(shirt.Sizes[2].Id)));
    }

    [Theory]
    [InlineData("-0.01")]
    [InlineData("45.005")]
    [InlineData("1000000")]
    public async Task A_value_that_no_customs_officer_would_read_is_refused(string value)
    {
        await AddressAsync();
        var parcel = await ReservedAsync(10);
        await PackAsync(parcel);
        var refused = await FulfilmentWorld.RefusedAsync(() => world.UseAsync<ParcelService>(s => s.ShipAsync(pia, parcel, "Posten", "4711", decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.StartsWith("The declared value is 0 to ", refused, StringComparison.Ordinal);
        Assert.Equal(ParcelState.Packed, (await ParcelAsync()).State);
    }

    [Fact]
    public async Task Who_saw_an_older_thing_of_the_catalogue_changes_nothing()
    {
        await using var db = world.Db();
        var seen = await db.SwagItems.AsNoTracking().SingleAsync();
        Task ChangeAsync(string name) => world.UseAsync<CatalogueService>(s => s.ChangeAsync(pia, seen.Id, seen.Version, name, null, 1.50m, 100, isOffered: true));
        await ChangeAsync("Round sticker");
        Assert.Equal("DbUpdateConcurrencyException", await FulfilmentWorld.RefusedAsync(() => ChangeAsync("Square sticker")));
        Assert.Equal("Round sticker", await db.SwagItems.Select(i => i.Name).SingleAsync());
    }

    private Task AddressAsync() => world.UseAsync<ParcelService>(s => s.AddressAsync(world.LenaId, lineId, FulfilmentWorld.Address));

    private async Task<long> ReservedAsync(int pieces)
    {
        await world.UseAsync<ParcelService>(s => s.ReserveAsync(pia, lineId, [new(shelf, pieces)]));
        await using var db = world.Db();
        return await db.Parcels.OrderByDescending(p => p.Id).Select(p => p.Id).FirstAsync();
    }

    private async Task PackAsync(long parcel)
    {
        await using var db = world.Db();
        var version = await db.ParcelAddresses.Where(a => a.LineId == lineId).Select(a => a.Version).SingleOrDefaultAsync();
        await world.UseAsync<ParcelService>(s => s.PackAsync(pia, parcel, version));
    }

    private Task ShipAsync(long parcel) => world.UseAsync<ParcelService>(s => s.ShipAsync(pia, parcel, "Posten", "4711", 45m));

    private Task EndAsync(long parcel, ParcelStep step, string? reason = null) => world.UseAsync<ParcelService>(s => s.EndAsync(pia, parcel, step, reason));

    private async Task<Parcel> ParcelAsync()
    {
        await using var db = world.Db();
        return await db.Parcels.AsNoTracking().SingleAsync(p => p.LineId == lineId);
    }
}
