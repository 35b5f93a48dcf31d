using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;
using UserGroups.Web.Tests.Sponsorship;

namespace UserGroups.Web.Tests.House;

/// <summary>Rules of docs/access.md about single fields that no other test shows.</summary>
public sealed class FieldTests
{
    // What somebody with bad intent adds to a form: names of columns, as they stand in the database.
    private static readonly (string, string)[] Tampered =
    [
        ("Id", "1"), ("Email", "thief@example.org"), ("NormalizedEmail", "THIEF@EXAMPLE.ORG"), ("EmailConfirmed", "true"), ("PasswordHash", "x"), ("SecurityStamp", "x"), ("DeletedAt", "2026-01-01"),
        ("LockedUntil", "2027-01-01"), ("PersonId", "1"), ("Roles", "Administrator"), ("State", "Retired"), ("Region", "asia"), ("IsTest", "true"), ("MemberCount", "999"), ("CityId", "1"),
        ("AppliedById", "1"), ("DecisionReason", "x"), ("ChapterId", "2"), ("CreatedById", "1"), ("TakenInPerson", "0"), ("CalendarUid", "x"), ("Sequence", "9"), ("StartsAt", "2020-01-01"),
    ];

    [Fact]
    public async Task What_is_not_on_the_form_is_not_taken()
    {
        await using var portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
        await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 20));
        var lena = await portal.SignInAsync("Lena");

        var person = await portal.AskAsync(db => ColumnsAsync(db, db.People.Where(p => p.Name == "Lena")));
        Assert.Equal(HttpStatusCode.Found, (await lena.PostAsync("/account", "/account", [("Name", "Lena"), ("Culture", "en-GB"), ("TimeZone", "Europe/Oslo"), .. Tampered])).Status);
        Assert.Equal(["Culture", "TimeZone", "Version"], Changed(person, await portal.AskAsync(db => ColumnsAsync(db, db.People.Where(p => p.Name == "Lena")))));

        var chapter = await portal.AskAsync(db => ColumnsAsync(db, db.Chapters.Where(c => c.Slug == "oslo")));
        Assert.Equal(
            HttpStatusCode.Found,
            (await lena.PostAsync("/lead/oslo/page", "/account", [("Focus", "Maps and tiles"), ("About", "We meet."), ("Version", $"{chapter["Version"]}"), ("Name", "Bergen"), .. Tampered])).Status);
        Assert.Equal(["About", "Focus", "SearchName", "Version"], Changed(chapter, await portal.AskAsync(db => ColumnsAsync(db, db.Chapters.Where(c => c.Slug == "oslo")))));

        var meetup = await portal.AskAsync(db => ColumnsAsync(db, db.Events.Where(e => e.Slug == "maps")));
        var edited = await lena.PostAsync(
            "/lead/oslo/events/maps", "/account",
            [
                ("Title", "Maps"), ("Date", "2026-03-20"), ("Time", "18:00"), ("DurationMinutes", $"{meetup["DurationMinutes"]}"), ("Mode", "InPerson"), ("Kind", $"{meetup["Kind"]}"), ("Venue", "Library"), ("Address", "Oslo S"),
                ("CapacityInPerson", "20"), ("Summary", "An evening about maps."), ("Body", "Bring *your* map."), ("TimeZone", "Europe/Oslo"), ("Version", $"{meetup["Version"]}"), .. Tampered,
            ]);
        Assert.Equal((HttpStatusCode.Found, ""), (edited.Status, string.Join(' ', edited.Errors)));
        // The calendar entry counts on by one because the place is another, and does not take the nine that was posted.
        var after = await portal.AskAsync(db => ColumnsAsync(db, db.Events.Where(e => e.Slug == "maps")));
        Assert.Equal(["SeatTurn", "Sequence", "Venue", "Version"], Changed(meetup, after));
        Assert.Equal((int)meetup["Sequence"]! + 1, after["Sequence"]);
    }

    [Fact]
    public async Task A_host_at_the_door_is_shown_no_address_and_finds_somebody_only_by_the_whole_of_it()
    {
        await using var portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 20));
        await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"));
        // The evening itself: before, the list has no buttons to find anybody by.
        portal.Clock.Set(new DateTimeOffset(2026, 3, 20, 16, 0, 0, TimeSpan.Zero));
        var vera = await portal.SignInAsync("Vera");
        const string door = "/lead/oslo/events/maps/check-in";
        Assert.Contains("Max", (await vera.GetAsync(door)).Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", (await vera.GetAsync(door)).Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        foreach (var (typed, finds) in new[] { ("ma", true), ("MAX@example.org", true), ("max@example", false), ("example.org", false), ("x@example.org", false) })
            Assert.Equal((typed, finds), (typed, (await vera.GetAsync($"{door}?q={Uri.EscapeDataString(typed)}")).Text.Contains("Is here: Max", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_a_payee_lives_is_read_by_organizers_and_finance_alone()
    {
        await using var world = await GrantedPortal.OpenAsync();
        await world.Lena.SubmitAsync($"{world.Path}/payee", "Save the payee", ("Name of the payee", "Aurora Kaffe"), ("Postal address", "Storgata 17"));
        var finn = await world.Site.StaffAsync("Finn", StaffRole.Finance);
        var payment = await world.Site.AskAsync(db => db.Payments.Select(p => p.Id).SingleAsync());
        Assert.Contains("Storgata 17", (await finn.GetAsync($"/staff/payments/{payment}")).Text, StringComparison.Ordinal);
        Assert.Equal("Aurora Kaffe", (await world.Lena.GetAsync($"{world.Path}/payee")).Value("Name of the payee"));

        var aino = await world.Site.SignInAsync("Aino");
        await SecondFactorTests.SetUpAsync(aino);
        var pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        foreach (var staff in new[] { aino, pia })
        {
            var request = await staff.GetAsync($"/staff/requests/{world.Reference}");
            Assert.Equal(HttpStatusCode.OK, request.Status);
            Assert.Contains("to Aurora Kaffe", request.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Storgata", request.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync($"/staff/payments/{payment}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"{world.Path}/payee")).Status);
        }

        var vera = await world.Site.SignInAsync("Vera");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), ((await vera.GetAsync($"{world.Path}/payee")).Status, (await world.Ida.GetAsync($"{world.Path}/payee")).Status));
    }

    private static async Task<Dictionary<string, object?>> ColumnsAsync<T>(Data.AppDbContext db, IQueryable<T> which)
        where T : class
    {
        var one = await which.SingleAsync();
        return db.Entry(one).Properties.ToDictionary(p => p.Metadata.Name, p => p.CurrentValue, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Changed(Dictionary<string, object?> before, Dictionary<string, object?> after) =>
        before.Where(b => !Equals(b.Value, after[b.Key])).Select(b => b.Key).Order(StringComparer.Ordinal);
}
