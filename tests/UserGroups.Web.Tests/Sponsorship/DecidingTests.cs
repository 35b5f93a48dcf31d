using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>The queue, the review, the offer, the report and the end.</summary>
public sealed class DecidingTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;
    private PortalClient aino = null!;
    private string reference = "";

    private string Desk => $"/staff/requests/{reference}";

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync();
        lena = await portal.SignInAsync("Lena");
        aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        reference = await lena.AskAsync();
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_queue_says_what_waits_how_long_and_whose_turn()
    {
        portal.Clock.Move(TimeSpan.FromDays(8));
        aino = await portal.StaffAsync("Sam", StaffRole.CommunityManager);
        var row = Assert.Single((await aino.GetAsync("/staff/requests")).Document.QuerySelectorAll("tbody tr"));
        foreach (var part in new[] { "SR-2026-0001", "Maps, Oslo", "180.00\u00A0USD", "Waiting for a decision", "6 business days", "Late", "a community manager" })
            Assert.Contains(part, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is under way", (await aino.GetAsync("/staff/requests?view=fulfilment")).Text, StringComparison.Ordinal);
        Assert.Empty((await aino.GetAsync("/staff/requests?region=asia")).Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("1 request to decide, waiting 6 business days, 1 late", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_facts_stand_beside_the_request()
    {
        var page = await aino.GetAsync(Desk);
        foreach (var fact in new[] { "Health: green", "No agenda in the last twelve months", "0 seats given of 30", "Stipend: 1,000.00\u00A0USD", "This is the first", "The offer" })
            Assert.Contains(fact, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Granted_in_full_is_under_way_at_once_and_told_to_those_who_do_it()
    {
        await portal.AddAsync("Finn", StaffRole.Finance);
        await portal.AddAsync("Pia", StaffRole.Fulfilment);
        var decided = await aino.GrantAsync(portal, reference);
        Assert.Equal((HttpStatusCode.Found, Desk), (decided.Status, decided.Location));
        Assert.Equal(RequestState.Accepted, (await portal.RequestAsync(reference)).State);
        Assert.Contains("RequestDecided", (await portal.LettersAsync("lena@example.org")).Select(l => l.Kind));
        Assert.Equal(["RequestToFulfil"], (await portal.LettersAsync("finn@example.org")).Select(l => l.Kind));
        Assert.Equal(["RequestToFulfil"], (await portal.LettersAsync("pia@example.org")).Select(l => l.Kind));
        Assert.Contains("820.00\u00A0USD", (await aino.GetAsync("/staff/budgets")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reduced_line_needs_a_reason_and_the_lead_alone_answers()
    {
        var bare = await aino.DecideAsync(portal, reference, ("StipendGranted", "100"), ("PromotionGranted", "1"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#StipendReason"), (bare.Status, bare.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal("100", ((IHtmlInputElement)bare.Document.GetElementById("StipendGranted")!).Value);
        Assert.Equal(HttpStatusCode.Found, (await aino.GrantAsync(portal, reference, "100")).Status);
        Assert.Equal(RequestState.Decided, (await portal.RequestAsync(reference)).State);

        var max = await portal.SignInAsync("Max");
        var version = $"{(await portal.RequestAsync(reference)).Version}";
        Assert.Equal(HttpStatusCode.Forbidden, (await max.PostAsync($"/requests/{reference}/acceptance", $"/requests/{reference}", ("Version", version))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await aino.PostAsync($"/requests/{reference}/acceptance", $"/requests/{reference}", ("Version", version))).Status);
        Assert.Contains("Answer the offer for Maps.", (await lena.GetAsync("/lead/oslo")).Text, StringComparison.Ordinal);
        var page = await lena.GetAsync($"/requests/{reference}");
        var pressed = await lena.SubmitAtOnceAsync(page, 20, "Accept the offer");
        Assert.Single(pressed, p => p.Status == HttpStatusCode.Found);
        Assert.Equal(19, pressed.Count(p => p.Status == HttpStatusCode.Conflict));
        var accepted = await portal.RequestAsync(reference);
        Assert.Equal((RequestState.Accepted, 100m), (accepted.State, accepted.Lines.Sum(l => l.Benefit == Benefit.Stipend ? l.Granted : 0)));
    }

    [Theory]
    [InlineData("100", "0", new[] { "#StipendReason", "#PromotionReason" })]
    [InlineData("", "0", new[] { "#StipendGranted", "#PromotionReason" })]
    [InlineData("181", "2", new[] { "#StipendGranted", "#PromotionGranted" })]
    public async Task All_that_is_missing_in_a_decision_is_named_at_once_each_with_its_field(string stipend, string promotion, string[] fields)
    {
        var page = await aino.DecideAsync(portal, reference, ("StipendGranted", stipend), ("PromotionGranted", promotion));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(fields, page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.All(fields, f => Assert.Equal("true", page.Document.QuerySelector(f)!.GetAttribute("aria-invalid")));
        Assert.Equal(RequestState.Submitted, (await portal.RequestAsync(reference)).State);
    }

    [Theory]
    [InlineData("180.01")]
    [InlineData("250.01")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e2")]
    [InlineData("")]
    public async Task A_tampered_grant_is_refused_and_nothing_is_decided(string granted)
    {
        var page = await aino.DecideAsync(portal, reference, ("StipendGranted", granted), ("StipendReason", "Because."), ("PromotionGranted", "1"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#StipendGranted"), (page.Status, page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Contains("Because.", ((IHtmlInputElement)page.Document.GetElementById("StipendReason")!).Value, StringComparison.Ordinal);
        Assert.Equal(RequestState.Submitted, (await portal.RequestAsync(reference)).State);
    }

    [Fact]
    public async Task Skipped_steps_are_refused_each_with_a_sentence()
    {
        var draft = await lena.PostAsync("/lead/oslo/request/draft", "/lead/oslo/request", ("Version", "0"), ("Plan", "Later."));
        Assert.Equal(HttpStatusCode.Found, draft.Status);
        // A draft has no reference: to staff it does not exist.
        Assert.Equal(1, (await aino.GetAsync("/staff/requests")).Document.QuerySelectorAll("tbody tr").Length);

        var early = await aino.PostAsync($"{Desk}/closure", Desk, ("Version", $"{(await portal.RequestAsync(reference)).Version}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("cannot be closed now", Assert.Single(early.Errors), StringComparison.Ordinal);
        var tooSoon = await lena.PostAsync($"/requests/{reference}/report", $"/requests/{reference}", ("Version", "1"), ("Attendance", "20"), ("WhatWorked", "All"));
        Assert.NotEqual(HttpStatusCode.Found, tooSoon.Status);

        await aino.DecideAsync(portal, reference, ("StipendGranted", "0"), ("StipendReason", "No."), ("PromotionGranted", "0"), ("PromotionReason", "No."));
        var declined = await portal.RequestAsync(reference);
        Assert.Equal(RequestState.Declined, declined.State);
        var accept = await lena.PostAsync($"/requests/{reference}/acceptance", $"/requests/{reference}", ("Version", $"{declined.Version}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, accept.Status);
        Assert.Contains("declined", Assert.Single(accept.Errors), StringComparison.Ordinal);
        var again = await aino.GrantAsync(portal, reference);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal(RequestState.Declined, (await portal.RequestAsync(reference)).State);
    }

    [Fact]
    public async Task Who_may_not_decide_is_refused_at_the_door()
    {
        var ida = await portal.SignedInAsync("Ida");
        Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync(Desk)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync($"{Desk}/decision", "/about")).Status);
        var finn = await portal.StaffAsync("Finn", StaffRole.Finance);
        Assert.Equal(HttpStatusCode.OK, (await finn.GetAsync(Desk)).Status);
        foreach (var way in new[] { "decision", "change-request", "closure" })
            Assert.Equal(HttpStatusCode.Forbidden, (await finn.PostAsync($"{Desk}/{way}", Desk)).Status);
        var tom = await portal.StaffAsync("Tom", StaffRole.SupportAgent);
        Assert.Equal(HttpStatusCode.Forbidden, (await tom.GetAsync("/staff/requests")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await tom.GetAsync("/staff/budgets")).Status);

        // Lena becomes a community manager: may not decide about her own, and sees the organizers' side of it.
        await using (var db = portal.Db())
        {
            db.RoleGrants.Add(new RoleGrant(await db.People.SingleAsync(p => p.Name == "Lena"), StaffRole.CommunityManager, null, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        await SecondFactorTests.SetUpAsync(lena);
        Assert.Equal($"/requests/{reference}", (await lena.GetAsync(Desk)).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await lena.GrantAsync(portal, reference)).Status);
        Assert.Equal(RequestState.Submitted, (await portal.RequestAsync(reference)).State);
    }

    [Fact]
    public async Task Two_deciders_at_once_one_wins_and_the_other_reads_who_with_the_text_kept()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.CommunityManager);
        var version = $"{(await portal.RequestAsync(reference)).Version}";
        Task<Page> Decide(PortalClient who, string granted, string why) => who.PostAsync($"{Desk}/decision", Desk, ("Version", version), ("StipendGranted", granted), ("StipendReason", why), ("PromotionGranted", "1"));
        var answers = await Task.WhenAll(Decide(aino, "100", "The budget is small."), Decide(sam, "90", "The room is small."));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        var lost = answers.Single(a => a.Status == HttpStatusCode.Conflict);
        var winner = (await portal.RequestAsync(reference)).Lines.Single(l => l.Benefit == Benefit.Stipend).Granted == 100 ? "Aino" : "Sam";
        Assert.Contains($"decided by {winner}", lost.Text, StringComparison.Ordinal);
        Assert.Contains(winner == "Aino" ? "The room is small." : "The budget is small.", lost.Document.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_asked_for_with_the_fields_and_only_those_can_be_changed()
    {
        var version = $"{(await portal.RequestAsync(reference)).Version}";
        var bare = await aino.PostAsync($"{Desk}/change-request", Desk, ("Version", version), ("Reason", "Sixty in a room for twenty?"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Fields"), (bare.Status, bare.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.Found, (await aino.PostAsync($"{Desk}/change-request", Desk, ("Version", version), ("Reason", "Sixty in a room for twenty?"), ("Fields", "Headcount"))).Status);
        Assert.Contains("Answer the reviewer about Maps", (await lena.GetAsync("/lead/oslo")).Text, StringComparison.Ordinal);
        // Letter and page name the part as the form does.
        Assert.Contains("You can change: “How many people do you expect?”. The clock", Assert.Single(await portal.LettersAsync("lena@example.org"), l => l.Kind == "RequestChangesAsked").Body.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("To change: “How many people do you expect?”.", (await lena.GetAsync($"/requests/{reference}")).Text, StringComparison.Ordinal);
        var form = await lena.GetAsync(AskingPortal.Form);
        Assert.Equal(["Headcount"], form.Document.QuerySelectorAll("main form[data-draft] :is(input:not([type=hidden]), select, textarea)").Select(f => f.Id));
        // Somebody types over a field that is not theirs to change now.
        var kept = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed($"{(await portal.RequestAsync(reference)).Version}", ("Headcount", "18"), ("Stipend", "250")));
        Assert.Equal(AskingPortal.Form + "/check", kept.Location);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(kept.Location!, "Send it again")).Status);
        var again = await portal.RequestAsync(reference);
        Assert.Equal((RequestState.Submitted, 18, 180m), (again.State, again.Headcount, again.Lines.Single(l => l.Benefit == Benefit.Stipend).Asked));
        Assert.Equal(
            ["Sent again", "Changes requested: “Sixty in a room for twenty?”", "Sent"],
            (await lena.GetAsync($"/requests/{reference}")).Document.QuerySelectorAll(".timeline li > p:first-child").Select(p => p.TextContent));
    }

    [Fact]
    public async Task The_report_is_filled_in_from_the_door_and_closing_returns_what_was_not_spent()
    {
        await aino.GrantAsync(portal, reference);
        var meetup = await portal.EventAsync("maps");
        var max = await portal.AskAsync(db => db.People.SingleAsync(p => p.Name == "Max"));
        var answer = await portal.AnswerAsync(meetup.Id, max.Id, guests: 1);
        portal.Clock.Set(new DateTimeOffset(meetup.StartsAt, TimeSpan.Zero));
        await portal.UseAsync<CheckInService>(s => s.CheckInAsync(meetup.Id, answer.Id));
        portal.Clock.Move(TimeSpan.FromDays(6));
        lena = await portal.SignInAsync("Lena");
        await portal.RunJobAsync<RemindOfRequests>();
        await portal.RunJobAsync<RemindOfRequests>();
        Assert.Single(await portal.LettersAsync("lena@example.org"), l => l.Kind == "ReportDue");
        Assert.Contains("Send the report on Maps", (await lena.GetAsync("/lead/oslo")).Text, StringComparison.Ordinal);

        var form = await lena.GetAsync($"/requests/{reference}/report");
        Assert.Equal("2", form.Value("How many people came?"));
        var wrong = await lena.SubmitAsync(form, "Send the report", ("What worked, and what did not?", "The pizza."), ("Money spent of the stipend", "1e2"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Spent"), (wrong.Status, wrong.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        var all = await lena.SubmitAsync(form, "Send the report", ("How many people came?", "many"), ("What worked, and what did not?", ""), ("Money spent of the stipend", "1e2"), ("What was it spent on?", ""));
        Assert.Equal(["#Attendance", "#WhatWorked", "#Spent", "#SpentOn"], all.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal(("many", "1e2"), (all.Value("How many people came?"), all.Value("Money spent of the stipend")));
        form = await lena.GetAsync($"/requests/{reference}/report");
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync(form, "Send the report", ("What worked, and what did not?", "The pizza."), ("Money spent of the stipend", "120.50"), ("What was it spent on?", "Pizza for two."))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await lena.SubmitAsync(form, "Send the report", ("What worked, and what did not?", "Again."), ("Money spent of the stipend", "1"), ("What was it spent on?", "x"))).Status);
        var report = (await portal.RequestAsync(reference)).Report!;
        Assert.Equal((2, 120.50m, "The pizza."), (report.Attendance, report.Spent, report.WhatWorked));

        var finn = await portal.AddAsync("Finn", StaffRole.Finance);
        foreach (var line in (await portal.RequestAsync(reference)).Lines)
            await portal.UseAsync<LineService>(s => s.FulfilledAsync(line.Id, finn, "Done"));
        Assert.Equal(RequestState.ReportSubmitted, (await portal.RequestAsync(reference)).State);
        aino = await portal.StaffAsync("Sam", StaffRole.CommunityManager);
        Assert.Contains("The pizza.", (await aino.GetAsync(Desk)).Text, StringComparison.Ordinal);
        foreach (var shown in new[] { await aino.GetAsync(Desk), await lena.GetAsync($"/requests/{reference}") })
        {
            Assert.Equal("180.00\u00A0USD", Answer(shown, "Money granted"));
            Assert.Contains("120.50\u00A0USD: Pizza for two.", Answer(shown, "Money spent"), StringComparison.Ordinal);
            Assert.Contains("59.50\u00A0USD less than was granted; what is not paid goes back to the budget when the request is closed.", Answer(shown, "Money spent"), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Found, (await aino.SubmitAsync(Desk, "Close the request")).Status);
        Assert.Equal(RequestState.Closed, (await portal.RequestAsync(reference)).State);
        Assert.Equal((0m, 0m), await portal.AskAsync(db => db.Budgets.Select(b => new ValueTuple<decimal, decimal>(b.Committed, b.Authorised)).SingleAsync()));
    }

    [Fact]
    public async Task A_report_too_late_blocks_the_next_request_and_links_to_itself()
    {
        await aino.GrantAsync(portal, reference);
        portal.Clock.Set(new DateTimeOffset(2026, 4, 16, 0, 0, 0, TimeSpan.Zero).AddDays(14 + 92));
        lena = await portal.SignInAsync("Lena");
        await portal.AddEventAsync(OsloPortal.Details("Later") with { Date = new DateOnly(2026, 9, 20) });
        const string Later = "/lead/oslo/events/later/request";
        var form = await lena.GetAsync(Later);
        Assert.Contains($"/requests/{reference}/report", form.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        var kept = await lena.PostAsync(Later, Later, AskingPortal.Typed());
        var refused = await lena.SubmitAsync(kept.Location!, "Send the request");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains($"The report on {reference}", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_cancelled_in_the_middle_ends_the_request_and_its_page_says_so()
    {
        await aino.GrantAsync(portal, reference);
        await lena.SubmitAsync("/lead/oslo/events/maps/cancellation", "Cancel the event", ("Reason", "The room burned down."));
        await portal.RunJobAsync<FollowRequests>();
        Assert.Contains("The event was cancelled.", (await lena.GetAsync($"/requests/{reference}")).Text, StringComparison.Ordinal);
        Assert.Equal(0m, await portal.AskAsync(db => db.Budgets.Select(b => b.Committed).SingleAsync()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await aino.GrantAsync(portal, reference)).Status);
    }

    [Fact]
    public async Task The_queue_asks_the_database_as_often_for_three_rows_as_for_one()
    {
        var one = await portal.QueriesAsync(() => aino.GetAsync("/staff/requests"));
        foreach (var title in new[] { "More", "Most" })
        {
            await portal.AddEventAsync(OsloPortal.Details(title) with { Date = new DateOnly(2026, 5, 20) });
            var path = $"/lead/oslo/events/{title.ToLowerInvariant()}/request";
            await lena.SubmitAsync((await lena.PostAsync(path, path, AskingPortal.Typed())).Location!, "Send the request");
        }

        Assert.Equal(3, (await aino.GetAsync("/staff/requests")).Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(one, await portal.QueriesAsync(() => aino.GetAsync("/staff/requests")));
    }

    private static string Answer(Page page, string label) => page.Document.QuerySelectorAll("dl.answers dt").Single(t => t.TextContent.Trim() == label).ParentElement!.QuerySelector("dd")!.TextContent.Trim();
}
