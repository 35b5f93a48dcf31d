using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship.Swag;

public sealed class ParcelPageTests : IAsyncLifetime
{
    private GrantedPortal world = null!;
    private PortalClient pia = null!;
    private long lineId;
    private long shelf;

    public async Task InitializeAsync()
    {
        world = await GrantedPortal.OpenAsync();
        pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        lineId = (await world.LineAsync(Benefit.Swag)).Id;
        shelf = await world.ShelfAsync(50);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task The_organizer_gives_an_address_and_Pia_packs_and_ships_the_suggested_kit()
    {
        await AddressAsync();
        var page = await pia.GetAsync($"/staff/parcels/lines/{lineId}");
        Assert.Equal("30", page.Value("Sticker, One size"));
        page = await pia.FollowAsync(await pia.SubmitAsync(page, "Put it aside"));
        Assert.Equal(20, await StockAsync());
        Assert.Contains("Storgata 1", (await pia.GetAsync(await PathAsync() + "/packing-list")).Text, StringComparison.Ordinal);
        page = await pia.FollowAsync(await pia.SubmitAsync(page, "It is packed and labelled"));
        Assert.Equal("45.00", page.Value("Declared value"));
        Assert.Contains("The parcel is packed", (await world.Lena.GetAsync($"{world.Path}/address")).Text, StringComparison.Ordinal);
        page = await pia.FollowAsync(await pia.SubmitAsync(page, "It is on its way", ("Carrier", "Posten"), ("Tracking number", "4711")));
        Assert.Contains(await world.Site.LettersAsync("lena@example.org"), l => l.Kind == "ParcelShipped" && l.Body.Contains("4711", StringComparison.Ordinal));
        Assert.Equal(LineState.Fulfilled, (await world.LineAsync(Benefit.Swag)).State);
        await world.Lena.SubmitAsync(world.Path, "It has arrived");
        Assert.Equal(ParcelState.Received, (await ParcelAsync()).State);
    }

    [Fact]
    public async Task What_waits_for_its_address_is_told_apart_from_what_is_to_be_packed()
    {
        Assert.Equal("1 parcel waits for its address", await WaitingAsync());
        Assert.Equal(["Waiting for an address"], await HeadingsAsync());
        await pia.SubmitAsync($"/staff/parcels/lines/{lineId}", "Put it aside");
        Assert.Equal("1 parcel waits for its address", await WaitingAsync());
        await AddressAsync();
        Assert.Equal("1 parcel to pack or ship", await WaitingAsync());
        await world.GrantAsync();
        Assert.Equal("1 parcel to pack or ship; 1 parcel waits for its address", await WaitingAsync());
        Assert.Equal(["Waiting for an address"], await HeadingsAsync());

        async Task<string> WaitingAsync() => (await pia.GetAsync("/staff")).Document.QuerySelectorAll("main *").Last(e => e.ChildElementCount == 0 && e.TextContent.Contains("parcel ", StringComparison.Ordinal)).TextContent.Trim();
        async Task<IEnumerable<string>> HeadingsAsync() => (await pia.GetAsync("/staff/parcels")).Document.QuerySelectorAll("main h2").Select(h => h.TextContent);
    }

    [Fact]
    public async Task A_granted_line_with_its_address_is_to_be_packed()
    {
        await AddressAsync();
        Assert.Contains("1 parcel to pack or ship", (await pia.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.Equal("Granted, nothing put aside yet", (await pia.GetAsync("/staff/parcels")).Document.QuerySelector("main h2")!.TextContent);
    }

    [Theory]
    [InlineData("abc", false)]
    [InlineData("++++++++", false)]
    [InlineData("2222", false)]
    [InlineData("+47 22 33", true)]
    [InlineData("(22) 33-44/55, ask for Lena", true)]
    [InlineData("٢٢٣٣٤٤٥٥", true)]
    public async Task A_telephone_number_has_digits(string phone, bool taken)
    {
        var page = await world.Lena.SubmitAsync(
            $"{world.Path}/address", "Save the address", ("Who takes the parcel", "Lena"), ("Street and number", "Storgata 1"), ("Postcode", "0155"), ("City", "Oslo"), ("Country", "NO"), ("Phone", phone));
        Assert.Equal(taken ? HttpStatusCode.Found : HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(taken ? [] : ["A telephone number has digits, such as +47 22 33 44 55."], page.Errors);
        Assert.Equal(taken ? [phone] : [], await world.Site.AskAsync(db => db.ParcelAddresses.Select(a => a.Phone).ToListAsync()));
    }

    [Fact]
    public async Task Countries_stand_where_a_reader_looks_for_them()
    {
        var names = (await world.Lena.GetAsync($"{world.Path}/address")).Document.QuerySelectorAll("#CountryCode option").Select(o => o.TextContent.Trim()).ToList();
        Assert.Equal(["Afghanistan", "Åland Islands", "Albania"], names.SkipWhile(n => n != "Afghanistan").Take(3));
        Assert.Equal("Costa Rica,Côte d’Ivoire,Croatia", string.Join(',', names.SkipWhile(n => n != "Costa Rica").Take(3)));
        Assert.Equal("Tunisia,Türkiye,Turkmenistan", string.Join(',', names.SkipWhile(n => n != "Tunisia").Take(3)));
    }

    [Fact]
    public async Task For_outsiders_hosts_and_packers_the_address_page_does_not_exist()
    {
        var vera = await world.Site.SignInAsync("Vera");
        foreach (var somebody in new[] { world.Ida, vera, pia })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.GetAsync($"{world.Path}/address")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.PostAsync($"{world.Path}/address", "/about", ("Recipient", "Ida"), ("Street", "1"), ("City", "Lima"), ("CountryCode", "PE"), ("Phone", "1"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.PostAsync($"{world.Path}/parcel-arrival", "/about")).Status);
        }

        Assert.False(await world.Site.AskAsync(db => db.ParcelAddresses.AnyAsync()));
    }

    [Fact]
    public async Task What_is_missing_is_named_in_the_order_of_the_fields()
    {
        var page = await world.Lena.SubmitAsync($"{world.Path}/address", "Save the address");
        Assert.Equal("Not now", page.Document.QuerySelector(".form-actions a")!.TextContent);
        Assert.Equal(["#Recipient", "#Street", "#City", "#Phone"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("Recipient", "")]
    [InlineData("CountryCode", "XX")]
    [InlineData("City", "")]
    [InlineData("Phone", "")]
    public async Task An_address_with_a_hole_is_refused_with_the_rest_as_typed(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["Recipient"] = "Lena", ["Street"] = "Storgata 1", ["City"] = "Oslo", ["CountryCode"] = "NO", ["Phone"] = "22 00 00 00" };
        fields[field] = value;
        var page = await world.Lena.PostAsync($"{world.Path}/address", $"{world.Path}/address", [.. fields.Select(f => (f.Key, f.Value))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Storgata 1", page.Text, StringComparison.Ordinal);
        Assert.False(await world.Site.AskAsync(db => db.ParcelAddresses.AnyAsync()));
    }

    [Theory]
    [InlineData("packing")]
    [InlineData("unpacking")]
    [InlineData("shipment")]
    [InlineData("arrival")]
    [InlineData("loss")]
    [InlineData("return")]
    [InlineData("cancellation")]
    public async Task Only_fulfilment_moves_parcels_and_a_foreign_one_does_not_exist(string step)
    {
        await ReserveAsync();
        var path = $"{await PathAsync()}/{step}";
        var finn = await world.Site.StaffAsync("Finn", StaffRole.Finance);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Lena.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Ida.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await pia.PostAsync($"/staff/parcels/999999/{step}", "/about")).Status);
        Assert.Equal(ParcelState.Reserved, (await ParcelAsync()).State);
    }

    [Fact]
    public async Task More_than_lies_there_is_refused_and_what_was_typed_stays()
    {
        var page = await pia.PostAsync($"/staff/parcels/lines/{lineId}", $"/staff/parcels/lines/{lineId}", ($"Pieces[{shelf}]", "51"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "51"), (page.Status, page.Value("Sticker, One size")));
        Assert.Contains("only 50", page.Errors[0], StringComparison.Ordinal);
        foreach (var bad in new[] { "-1", "NaN", "1e9", "99999999999" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pia.PostAsync($"/staff/parcels/lines/{lineId}", "/about", ($"Pieces[{shelf}]", bad))).Status);
        Assert.Equal(50, await StockAsync());
    }

    [Fact]
    public async Task What_is_not_packed_is_not_shipped()
    {
        await ReserveAsync();
        var page = await pia.PostAsync($"{await PathAsync()}/shipment", await PathAsync(), ("Carrier", "Posten"), ("Tracking", "1"), ("DeclaredValue", "45"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("cannot be shipped", page.Errors[0], StringComparison.Ordinal);
        Assert.Equal(LineState.Accepted, (await world.LineAsync(Benefit.Swag)).State);
        // Without an address nothing is packed either.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pia.PostAsync($"{await PathAsync()}/packing", await PathAsync())).Status);
    }

    [Fact]
    public async Task Twenty_equal_posts_make_one_parcel()
    {
        var page = await pia.GetAsync($"/staff/parcels/lines/{lineId}");
        var answers = await pia.SubmitAtOnceAsync(page, 20, "Put it aside");
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Status));
        Assert.Equal((20, 1), (await StockAsync(), await world.Site.AskAsync(db => db.Parcels.CountAsync())));
    }

    [Fact]
    public async Task The_list_asks_the_same_number_of_questions_for_one_and_for_three()
    {
        await ReserveAsync();
        await world.GrantAsync();
        var one = await world.Site.QueriesAsync(() => pia.GetAsync("/staff/parcels"));
        for (var i = 0; i < 2; i++)
        {
            var other = (await world.LineAsync(Benefit.Swag, await world.GrantAsync())).Id;
            await pia.PostAsync($"/staff/parcels/lines/{other}", "/about", ($"Pieces[{shelf}]", "1"));
        }

        Assert.Equal(one, await world.Site.QueriesAsync(() => pia.GetAsync("/staff/parcels")));
    }

    private async Task AddressAsync() => Assert.Equal(world.Path, (await world.Lena.SubmitAsync(
        $"{world.Path}/address", "Save the address", ("Who takes the parcel", "Lena"), ("Street and number", "Storgata 1"), ("Postcode", "0155"), ("City", "Oslo"), ("Country", "NO"), ("Phone", "22 00 00 00"))).Location);

    private async Task ReserveAsync() => Assert.Equal(HttpStatusCode.Found, (await pia.PostAsync($"/staff/parcels/lines/{lineId}", "/about", ($"Pieces[{shelf}]", "10"))).Status);

    private async Task<string> PathAsync() => $"/staff/parcels/{(await ParcelAsync()).Id}";

    private Task<Parcel> ParcelAsync() => world.Site.AskAsync(db => db.Parcels.AsNoTracking().SingleAsync());

    private Task<int> StockAsync() => world.Site.AskAsync(db => db.SwagSizes.Where(s => s.Id == shelf).Select(s => s.Stock).SingleAsync());
}
