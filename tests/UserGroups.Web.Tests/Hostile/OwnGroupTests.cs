using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Sponsorship;

namespace UserGroups.Web.Tests.Hostile;

/// <summary>Every door of the staff to one group with everything open: shut to who organizes it, and not there for staff of another region.</summary>
public sealed class OwnGroupTests : IAsyncLifetime
{
    private static readonly StaffRole[] Every = [StaffRole.CommunityManager, StaffRole.Finance, StaffRole.Fulfilment];
    private GrantedPortal world = null!;
    private string[] doors = [];

    /// <summary>A key handed out and one to hand out, a post in draft, a parcel put aside and one to pack, a payment to authorise, a letter to be read.</summary>
    public async Task InitializeAsync()
    {
        world = await GrantedPortal.OpenAsync();
        var pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        await world.ImportAsync(2);
        var shelf = await world.ShelfAsync(50);
        await world.Lena.PostAsync($"{world.Path}/payee", "/about", ("PayeeName", "Lena"), ("PayeeAddress", "Storgata 1"));
        await pia.PostAsync($"/staff/licences/lines/{await LineAsync(Benefit.Licence)}", "/about", ("Product", "Atlas"));
        await pia.PostAsync($"/staff/parcels/lines/{await LineAsync(Benefit.Swag)}", "/about", ($"Pieces[{shelf}]", "10"));
        var draft = await world.Lena.SubmitAsync("/lead/oslo/announcements/new", "Keep the draft and look at it", ("Subject", "Spring"), ("Your letter", "We meet."));
        await world.Lena.SubmitAsync(draft.Location!, "Send it to be read");
        var next = await world.GrantAsync();
        var (oslo, payment, post, parcel, letter) = await world.Site.AskAsync(async db => (
            await db.Chapters.Where(c => c.Slug == "oslo").Select(c => c.Id).SingleAsync(), await db.Payments.Select(p => p.Id).SingleAsync(),
            await db.BlogPosts.Select(p => p.Id).MinAsync(), await db.Parcels.Select(p => p.Id).SingleAsync(), await db.Announcements.Select(a => a.Id).SingleAsync()));
        doors =
        [
            .. Below($"/staff/chapters/{oslo}", "criteria", "change-request", "approval", "declination", "retirement", "take-overs/1"),
            .. Below($"/staff/requests/{world.Reference}", "decision", "change-request", "closure", "notes"),
            .. Below($"/staff/announcements/{letter}", "approval", "return", "resumption", "end"),
            .. Below($"/staff/payments/{payment}", "amount", "authorisation", "schedule", "sending", "arrival", "failure", "reconciliation", "reissue"),
            .. Below($"/staff/posts/{post}", "review", "draft", "schedule", "publication", "withdrawal"), $"/staff/posts/{post}", $"/staff/posts/lines/{await LineAsync(Benefit.Promotion, next)}",
            .. Below($"/staff/parcels/{parcel}", "packing", "unpacking", "shipment", "arrival", "loss", "return", "cancellation"), $"/staff/parcels/lines/{await LineAsync(Benefit.Swag, next)}",
            $"/staff/licences/lines/{await LineAsync(Benefit.Licence)}/revocation", $"/staff/licences/lines/{await LineAsync(Benefit.Licence, next)}",
        ];
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Nobody_acts_for_the_staff_in_a_group_they_organize_whatever_roles_they_have()
    {
        var before = await StandAsync();
        var lena = await world.Site.PromoteAsync("Lena", null, Every);
        foreach (var door in doors)
            Assert.Equal((door, HttpStatusCode.Forbidden), (door, await PressAsync(lena, door)));
        Assert.Equal(HttpStatusCode.Forbidden, (await lena.GetAsync($"/staff/licences/lines/{await LineAsync(Benefit.Licence)}/revocation")).Status);
        Assert.Equal(before, await StandAsync());
    }

    [Fact]
    public async Task A_host_on_the_staff_acts_no_more_than_the_lead()
    {
        var vera = await world.Site.PromoteAsync("Vera", null, Every);
        foreach (var door in doors)
            Assert.Equal((door, HttpStatusCode.Forbidden), (door, await PressAsync(vera, door)));
    }

    [Fact]
    public async Task Who_asked_decides_and_fulfils_nothing_of_it_even_after_leaving_the_group()
    {
        await world.Site.AskAsync(db => db.InTransactionAsync(cancel => db.Organizers.Where(o => o.Person.Name == "Lena").ExecuteDeleteAsync(cancel)));
        var lena = await world.Site.PromoteAsync("Lena", null, Every);
        var own = doors.Where(d => !d.StartsWith("/staff/chapters", StringComparison.Ordinal) && !d.StartsWith("/staff/announcements", StringComparison.Ordinal)).ToArray();
        Assert.Equal(29, own.Length);
        foreach (var door in own)
            Assert.Equal((door, HttpStatusCode.Forbidden), (door, await PressAsync(lena, door)));
    }

    [Theory]
    // The lead who sent it, a host, and both with every role in every region or in the chapter's own; none reads what colleagues wrote.
    [InlineData("Lena", null)]
    [InlineData("Lena", "online")]
    [InlineData("Vera", null)]
    public async Task Who_runs_the_group_or_sent_the_request_is_shown_the_organizers_side_and_no_note_of_the_staff(string name, string? region)
    {
        var aino = await world.Site.PromoteAsync("Aino", null);
        var desk = $"/staff{world.Path}";
        await aino.SubmitAsync(desk, "Keep the note", ("Staff note", "They asked twice last year."));
        Assert.Contains("They asked twice last year.", (await aino.GetAsync(desk)).Text, StringComparison.Ordinal);

        var own = await world.Site.PromoteAsync(name, region, Every);
        var door = await own.GetAsync(desk);
        Assert.Equal((HttpStatusCode.Found, world.Path), (door.Status, door.Location));
        var page = await own.FollowAsync(door);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("You sent this request or help to run the group, so you see what its organizers see. A colleague decides.", page.Document.QuerySelector(".flash")!.TextContent.Trim());
        Assert.DoesNotContain("They asked twice last year.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Staff notes", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector($"main a[href='{desk}']"));
        // Neither the timeline nor anything else on the page says that there is a note.
        Assert.DoesNotContain(page.Document.QuerySelectorAll("main li, main td"), row => row.TextContent.Contains("note", StringComparison.OrdinalIgnoreCase));

        Assert.Equal(HttpStatusCode.Forbidden, (await own.PostAsync($"{desk}/notes", "/about", ("Text", "It is a very good group."), ("FormKey", $"{Guid.NewGuid()}"))).Status);
        Assert.Equal(["They asked twice last year."], await world.Site.AskAsync(db => db.RequestNotes.Select(n => n.Text).ToListAsync()));
    }

    [Fact]
    public async Task Who_sent_a_request_and_left_the_group_reads_no_note_of_the_staff_on_it()
    {
        await world.Site.AskAsync(db => db.InTransactionAsync(cancel => db.Organizers.Where(o => o.Person.Name == "Lena").ExecuteDeleteAsync(cancel)));
        var lena = await world.Site.PromoteAsync("Lena", null, Every);
        Assert.Equal(world.Path, (await lena.GetAsync($"/staff{world.Path}")).Location);
        Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync(world.Path)).Status);
    }

    [Fact]
    public async Task For_staff_of_another_region_none_of_it_exists()
    {
        var before = await StandAsync();
        await world.Site.AddAsync("Finn");
        await world.Site.AddAsync("Sam");
        var (everywhere, finn) = (await world.Site.PromoteAsync("Sam", null, Every), await world.Site.PromoteAsync("Finn", "asia", Every));
        foreach (var door in doors)
            Assert.Equal((door, HttpStatusCode.NotFound), (door, await PressAsync(finn, door)));
        foreach (var door in doors.Select(d => d[..d.LastIndexOf('/')]).Distinct().Where(d => char.IsAsciiDigit(d[^1]) && !d.Contains("/lines/", StringComparison.Ordinal)).Append($"/requests/{world.Reference}"))
            Assert.Equal((door, HttpStatusCode.NotFound), (door, (await finn.GetAsync(door)).Status));
        foreach (var list in new[] { "/staff/requests?view=fulfilment", "/staff/announcements", "/staff/payments", "/staff/posts", "/staff/parcels", "/staff/licences" })
            Assert.Equal((list, true, false), (list, await NamesOsloAsync(everywhere, list), await NamesOsloAsync(finn, list)));
        Assert.Equal(before, await StandAsync());
    }

    [Fact]
    public async Task An_organizer_on_the_staff_of_another_region_sees_the_request_and_not_the_staffs_side_of_it()
    {
        var lena = await world.Site.PromoteAsync("Lena", "asia", Every);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), ((await lena.GetAsync(world.Path)).Status, (await lena.GetAsync($"/staff{world.Path}")).Status));
        foreach (var door in Below($"/staff{world.Path}", "notes", "decision", "change-request", "closure"))
            Assert.Equal((door, HttpStatusCode.NotFound), (door, await PressAsync(lena, door)));
    }

    [Fact]
    public async Task For_outsiders_and_hosts_a_request_does_not_exist()
    {
        foreach (var who in new[] { world.Ida, await world.Site.SignInAsync("Vera") })
        {
            foreach (var page in new[] { "", "/sent", "/report", "/payee", "/suggestion", "/address", "/licence-key" })
                Assert.Equal((page, HttpStatusCode.NotFound), (page, (await who.GetAsync(world.Path + page)).Status));
            foreach (var door in Below(world.Path, "comments", "acceptance", "refusal", "withdrawal", "restoration", "report", "parcel-arrival"))
                Assert.Equal((door, HttpStatusCode.NotFound), (door, await PressAsync(who, door)));
        }
    }

    private static IEnumerable<string> Below(string path, params string[] steps) => steps.Select(step => $"{path}/{step}");

    private static async Task<HttpStatusCode> PressAsync(PortalClient who, string door) =>
        (await who.PostAsync(door, "/about", ("Version", "1"), ("Reason", "I think it is a very good group."), ("Product", "Atlas"))).Status;

    private static async Task<bool> NamesOsloAsync(PortalClient who, string list) =>
        (await who.GetAsync(list)).Document.QuerySelector("main")!.TextContent.Contains("Oslo", StringComparison.Ordinal);

    private async Task<long> LineAsync(Benefit benefit, string? reference = null) => (await world.LineAsync(benefit, reference)).Id;

    private Task<(ChapterState, AnnouncementState, PaymentState, PostState, ParcelState, int Parcels, int Keys)> StandAsync() => world.Site.AskAsync(async db => (
        await db.Chapters.Where(c => c.Slug == "oslo").Select(c => c.State).SingleAsync(), await db.Announcements.Select(a => a.State).SingleAsync(), await db.Payments.Select(p => p.State).SingleAsync(),
        await db.BlogPosts.OrderBy(p => p.Id).Select(p => p.State).FirstAsync(), await db.Parcels.Select(p => p.State).SingleAsync(), await db.Parcels.CountAsync(), await db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Granted)));
}
