using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Events.Letters;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Events;

public sealed class AnswerPageTests : IAsyncLifetime
{
    private Portal portal = null!;
    private GroupEvent meetup = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
        meetup = await portal.AddEventAsync(OsloPortal.Details("Maps", seats: 2));
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_visitor_answers_with_two_fields_and_one_press_in_the_mail()
    {
        var browser = portal.Browser();
        var page = await browser.GetAsync("/events/maps");
        Assert.Equal(["Name", "Email"], page.Document.QuerySelectorAll(".event-answer .field-label").Select(l => l.TextContent.Trim()));
        var sent = await browser.SubmitAsync(page, "Keep a seat for me", ("Name", "Max"), ("Email", "max@example.org"));
        Assert.Equal((HttpStatusCode.Found, "/events/maps/answers/sent"), (sent.Status, sent.Location));
        Assert.Equal("Look into your mail", (await browser.FollowAsync(sent)).Heading);
        Assert.Equal(0, (await portal.EventAsync("maps")).TakenInPerson);

        var link = await portal.LinkAsync("max@example.org", nameof(ConfirmAnswer));
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await portal.Browser().GetAsync(link)).Status);
        Assert.Equal(0, (await portal.EventAsync("maps")).TakenInPerson);

        var pressed = await browser.SubmitAsync(link, "Keep a seat for me");
        Assert.Equal((HttpStatusCode.Found, link), (pressed.Status, pressed.Location));
        Assert.Contains("You have a seat", (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await portal.EventAsync("maps")).TakenInPerson);
        var given = await browser.SubmitAsync(link, "Give my seat back");
        Assert.Equal(HttpStatusCode.Found, given.Status);
        Assert.Equal(0, (await portal.EventAsync("maps")).TakenInPerson);
    }

    [Fact]
    public async Task The_page_a_visitor_sees_can_be_kept_it_has_no_token_and_sets_no_cookie()
    {
        var page = await portal.Browser().GetAsync("/events/maps");
        Assert.Null(page.Document.QuerySelector("input[name=__form]"));
        Assert.False(page.Response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.BadRequest)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.BadRequest)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.BadRequest)]
    [InlineData("Origin", "null", HttpStatusCode.BadRequest)]
    [InlineData("Origin", "https://localhost", HttpStatusCode.Found)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Found)]
    public async Task An_answer_sent_from_another_site_is_refused(string header, string value, HttpStatusCode expected)
    {
        var max = await portal.SignedInAsync("Max");
        max.Http.DefaultRequestHeaders.Add(header, value);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Kind", "InPerson")]);
        Assert.Equal(expected, (await max.Http.PostAsync("/events/maps/answers", form)).StatusCode);
        Assert.Equal(expected == HttpStatusCode.Found ? 1 : 0, (await portal.EventAsync("maps")).TakenInPerson);
    }

    [Fact]
    public async Task A_member_answers_changes_and_gives_back_and_sees_where_they_stand()
    {
        var max = await portal.SignedInAsync("Max");
        Assert.Equal(HttpStatusCode.Found, (await max.SubmitAsync("/events/maps", "Keep a seat for me", ("Guests I bring", "1"))).Status);
        var page = await max.GetAsync("/events/maps");
        Assert.Contains("You have 2 seats.", page.Text, StringComparison.Ordinal);
        Assert.Equal("1", page.Value("Guests I bring"));
        var ida = await portal.SignedInAsync("Ida");
        await ida.SubmitAsync("/events/maps", "Put me on the list");
        Assert.Contains("You are on the waiting list", (await ida.GetAsync("/events/maps")).Text, StringComparison.Ordinal);
        await max.SubmitAsync("/events/maps", "Give my seat back");
        Assert.Contains("A seat is held for you", (await ida.GetAsync("/events/maps")).Text, StringComparison.Ordinal);
        await ida.SubmitAsync("/events/maps", "Take the seat");
        Assert.Equal(1, (await portal.EventAsync("maps")).TakenInPerson);
    }

    [Theory]
    [InlineData("Guests", "-1")]
    [InlineData("Guests", "99")]
    [InlineData("Guests", "NaN")]
    [InlineData("Guests", "1e9")]
    [InlineData("Kind", "Online")]
    [InlineData("Kind", "77")]
    [InlineData("Kind", "roof")]
    public async Task A_tampered_answer_is_the_same_page_with_422_and_nothing_saved(string field, string value)
    {
        var max = await portal.SignedInAsync("Max");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(field, value)]);
        var answer = await max.Http.PostAsync("/events/maps/answers", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("error-summary", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await portal.AskAsync(db => db.Answers.CountAsync()));
    }

    [Fact]
    public async Task Once_it_has_begun_the_page_of_who_waits_promises_no_letter_and_the_button_takes_a_freed_seat()
    {
        var max = await portal.SignedInAsync("Max");
        await max.SubmitAsync("/events/maps", "Keep a seat for me", ("Guests I bring", "1"));
        portal.Clock.Set(new DateTimeOffset((await portal.EventAsync("maps")).StartsAt.AddMinutes(10), TimeSpan.Zero));
        var ida = await portal.SignedInAsync("Ida");
        var page = await ida.FollowAsync(await ida.SubmitAsync("/events/maps", "Put me on the list"));
        Assert.Contains("The meetup has begun: ask at the door.", page.Text, StringComparison.Ordinal);
        Assert.Contains("so we no longer write", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("We write as soon as", page.Text, StringComparison.Ordinal);
        max = await portal.SignInAsync("Max");
        await max.SubmitAsync("/events/maps", "Give my seat back");
        page = await ida.FollowAsync(await ida.SubmitAsync("/events/maps", "Take a free seat"));
        Assert.Contains("You have a seat", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_presses_the_letters_button_once_it_has_begun_and_finds_no_seat_is_promised_no_letter()
    {
        var ida = portal.Browser();
        await ida.SubmitAsync("/events/maps", "Keep a seat for me", ("Name", "Ida"), ("Email", "ida@example.org"));
        var link = await portal.LinkAsync("ida@example.org", nameof(ConfirmAnswer));
        await portal.AnswerAsync(meetup.Id, await portal.AddAsync("Max"), guests: 1);
        portal.Clock.Set(new DateTimeOffset(meetup.StartsAt.AddMinutes(10), TimeSpan.Zero));
        var page = await ida.FollowAsync(await ida.PostAsync(link, link));
        Assert.Equal("No seat is free for you yet, so you are on the waiting list. The meetup has begun: ask at the door.", page.Document.QuerySelector(".flash")!.TextContent.Trim());
    }

    [Fact]
    public async Task How_many_seats_are_left_is_said_once_where_the_seat_is_taken()
    {
        await portal.AddEventAsync(OsloPortal.Details("Both", seats: 2) with { Mode = EventMode.Hybrid, CapacityOnline = 5, OnlineLink = "https://meet.example/x" });
        var page = await portal.Browser().GetAsync("/events/maps");
        Assert.Equal(1, page.Text.Split("seats left").Length - 1);
        Assert.Contains("2 of 2 seats left.", page.Document.QuerySelector(".event-answer")!.TextContent, StringComparison.Ordinal);
        page = await portal.Browser().GetAsync("/events/both");
        Assert.Equal(1, page.Text.Split("2 of 2 seats left.").Length - 1);
        Assert.Equal(1, page.Text.Split("5 of 5 seats left.").Length - 1);
    }

    [Fact]
    public async Task Once_it_has_begun_a_newcomer_reads_that_others_are_in_line_for_the_seats_that_are_free()
    {
        var max = await portal.SignedInAsync("Max");
        await max.SubmitAsync("/events/maps", "Keep a seat for me", ("Guests I bring", "1"));
        var ida = await portal.SignedInAsync("Ida");
        await ida.SubmitAsync("/events/maps", "Put me on the list");
        portal.Clock.Set(new DateTimeOffset((await portal.EventAsync("maps")).StartsAt.AddMinutes(10), TimeSpan.Zero));
        max = await portal.SignInAsync("Max");
        await max.SubmitAsync("/events/maps", "Give my seat back");
        foreach (var newcomer in new[] { portal.Browser(), await portal.SignedInAsync("Pia") })
        {
            var answer = (await newcomer.GetAsync("/events/maps")).Document.QuerySelector(".event-answer")!;
            Assert.Equal("It has begun, and no seat is free", answer.QuerySelector("h2")!.TextContent);
            Assert.Contains("Ask at the door.", answer.TextContent, StringComparison.Ordinal);
            Assert.Contains("people are waiting in line", answer.TextContent, StringComparison.Ordinal);
            Assert.Equal("Put me on the list", answer.QuerySelector("form button")!.TextContent);
        }

        // Where nobody is in line for it, a free seat is free.
        ida = await portal.SignInAsync("Ida");
        await ida.SubmitAsync("/events/maps", "Leave the waiting list");
        Assert.Equal("Come along", (await portal.Browser().GetAsync("/events/maps")).Document.QuerySelector(".event-answer h2")!.TextContent);
    }

    [Fact]
    public async Task A_visitors_bad_address_comes_back_as_typed_at_its_field()
    {
        var page = await portal.Browser().SubmitAsync("/events/maps", "Keep a seat for me", ("Name", "Max"), ("Email", "max at home"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["This is not an e-mail address we can write to. It looks like name@example.org."], page.Errors);
        Assert.Equal(("Max", "max at home"), (page.Value("Name"), page.Value("Email")));
        Assert.Equal("#Email", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.NotNull(page.Document.GetElementById("Email"));
        var empty = await portal.Browser().SubmitAsync("/events/maps", "Keep a seat for me");
        Assert.Equal(2, empty.Errors.Count);
    }

    [Fact]
    public async Task Twenty_presses_at_once_are_one_seat()
    {
        var max = await portal.SignedInAsync("Max");
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/events/maps"), 20, "Keep a seat for me");
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Found, "/events/maps"), (a.Status, a.Location)));
        Assert.Equal(1, (await portal.EventAsync("maps")).TakenInPerson);
        Assert.Single(await portal.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task The_fourth_letter_to_one_address_waits_with_429()
    {
        var browser = portal.Browser();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Found, (await browser.SubmitAsync("/events/maps", "Keep a seat for me", ("Name", "Max"), ("Email", "max@example.org"))).Status);
        var fourth = await browser.SubmitAsync("/events/maps", "Keep a seat for me", ("Name", "Max"), ("Email", "max@example.org"));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)), (fourth.Status, fourth.Response.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task A_draft_and_an_unknown_link_do_not_exist()
    {
        await portal.AddEventAsync(OsloPortal.Details("Secret plans"), publish: false);
        var browser = portal.Browser();
        foreach (var path in new[] { "/events/secret-plans", "/events/secret-plans.ics", "/events/nothing", "/rsvp/abc", "/my/calendar/abc.ics", "/chapters/nowhere/feed.xml" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).Status);
        Assert.DoesNotContain("Secret", (await browser.GetAsync("/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_online_link_is_shown_only_to_somebody_with_a_seat_online()
    {
        await portal.AddEventAsync(OsloPortal.Details("Far away") with { Mode = EventMode.Online, OnlineLink = "https://meet.example.org/secret-room" });
        var max = await portal.SignedInAsync("Max");
        Assert.DoesNotContain("secret-room", await Html(max, "/events/far-away"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-room", await Html(max, "/events/far-away.ics"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-room", await Html(max, "/chapters/oslo/calendar.ics"), StringComparison.Ordinal);
        await max.SubmitAsync("/events/far-away", "Keep a seat for me");
        Assert.Contains("secret-room", await Html(max, "/events/far-away"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_cannot_leave_the_structured_data()
    {
        await portal.AddEventAsync(OsloPortal.Details("</script><script>alert(1)</script>") with { Body = "<img src=x onerror=alert(1)> [x](javascript:alert(1))" });
        var page = await portal.Browser().GetAsync("/events/script-script-alert-1-script");
        Assert.Equal((HttpStatusCode.OK, 2), (page.Status, page.Document.QuerySelectorAll("script").Length));
        Assert.Empty(page.Document.QuerySelectorAll("[onerror], a[href^=javascript]"));
        using var data = System.Text.Json.JsonDocument.Parse(page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal(("</script><script>alert(1)</script>", "2026-03-20T18:00:00+01:00"), (data.RootElement.GetProperty("name").GetString(), data.RootElement.GetProperty("startDate").GetString()));
    }

    private static async Task<string> Html(PortalClient browser, string path) => await browser.Http.GetStringAsync(path);
}
