using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship.Swag;

public sealed class CataloguePageTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient pia = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        pia = await portal.StaffAsync("Pia", StaffRole.Fulfilment);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_thing_is_added_stocked_counted_and_changed()
    {
        var page = await pia.FollowAsync(await AddAsync("Shirt", "S, M, L"));
        Assert.Equal("Shirt", page.Heading);
        page = await pia.FollowAsync(await pia.SubmitAsync(page, "Book the delivery", ("Pieces", "12")));
        Assert.Equal([12, 0, 0], await StockAsync());
        page = await pia.FollowAsync(await pia.SubmitAsync(page, "Correct S", ("S: counted", "11"), ("Why the book was wrong (S)", "One was torn.")));
        Assert.Equal([11, 0, 0], await StockAsync());
        Assert.Contains("One was torn.", page.Text, StringComparison.Ordinal);
        page = await pia.FollowAsync(await pia.SubmitAsync(page, "Save", ("Name", "T-shirt")));
        Assert.Equal("T-shirt", page.Heading);
    }

    [Fact]
    public async Task Only_fulfilment_keeps_the_catalogue()
    {
        var id = IdOf(await AddAsync("Shirt", ""));
        var lena = await portal.SignedInAsync("Lena");
        var finn = await portal.StaffAsync("Finn", StaffRole.Finance);
        foreach (var path in new[] { "/staff/swag", $"/staff/swag/{id}", $"/staff/swag/{id}/deliveries", $"/staff/swag/{id}/counts" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await lena.PostAsync(path, "/about", ("Name", "X"))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync(path, "/about", ("Name", "X"))).Status);
        }

        foreach (var path in new[] { "/staff/swag/999999", "/staff/swag/999999/deliveries", "/staff/swag/999999/counts" })
            Assert.Equal(HttpStatusCode.NotFound, (await pia.PostAsync(path, "/about", ("Name", "X"))).Status);
        // A size of another thing does not exist here.
        var other = IdOf(await AddAsync("Sticker", ""));
        var size = await portal.AskAsync(db => db.SwagSizes.Where(s => s.Item.Name == "Sticker").Select(s => s.Id).SingleAsync());
        Assert.NotEqual(id, other);
        Assert.Equal(HttpStatusCode.NotFound, (await pia.PostAsync($"/staff/swag/{id}/deliveries", "/about", ("SizeId", $"{size}"), ("Pieces", "5"))).Status);
        Assert.Equal([0, 0], await StockAsync());
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Value", "NaN")]
    [InlineData("Value", "-1")]
    [InlineData("Value", "1e9")]
    [InlineData("PerHundred", "-1")]
    [InlineData("PerHundred", "1001")]
    [InlineData("Sizes", "M, m")]
    public async Task A_thing_that_cannot_be_is_refused_and_nothing_is_saved(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["Name"] = "Shirt", ["Value"] = "8", ["PerHundred"] = "100", ["Sizes"] = "" };
        fields[field] = value;
        var page = await pia.PostAsync("/staff/swag", "/staff/swag/new", [.. fields.Select(f => (f.Key, f.Value))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Single(page.Errors);
        Assert.False(await portal.AskAsync(db => db.SwagItems.AnyAsync()));
    }

    [Theory]
    [InlineData("deliveries", "0")]
    [InlineData("deliveries", "-5")]
    [InlineData("deliveries", "100001")]
    [InlineData("counts", "-1")]
    public async Task Pieces_that_cannot_be_are_refused(string what, string pieces)
    {
        var id = IdOf(await AddAsync("Shirt", ""));
        var size = await portal.AskAsync(db => db.SwagSizes.Select(s => s.Id).SingleAsync());
        var page = await pia.PostAsync($"/staff/swag/{id}/{what}", $"/staff/swag/{id}", ("SizeId", $"{size}"), ("Pieces", pieces), ("Note", "Because."), ("FormKey", $"{Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal([0], await StockAsync());
    }

    [Fact]
    public async Task Twenty_equal_posts_add_one_thing_and_book_one_delivery()
    {
        var form = await pia.GetAsync("/staff/swag/new");
        var answers = await pia.SubmitAtOnceAsync(form, 20, "Add it", ("Name", "Shirt"), ("Value of one piece", "8"));
        Assert.Single(answers.Select(a => a.Location).Distinct());
        Assert.StartsWith("/staff/swag/", answers[0].Location, StringComparison.Ordinal);
        var page = await pia.FollowAsync(answers[0]);
        await pia.SubmitAtOnceAsync(page, 20, "Book the delivery", ("Pieces", "7"));
        Assert.Equal([7], await StockAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AddAsync("Shirt", "")).Status);
    }

    private Task<Page> AddAsync(string name, string sizes) => pia.SubmitAsync("/staff/swag/new", "Add it", ("Name", name), ("Value of one piece", "8"), ("Sizes", sizes));

    private static long IdOf(Page page) => long.Parse(page.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private Task<List<int>> StockAsync() => portal.AskAsync(db => db.SwagSizes.OrderBy(s => s.Id).Select(s => s.Stock).ToListAsync());
}
