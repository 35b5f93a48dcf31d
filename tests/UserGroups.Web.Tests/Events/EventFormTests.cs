using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Events;

/// <summary>Everything wrong in a form about an event is named at the first press.</summary>
public sealed class EventFormTests : IAsyncLifetime
{
    private const string New = "/lead/oslo/events/new";
    private Portal portal = null!;
    private PortalClient lena = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
        lena = await portal.SignInAsync("Lena");
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task What_has_no_shape_and_what_cannot_be_are_named_together_in_the_order_of_the_page()
    {
        // Title and seats have no shape; the link, the line of the agenda and the zone have no meaning.
        var page = await lena.PostAsync(
            "/lead/oslo/events", New, ("Title", ""), ("Date", "2026-04-16"), ("Time", "18:30"), ("DurationMinutes", "120"), ("CapacityInPerson", "many"), ("Mode", "Hybrid"), ("OnlineLink", "meet.example.org"),
            ("Summary", "Two kinds of maps."), ("Kind", "Meetup"), ("TimeZone", "Mars/Base"), ("Agenda[0].Speaker", "Max"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Title", "#CapacityInPerson", "#OnlineLink", "#Agenda_0__Title", "#Agenda_0__Minutes", "#TimeZone"], page.WrongFields);
        Assert.Equal(
            ["The online link begins with https:// and has at most 500 characters.", "Line 1 of the agenda needs a title of at most 160 characters.", "Line 1 of the agenda takes 1 to 1440 minutes.", "Choose a time zone from the list, such as Europe/Oslo."],
            page.Errors.Skip(2));
        Assert.Equal(("many", "meet.example.org", "Mars/Base", "Two kinds of maps."), (page.Value("Seats in the room"), page.Value("Online link"), page.Value("Time zone"), page.Value("In one sentence")));
        Assert.All(page.WrongFields, f => Assert.Equal("true", page.Document.QuerySelector(f)!.GetAttribute("aria-invalid")));
        // What is wrong is seen without opening anything.
        Assert.All(page.WrongFields, f => Assert.NotEqual(false, page.Document.QuerySelector(f)!.Closest("details")?.HasAttribute("open")));
        Assert.Equal(0, await portal.AskAsync(db => db.Events.CountAsync()));
    }

    [Fact]
    public async Task An_unread_date_breaks_no_rule_about_dates_and_an_unread_time_none_about_times()
    {
        var noDate = await lena.SubmitAsync(New, "Save the draft", ("Title", "Maps"), ("Date", "soon"), ("Begins", "02:30"));
        Assert.Equal(["#Date"], noDate.WrongFields);
        var noTime = await lena.SubmitAsync(New, "Save the draft", ("Title", "Maps"), ("Date", "1812-01-01"), ("Begins", "late"));
        Assert.Equal(["#Date", "#Time"], noTime.WrongFields);
        Assert.Equal("Choose a date within the next five years.", noTime.Errors[0]);
    }

    [Fact]
    public async Task A_change_names_the_past_date_the_seats_taken_and_the_missing_title_together()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 5));
        await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"));
        var page = await lena.PostAsync(
            "/lead/oslo/events/maps", "/lead/oslo/events/maps/edit", ("Title", ""), ("Date", "2026-02-01"), ("Time", "18:30"), ("DurationMinutes", "120"), ("Mode", "Online"), ("OnlineLink", "https://meet.example.org/oslo"),
            ("Kind", "Meetup"), ("TimeZone", "Europe/Oslo"), ("Version", $"{meetup.Version}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Title", "#Date", "#Mode"], page.WrongFields);
        Assert.Equal(["A published event cannot be moved into the past. Choose a date to come.", "1 people have a seat in the room. Make it hybrid, or cancel and announce a new one."], page.Errors.Skip(1));
        var kept = await portal.EventAsync("maps");
        Assert.Equal((meetup.Date, "Maps", EventMode.InPerson), (kept.Date, kept.Title, kept.Mode));
    }

    [Fact]
    public async Task Publishing_names_the_date_that_is_over_and_the_missing_place_together()
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps") with { Date = new DateOnly(2026, 3, 1), Venue = "" }, publish: false);
        var page = await lena.SubmitAsync("/lead/oslo/events/maps", "Publish");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Change Maps"), (page.Status, page.Heading));
        Assert.Equal(["#Date", "#Venue"], page.WrongFields);
    }

    [Theory]
    // Without a name it has no shape; with a name that is none, no meaning.
    [InlineData("")]
    [InlineData("www.example.org")]
    public async Task A_visitor_s_answer_names_the_name_and_the_address_together(string name)
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 5));
        var page = await portal.Browser().PostAsync("/events/maps/answers", "/account/sign-in", ("Name", name), ("Email", "nobody"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Name", "#Email"], page.WrongFields);
        Assert.Equal((name, "nobody"), (page.Value("Name"), page.Value("Email")));
        Assert.Equal(0, await portal.AskAsync(db => db.Answers.CountAsync()));
    }

    [Theory]
    // Guests that are no number have no shape; too many of them no meaning.
    [InlineData("Balcony", "9")]
    [InlineData("7", "many")]
    [InlineData("7", "9")]
    public async Task A_member_s_answer_names_the_kind_of_seat_and_the_guests_together(string kind, string guests)
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 5) with { Mode = EventMode.Hybrid, OnlineLink = "https://meet.example.org/oslo" });
        var max = await portal.SignedInAsync("Max");
        var page = await max.PostAsync("/events/maps/answers", "/account", ("Kind", kind), ("Guests", guests));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Kind", "#Guests"], page.WrongFields.Select(f => f.Split(' ')[0]));
        Assert.Equal(0, await portal.AskAsync(db => db.Answers.CountAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("www.example.org")]
    public async Task At_the_door_a_wrong_name_and_a_wrong_address_are_named_together(string name)
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 5));
        portal.Clock.Set(new DateTimeOffset(meetup.StartsAt.AddMinutes(-30)));
        lena = await portal.SignInAsync("Lena");
        var page = await lena.SubmitAsync("/lead/oslo/events/maps/check-in", "Give a seat and check in", ("Name", name), ("Email", "max@example"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["#Name", "#Email"], page.WrongFields);
        Assert.Equal((name, "max@example"), (page.Value("Name"), page.Value("Email")));
        Assert.Equal(0, await portal.AskAsync(db => db.Answers.CountAsync()));
    }
}
