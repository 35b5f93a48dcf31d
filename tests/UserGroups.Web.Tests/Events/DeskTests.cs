using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Events.Letters;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Events;

/// <summary>What organizers do, and what others may not.</summary>
public sealed class DeskTests : IAsyncLifetime
{
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
    public async Task A_title_a_date_and_a_place_make_a_draft_and_one_press_publishes_it()
    {
        var saved = await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", "Maps"), ("Date", "2026-04-16"), ("Where", "Deichman"));
        Assert.Equal((HttpStatusCode.Found, "/lead/oslo/events/maps"), (saved.Status, saved.Location));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Browser().GetAsync("/events/maps")).Status);
        var published = await lena.SubmitAsync("/lead/oslo/events/maps", "Publish");
        Assert.Equal((HttpStatusCode.Found, "/lead/oslo/events/maps"), (published.Status, published.Location));
        Assert.Equal("Maps", (await portal.Browser().GetAsync("/events/maps")).Heading);
        Assert.Contains("Maps", (await portal.Browser().GetAsync("/events")).Text, StringComparison.Ordinal);
        var next = await lena.GetAsync("/lead/oslo/events/new");
        Assert.Equal(("Deichman", "Thu 14 May 2026", ""), (next.Value("Where"), next.Value("Date"), next.Value("Title")));
    }

    [Fact]
    public async Task A_draft_shows_the_seats_that_were_entered()
    {
        await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", "Maps"), ("Date", "2026-04-16"), ("Where", "Deichman"), ("Seats in the room", "30"));
        await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", "Tiles"), ("Date", "2026-04-17"), ("Seats in the room", ""));
        Assert.Equal("30 seats.", Seats(await lena.GetAsync("/lead/oslo/events/maps")));
        Assert.Equal("There is room for everybody.", Seats(await lena.GetAsync("/lead/oslo/events/tiles")));
        await lena.SubmitAsync("/lead/oslo/events/maps", "Publish");
        Assert.Equal("30 of 30 seats left.", Seats(await lena.GetAsync("/lead/oslo/events/maps")));
    }

    [Fact]
    public async Task A_form_without_German_texts_is_English_throughout_for_a_German_reader_and_reads_German_dates()
    {
        lena.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-DE");
        var page = await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", ""), ("Date", "bald"), ("Begins", "abends"), ("Seats in the room", "viele"));
        Assert.Equal(
            ["Fill in “Title”.", "“bald” is not a date that can be read. Write it like 24 Dec 2026.", "“abends” is not a time that can be read. Write it like 18:30 or 6:30 PM.", "“viele” does not fit “Seats in the room”."], page.Errors);
        var form = page.Document.QuerySelector("main")!.TextContent;
        Assert.Contains("(optional)", form, StringComparison.Ordinal);
        foreach (var german in new[] { "(freiwillig)", "Etwa ", "Fehler:", "Bitte " })
            Assert.DoesNotContain(german, form, StringComparison.Ordinal);
        // Pages with German texts stay German.
        var door = portal.Browser();
        door.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-DE");
        Assert.Equal(["Bitte „E-Mail“ ausfüllen.", "Bitte „Passwort“ ausfüllen."], (await door.SubmitAsync("/account/sign-in", "Anmelden")).Errors);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", "Maps"), ("Date", "16. Dez. 2026"))).Status);
    }

    private static string Seats(Page page) => page.Document.QuerySelectorAll("dl.answers dt").Single(t => t.TextContent.Trim() == "Seats").ParentElement!.QuerySelector("dd")!.TextContent.Trim();

    [Fact]
    public async Task The_same_draft_sent_twenty_times_at_once_is_one()
    {
        var page = await lena.GetAsync("/lead/oslo/events/new");
        var answers = await lena.SubmitAtOnceAsync(page, 20, "Save the draft", ("Title", "Maps"), ("Date", "2026-04-16"));
        Assert.All(answers, a => Assert.Equal("/lead/oslo/events/maps", a.Location));
        Assert.Equal(1, await portal.AskAsync(db => db.Events.CountAsync()));
    }

    public static TheoryData<string, string, string> Bad => new()
    {
        { "Title", "", "Title" }, { "Title", new string('x', 121), "Title" }, { "Date", "2026-13-40", "Date" }, { "Date", "1812-01-01", "Date" }, { "Begins", "25:99", "Time" },
        { "Lasts", "NaN", "DurationMinutes" }, { "Lasts", "-5", "DurationMinutes" }, { "Seats in the room", "-1", "CapacityInPerson" }, { "Seats in the room", "1e9", "CapacityInPerson" },
        { "Seats in the room", "0", "CapacityInPerson" }, { "Time zone", "Mars/Base", "TimeZone" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_field_is_the_same_page_with_422_everything_as_typed_and_nothing_saved(string label, string value, string field)
    {
        var page = await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", "Maps"), ("Date", "2026-04-16"), ("Where", "Deichman"), (label, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal([$"#{field}"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")).Distinct());
        Assert.Equal("Deichman", page.Value("Where"));
        Assert.Equal(0, await portal.AskAsync(db => db.Events.CountAsync()));
    }

    [Fact]
    public async Task A_time_the_clocks_skip_is_refused_with_the_reason()
    {
        var page = await lena.SubmitAsync("/lead/oslo/events/new", "Save the draft", ("Title", "Night"), ("Date", "2026-03-29"), ("Begins", "02:30"), ("Time zone", "Europe/Oslo"));
        Assert.Equal(["On that day the clocks in Oslo skip 02:30. Choose a time before or after."], page.Errors);
    }

    [Fact]
    public async Task A_draft_whose_date_is_over_is_not_published_and_the_form_says_what_to_change()
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps") with { Date = new DateOnly(2026, 3, 1) }, publish: false);
        var page = await lena.SubmitAsync("/lead/oslo/events/maps", "Publish");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Change Maps"), (page.Status, page.Heading));
        Assert.Equal(["This date is over. Choose one to come, then publish."], page.Errors);
        Assert.Equal(EventState.Draft, (await portal.EventAsync("maps")).State);
    }

    [Fact]
    public async Task For_who_has_no_role_there_the_desk_does_not_exist_and_a_host_may_only_check_in()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var ida = await portal.SignedInAsync("Ida");
        var vera = await portal.SignInAsync("Vera");
        string[] pages = ["", "/new", "/maps", "/maps/edit", "/maps/postponement", "/maps/cancellation", "/maps/copy", "/maps/attendees", "/maps/attendees.csv", "/maps/check-in"];
        string[] forHosts = ["", "/maps", "/maps/check-in"];
        foreach (var page in pages)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync("/lead/oslo/events" + page)).Status);
            Assert.Equal(forHosts.Contains(page) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await vera.GetAsync("/lead/oslo/events" + page)).Status);
            Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync("/lead/oslo/events" + page)).Status);
            Assert.Equal(HttpStatusCode.Found, (await portal.Browser().GetAsync("/lead/oslo/events" + page)).Status);
        }

        string[] posts = ["", "/maps", "/maps/publication", "/maps/postponement", "/maps/cancellation", "/maps/copy"];
        foreach (var post in posts)
        {
            (string, string)[] fields = [("Title", "Taken over"), ("Reason", "Because."), ("Date", "2026-05-01")];
            Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync("/lead/oslo/events" + post, "/account", fields)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await vera.PostAsync("/lead/oslo/events" + post, "/account", fields)).Status);
        }

        Assert.Equal((EventState.Published, "Maps", 1), (meetup.State, (await portal.EventAsync("maps")).Title, await portal.AskAsync(db => db.Events.CountAsync())));
    }

    [Fact]
    public async Task An_event_of_another_chapter_does_not_exist_on_this_desk()
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps"));
        await using (var db = portal.Db())
        {
            var lima = UserGroups.Chapters.Chapter.Existing("Lima", "lima", null, Portal.Start.UtcDateTime);
            db.Add(lima);
            await db.SaveChangesAsync();
            db.Add(new UserGroups.Chapters.Organizer(lima, await portal.AddAsync("Ida"), UserGroups.Chapters.OrganizerRole.Lead, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        var ida = await portal.SignInAsync("Ida");
        Assert.Equal(HttpStatusCode.OK, (await ida.GetAsync("/lead/lima/events")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync("/lead/lima/events/maps")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync("/lead/lima/events/maps/cancellation", "/lead/lima/events/new", ("Reason", "Mine now."))).Status);
        Assert.Equal(EventState.Published, (await portal.EventAsync("maps")).State);
    }

    [Fact]
    public async Task Who_changes_what_somebody_else_changed_meanwhile_keeps_what_they_typed()
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var seen = await lena.GetAsync("/lead/oslo/events/maps/edit");
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync("/lead/oslo/events/maps/edit", "Save", ("Title", "Maps and more"))).Status);
        var late = await lena.SubmitAsync(seen, "Save", ("Title", "Something else"));
        Assert.Equal((HttpStatusCode.Conflict, "Something else"), (late.Status, late.Value("Title")));
        Assert.Equal("Maps and more", (await portal.EventAsync("maps")).Title);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(late, "Save")).Status);
        Assert.Equal("Something else", (await portal.EventAsync("maps")).Title);
    }

    [Fact]
    public async Task Postponing_and_cancelling_need_a_reason_and_tell_those_who_answered_once()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps"));
        await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"));
        var empty = await lena.SubmitAsync("/lead/oslo/events/maps/postponement", "Postpone it");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, EventState.Published), (empty.Status, (await portal.EventAsync("maps")).State));
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync("/lead/oslo/events/maps/postponement", "Postpone it", ("Reason", "The room is flooded."))).Status);
        Assert.Contains("The room is flooded.", (await portal.Browser().GetAsync("/events/maps")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync("/lead/oslo/events/maps", "Publish with this date")).Status);
        var confirm = await lena.GetAsync("/lead/oslo/events/maps/cancellation");
        var answers = await lena.SubmitAtOnceAsync(confirm, 20, "Cancel the event", ("Reason", "No speaker."));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Status));
        Assert.Equal([nameof(SeatGiven), nameof(EventPostponed), nameof(EventChanged), nameof(EventCancelled)], (await portal.LettersAsync("max@example.org")).Select(l => l.Kind));
    }

    [Fact]
    public async Task A_copy_is_a_draft_four_weeks_on_and_sent_twice_it_is_one()
    {
        await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var page = await lena.GetAsync("/lead/oslo/events/maps/copy");
        Assert.Equal("Fri 17 Apr 2026", page.Value("Date"));
        var answers = await lena.SubmitAtOnceAsync(page, 5, "Make the copy");
        Assert.All(answers, a => Assert.Equal("/lead/oslo/events/maps-2/edit", a.Location));
        Assert.Equal(2, await portal.AskAsync(db => db.Events.CountAsync()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lena.SubmitAsync("/lead/oslo/events/maps/copy", "Make the copy", ("Date", ""))).Status);
    }

    [Fact]
    public async Task The_list_of_attendees_is_a_file_in_which_no_name_is_a_formula()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps"));
        await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"), guests: 2);
        await portal.AnswerAsync(meetup.Id, await portal.AddAsync("=1+1"));
        var file = await lena.Http.GetAsync("/lead/oslo/events/maps/attendees.csv");
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var lines = (await file.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("Name,Email,Answer,Seat,Guests,Answered,Checked in,Walked in", lines[0]);
        Assert.StartsWith("'=1+1,", lines[1], StringComparison.Ordinal);
        Assert.Equal("Max,max@example.org,Has a seat,In the room,2,2026-03-02T12:00:00Z,,no", lines[2]);
    }

    [Fact]
    public async Task A_host_checks_in_undoes_and_lets_somebody_walk_in()
    {
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 2));
        var answer = await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"));
        var vera = await portal.SignInAsync("Vera");
        var shut = await vera.GetAsync("/lead/oslo/events/maps/check-in");
        Assert.Equal("Not open yetCheck-in opens on Fri 20 Mar 2026, 6:00 AM (Oslo time), twelve hours before the event. 1 seat is given so far.", Plain(shut.Document.QuerySelector(".notice")!.TextContent));
        Assert.Equal(("Max", 0), (shut.Document.QuerySelector(".door strong")!.TextContent, shut.Document.QuerySelectorAll("main form[method=post]").Length));
        var early = await vera.PostAsync($"/lead/oslo/events/maps/check-in/{answer.Id}", "/about");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Check-in opens twelve hours before the event."), (early.Status, early.Errors.Single()));
        portal.Clock.Set(new DateTimeOffset(meetup.StartsAt.AddMinutes(-30)));
        vera = await portal.SignInAsync("Vera");
        var door = await vera.GetAsync("/lead/oslo/events/maps/check-in");
        // Until it begins the seat is theirs: no button takes it.
        Assert.DoesNotContain(door.Document.QuerySelectorAll("main button"), b => b.TextContent.StartsWith("Free the seat", StringComparison.Ordinal));
        foreach (var press in await vera.SubmitAtOnceAsync(door, 20, "Is here: Max"))
            Assert.Equal((HttpStatusCode.Found, "/lead/oslo/events/maps/check-in"), (press.Status, press.Location));
        Assert.Contains("1 of 1 are here.", (await vera.GetAsync("/lead/oslo/events/maps/check-in")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await vera.SubmitAsync("/lead/oslo/events/maps/check-in?q=max", "Undo Max")).Status);
        Assert.Null(await portal.AskAsync(db => db.Answers.Where(a => a.Id == answer.Id).Select(a => a.CheckedInAt).SingleAsync()));
        Assert.Equal(HttpStatusCode.Found, (await vera.SubmitAsync("/lead/oslo/events/maps/check-in", "Give a seat and check in", ("Name", "Ørjan"))).Status);
        Assert.Contains("Ørjan", (await vera.GetAsync("/lead/oslo/events/maps/check-in?q=orjan")).Text, StringComparison.Ordinal);
        var full = await vera.SubmitAsync("/lead/oslo/events/maps/check-in", "Give a seat and check in", ("Name", "Finn"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Finn"), (full.Status, full.Value("Name")));
        Assert.Equal(2, (await portal.EventAsync("maps")).TakenInPerson);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await vera.PostAsync("/lead/oslo/events/maps/check-in/987654", "/lead/oslo/events/maps/check-in")).Status);
    }

    [Fact]
    public async Task A_seat_freed_at_the_door_is_given_back_with_undo_and_who_is_too_late_is_first_in_line()
    {
        const string Door = "/lead/oslo/events/maps/check-in";
        var meetup = await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 1));
        var answer = await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"));
        portal.Clock.Set(new DateTimeOffset(meetup.StartsAt.AddMinutes(10)));
        var vera = await portal.SignInAsync("Vera");
        var ida = await portal.SignedInAsync("Ida");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await vera.PostAsync($"{Door}/{answer.Id + 1}/absence/undo", Door)).Status);
        foreach (var press in await vera.SubmitAtOnceAsync(await vera.GetAsync(Door), 5, "Free the seat of Max"))
            Assert.Equal((HttpStatusCode.Found, Door), (press.Status, press.Location));
        var freed = await vera.GetAsync(Door);
        Assert.Contains("The seat of Max is free. You can undo this for fifteen minutes.", freed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync($"{Door}/{answer.Id}/absence/undo", "/account")).Status);
        foreach (var press in await vera.SubmitAtOnceAsync(freed, 20, "Undo: give Max the seat again"))
            Assert.Equal((HttpStatusCode.Found, Door), (press.Status, press.Location));
        var back = await vera.GetAsync(Door);
        Assert.Contains("Max has the seat again.", back.Text, StringComparison.Ordinal);
        Assert.Null(back.Document.GetElementById("freed"));
        Assert.Equal(1, (await portal.EventAsync("maps")).TakenInPerson);

        await vera.SubmitAsync(back, "Free the seat of Max");
        await vera.SubmitAsync(Door, "Give a seat and check in", ("Name", "Finn"));
        await vera.SubmitAsync(Door, "Undo: give Max the seat again");
        Assert.Contains("Somebody else has the seat by now, so Max is first in line.", (await vera.GetAsync(Door)).Text, StringComparison.Ordinal);
        Assert.Equal((1, AnswerState.Waiting), ((await portal.EventAsync("maps")).TakenInPerson, await portal.AskAsync(db => db.Answers.Where(a => a.Id == answer.Id).Select(a => a.State).SingleAsync())));
        portal.Clock.Move(TimeSpan.FromMinutes(16));
        Assert.Null((await vera.GetAsync(Door)).Document.GetElementById("freed"));
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
