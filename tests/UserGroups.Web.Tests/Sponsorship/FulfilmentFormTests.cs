using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>Everything wrong in a form about what was granted is named at the first press, and what was typed stays.</summary>
public sealed class FulfilmentFormTests : IAsyncLifetime
{
    private GrantedPortal world = null!;

    public async Task InitializeAsync() => world = await GrantedPortal.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    // A name of two lines has no meaning, an address that is missing or too long no shape.
    [InlineData("Max\nBerg", 0)]
    [InlineData("Max\nBerg", 501)]
    public async Task The_payee_names_a_wrong_name_and_a_wrong_address_together(string name, int length)
    {
        var page = await world.Lena.PostAsync($"{world.Path}/payee", $"{world.Path}/payee", ("PayeeName", name), ("PayeeAddress", new string('x', length)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#PayeeName", "#PayeeAddress"], page.WrongFields);
        Assert.Equal("This is one line of plain text.", page.Errors[0]);
        Assert.Equal(length, page.Value("Postal address").Length);
        Assert.Equal(0, await world.Site.AskAsync(db => db.Payments.CountAsync()));
    }

    [Theory]
    // A missing recipient has no shape; the rest has no meaning.
    [InlineData("", "#Recipient")]
    [InlineData("Lena\nLie", "#Recipient")]
    public async Task The_address_names_every_line_that_cannot_be_so(string recipient, string first)
    {
        var page = await world.Lena.PostAsync(
            $"{world.Path}/address", $"{world.Path}/address", ("Recipient", recipient), ("Street", "Storgata 1"), ("Postcode", "01\n55"), ("City", "Os\nlo"), ("CountryCode", "QQ"), ("Phone", new string('5', 40)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal([first, "#Postcode", "#City", "#CountryCode"], page.WrongFields);
        Assert.Equal("Choose the country from the list.", page.Errors[3]);
        Assert.Equal(("Storgata 1", new string('5', 40)), (page.Value("Street and number"), page.Value("Phone")));
        Assert.Equal(0, await world.Site.AskAsync(db => db.ParcelAddresses.CountAsync()));
    }

    [Theory]
    [InlineData("", "lots")]
    [InlineData("Post", "-1")]
    public async Task The_label_names_carrier_number_and_value_together(string carrier, string value)
    {
        var pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        var parcel = await PackedAsync();
        var tooLong = carrier.Length > 0 ? new string('x', Parcel.TrackingLength + 1) : "";
        var page = await pia.PostAsync($"/staff/parcels/{parcel}/shipment", $"/staff/parcels/{parcel}", ("Carrier", carrier), ("Tracking", tooLong), ("DeclaredValue", value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(carrier.Length > 0 ? ["#Tracking", "#DeclaredValue"] : ["#Carrier", "#Tracking", "#DeclaredValue"], page.WrongFields);
        Assert.Equal((carrier, tooLong, value), (page.Value("Carrier"), page.Value("Tracking number"), page.Value("Declared value")));
        Assert.Equal(ParcelState.Packed, await world.Site.AskAsync(db => db.Parcels.Select(p => p.State).SingleAsync()));
    }

    [Fact]
    public async Task A_thing_for_the_catalogue_names_all_its_fields_together()
    {
        var pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        (string, string)[] wrong = [("Name", ""), ("Value", "NaN"), ("PerHundred", "-1"), ("Sizes", "S, S")];
        var page = await pia.PostAsync("/staff/swag", "/staff/swag/new", wrong);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Name", "#Value", "#PerHundred", "#Sizes"], page.WrongFields);
        Assert.Equal(("NaN", "-1", "S, S"), (page.Value("Value of one piece"), page.Value("Pieces for a hundred people"), page.Value("Sizes")));
        await world.ShelfAsync(5);
        var id = await world.Site.AskAsync(db => db.SwagItems.Select(i => i.Id).SingleAsync());
        Assert.Equal(["#Name", "#Value", "#PerHundred"], (await pia.PostAsync($"/staff/swag/{id}", $"/staff/swag/{id}", wrong)).WrongFields);
        Assert.Equal("Sticker", await world.Site.AskAsync(db => db.SwagItems.Select(i => i.Name).SingleAsync()));
    }

    [Theory]
    [InlineData("few", "#Pieces,#Note")]
    [InlineData("-1", "#Pieces,#Note")]
    public async Task A_count_names_the_wrong_number_and_the_missing_reason_together(string pieces, string fields)
    {
        var pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        var size = await world.ShelfAsync(5);
        var id = await world.Site.AskAsync(db => db.SwagItems.Select(i => i.Id).SingleAsync());
        var page = await pia.PostAsync($"/staff/swag/{id}/counts", $"/staff/swag/{id}", ("SizeId", $"{size}"), ("Pieces", pieces), ("Note", ""), ("SeenStock", "5"), ("FormKey", $"{Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(fields.Split(','), page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal(5, await world.Site.AskAsync(db => db.SwagSizes.Select(s => s.Stock).SingleAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Pigeon")]
    public async Task A_payment_that_was_sent_names_the_missing_way_and_the_missing_number_together(string method)
    {
        var finn = await world.Site.StaffAsync("Finn", StaffRole.Finance);
        await world.Lena.PostAsync($"{world.Path}/payee", $"{world.Path}/payee", ("PayeeName", "Max"), ("PayeeAddress", "Storgata 1"));
        var id = await world.Site.AskAsync(db => db.Payments.Select(p => p.Id).SingleAsync());
        var show = $"/staff/payments/{id}";
        Assert.Equal(HttpStatusCode.Found, (await finn.PostAsync($"{show}/authorisation", show, ("Version", await VersionAsync(id)))).Status);
        var page = await finn.PostAsync($"{show}/sending", show, ("Version", await VersionAsync(id)), ("Method", method), ("Number", "?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Method", "#Number"], page.WrongFields);
        Assert.Equal("?", page.Value("Number"));
    }

    [Fact]
    public async Task A_post_names_every_part_that_is_missing_and_its_date_and_time_together()
    {
        var aino = await world.Site.PromoteAsync("Aino", null);
        var line = await world.LineAsync(Benefit.Promotion);
        var made = await aino.PostAsync($"/staff/posts/lines/{line.Id}", "/staff/posts");
        var page = await aino.PostAsync(made.Location!, made.Location!, ("Title", ""), ("Summary", "One\nline"), ("Body", ""), ("Version", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Title", "#Summary", "#Body"], page.WrongFields);
        await aino.PostAsync($"{made.Location}/review", made.Location!, ("Version", $"{await world.Site.AskAsync(db => db.BlogPosts.Select(p => p.Version).SingleAsync())}"));
        var when = await aino.PostAsync($"{made.Location}/schedule", made.Location!, ("Version", "2"), ("PublishOn", ""), ("PublishTime", "late"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, when.Status);
        Assert.Equal(["#PublishOn", "#PublishTime"], when.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")).Order(StringComparer.Ordinal));
        Assert.Equal(PostState.InReview, await world.Site.AskAsync(db => db.BlogPosts.Select(p => p.State).SingleAsync()));
    }

    private async Task<string> VersionAsync(long payment) => $"{await world.Site.AskAsync(db => db.Payments.Where(p => p.Id == payment).Select(p => p.Version).SingleAsync())}";

    private async Task<long> PackedAsync()
    {
        var (pia, line, size) = (await world.IdAsync("Pia"), await world.LineAsync(Benefit.Swag), await world.ShelfAsync(50));
        await world.UseAsync<ParcelService>(s => s.AddressAsync(pia, line.Id, PostalAddress.Of("Lena", "Storgata 1", "0155", "Oslo", "NO", "+47 22 22 22 22")));
        await world.UseAsync<ParcelService>(s => s.ReserveAsync(pia, line.Id, [new KitLine(size, 3)]));
        var parcel = await world.Site.AskAsync(db => db.Parcels.Select(p => p.Id).SingleAsync());
        await world.UseAsync<ParcelService>(s => s.PackAsync(pia, parcel, 1));
        return parcel;
    }
}
