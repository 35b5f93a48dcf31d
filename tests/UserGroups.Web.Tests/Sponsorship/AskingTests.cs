using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>The form, the draft, the check and the sending.</summary>
public sealed class AskingTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync();
        lena = await portal.SignInAsync("Lena");
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_form_has_at_most_twelve_fields_filled_in_from_the_event_and_shows_every_operand_of_the_offer()
    {
        var page = await lena.GetAsync(AskingPortal.Form);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var fields = page.Document.QuerySelectorAll("main form[data-draft] :is(input:not([type=hidden]), select, textarea)");
        Assert.Equal(9, fields.Length);
        Assert.Equal(("30", "250.00", "1", "30"), (page.Value("How many people do you expect?"), page.Value("Stipend"), page.Value("Licence seats"), page.Value("Kits of swag")));
        var offer = page.Document.QuerySelector("details")!.TextContent;
        foreach (var operand in new[] { "250.00\u00A0USD", "10.00\u00A0USD × 30 people = 300.00\u00A0USD", "1,000.00\u00A0USD", "30 expected × show rate 1.00 = 30" })
            Assert.Contains(operand, offer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_desk_to_the_reference_in_three_pages()
    {
        Assert.Contains("Ask for help with Maps", (await lena.GetAsync("/lead/oslo")).Text, StringComparison.Ordinal);
        var reference = await lena.AskAsync();
        Assert.Equal("SR-2026-0001", reference);
        var sent = await lena.GetAsync($"/requests/{reference}/sent");
        Assert.Contains("SR-2026-0001", sent.Text, StringComparison.Ordinal);
        var shown = await lena.GetAsync($"/requests/{reference}");
        Assert.Contains("Waits for a decision", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Sent", shown.Document.QuerySelector(".timeline-now")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1:00\u202fPM", shown.Document.QuerySelector(".timeline-now time")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maps", (await lena.GetAsync("/my")).Document.QuerySelector("#my-requests")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/requests/{reference}", (await lena.GetAsync(AskingPortal.Form)).Location);
        Assert.Single(await portal.LettersAsync("lena@example.org"), l => l.Kind == "RequestReceived");
    }

    [Fact]
    public async Task Twenty_equal_sendings_at_once_have_one_effect_and_all_lead_to_one_reference()
    {
        var kept = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed());
        var check = await lena.GetAsync(kept.Location!);
        var answers = await lena.SubmitAtOnceAsync(check, 20, "Send the request");
        Assert.Equal([(HttpStatusCode.Found, "/requests/SR-2026-0001/sent")], answers.Select(a => (a.Status, a.Location!)).Distinct());
        Assert.Equal(1, await portal.AskAsync(db => db.SponsorshipRequests.CountAsync()));
        Assert.Single(await portal.LettersAsync("lena@example.org"), l => l.Kind == "RequestReceived");
        // The back button: the check page leads to the request.
        Assert.Equal("/requests/SR-2026-0001", (await lena.GetAsync(AskingPortal.Form + "/check")).Location);
    }

    [Fact]
    public async Task A_draft_keeps_itself_also_what_is_wrong_and_without_JavaScript()
    {
        var saved = await lena.PostAsync(AskingPortal.Form + "/draft", AskingPortal.Form, AskingPortal.Typed("0", ("Stipend", "two hundred")));
        Assert.Equal((HttpStatusCode.Found, AskingPortal.Form), (saved.Status, saved.Location));
        Assert.Equal("two hundred", (await lena.GetAsync(AskingPortal.Form)).Value("Stipend"));
        Assert.Equal(AskingPortal.Form, (await lena.GetAsync(AskingPortal.Form + "/check")).Location);
        Assert.Contains("A draft for Maps", (await lena.GetAsync("/lead/oslo")).Text, StringComparison.Ordinal);

        lena.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var version = await portal.AskAsync(db => db.SponsorshipRequests.Select(r => r.Version).SingleAsync());
        var json = await lena.PostAsync(AskingPortal.Form + "/draft", AskingPortal.Form, AskingPortal.Typed($"{version}", ("Stipend", "90")));
        Assert.Equal("application/json", json.Response.Content.Headers.ContentType!.MediaType);
        lena.Http.DefaultRequestHeaders.Accept.Clear();
        Assert.Equal(HttpStatusCode.Found, (await lena.PostAsync(AskingPortal.Form + "/removal", AskingPortal.Form)).Status);
        Assert.Equal(0, await portal.AskAsync(db => db.SponsorshipRequests.CountAsync()));
    }

    [Theory]
    [InlineData("Stipend", "250.01")]
    [InlineData("Stipend", "-1")]
    [InlineData("Stipend", "NaN")]
    [InlineData("Stipend", "1e9")]
    [InlineData("Stipend", "1000000000")]
    [InlineData("Headcount", "0")]
    [InlineData("Headcount", "-5")]
    [InlineData("LicenceSeats", "9999")]
    [InlineData("SwagKits", "1e3")]
    [InlineData("Plan", "")]
    [InlineData("PromotionText", "")]
    public async Task A_wrong_value_comes_back_with_its_field_and_everything_as_typed(string field, string value)
    {
        var page = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed("0", (field, value)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal($"#{field}", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.NotNull(page.Document.GetElementById(field));
        if (field != "Plan")
            Assert.Contains("Food and the room.", page.Document.GetElementById("Plan")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(RequestState.Draft, await portal.AskAsync(db => db.SponsorshipRequests.Select(r => r.State).SingleAsync()));
    }

    [Theory]
    // A headcount longer than its field has no shape, the rest no meaning.
    [InlineData("0")]
    [InlineData("000000000000000000030")]
    public async Task Everything_wrong_is_named_at_once_in_the_order_of_the_page(string headcount)
    {
        var page = await lena.PostAsync(
            AskingPortal.Form, AskingPortal.Form,
            AskingPortal.Typed("0", ("Headcount", headcount), ("Plan", ""), ("Stipend", "two hundred"), ("PromotionText", ""), ("LicenceSeats", "9999"), ("LicencePurpose", ""), ("SwagKits", "1e3")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        string[] fields = ["#Headcount", "#Plan", "#Stipend", "#PromotionText", "#LicenceSeats", "#LicencePurpose", "#SwagKits"];
        Assert.Equal(fields, page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.All(fields, f => Assert.Equal("true", page.Document.QuerySelector(f)!.GetAttribute("aria-invalid")));
        Assert.Equal((headcount, "two hundred", "9999", "1e3"), (page.Value("How many people do you expect?"), page.Value("Stipend"), page.Value("Licence seats"), page.Value("Kits of swag")));
    }

    [Fact]
    public async Task Who_asks_for_nothing_and_says_nothing_reads_both()
    {
        var page = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed("0", ("Plan", ""), ("Stipend", ""), ("Promotion", "false")));
        Assert.Equal(["#Plan", "#Stipend"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal("Ask for at least one thing: money, promotion, a licence or swag.", page.Errors[1]);
    }

    [Fact]
    public async Task Two_tabs_the_older_one_is_told_and_keeps_its_text()
    {
        await lena.PostAsync(AskingPortal.Form + "/draft", AskingPortal.Form, AskingPortal.Typed());
        var late = await lena.PostAsync(AskingPortal.Form + "/draft", AskingPortal.Form, AskingPortal.Typed("0", ("Plan", "The other tab.")));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("The other tab.", late.Document.GetElementById("Plan")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_cannot_be_typed_over()
    {
        await lena.AskAsync();
        var late = await lena.PostAsync(AskingPortal.Form, "/account/profile", AskingPortal.Typed("1", ("Stipend", "250")));
        Assert.Equal("/requests/SR-2026-0001", late.Location);
        Assert.Equal(180m, (await portal.RequestAsync("SR-2026-0001")).Lines.Single(l => l.Benefit == Benefit.Stipend).Asked);
    }

    [Fact]
    public async Task Outsiders_find_nothing_and_a_host_may_not_ask()
    {
        var reference = await lena.AskAsync();
        var ida = await portal.SignedInAsync("Ida");
        foreach (var path in new[] { AskingPortal.Form, AskingPortal.Form + "/check", "/lead/oslo/request", $"/requests/{reference}", $"/requests/{reference}/sent", $"/requests/{reference}/report" })
            Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync(path)).Status);
        foreach (var path in new[] { AskingPortal.Form, AskingPortal.Form + "/draft", AskingPortal.Form + "/check", $"/requests/{reference}/withdrawal", $"/requests/{reference}/acceptance", $"/requests/{reference}/comments" })
            Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync(path, "/about", AskingPortal.Typed())).Status);
        var vera = await portal.SignInAsync("Vera");
        Assert.Equal(HttpStatusCode.Forbidden, (await vera.GetAsync(AskingPortal.Form)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await vera.GetAsync($"/requests/{reference}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lena.GetAsync("/lead/oslo/events/no-such-thing/request")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lena.GetAsync("/requests/SR-2026-9999")).Status);
    }

    [Fact]
    public async Task A_sleeping_group_reads_why_and_its_draft_is_kept()
    {
        var kept = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed());
        var check = await lena.GetAsync(kept.Location!);
        await using (var db = portal.Db())
        {
            (await db.Chapters.SingleAsync()).FallAsleep();
            await db.SaveChangesAsync();
        }

        var refused = await lena.SubmitAsync(check, "Send the request");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("frozen", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(RequestState.Draft, await portal.AskAsync(db => db.SponsorshipRequests.Select(r => r.State).SingleAsync()));
    }

    [Fact]
    public async Task For_a_cancelled_event_nothing_can_be_asked()
    {
        var kept = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed());
        await lena.SubmitAsync("/lead/oslo/events/maps/cancellation", "Cancel the event", ("Reason", "The room burned down."));
        var refused = await lena.SubmitAsync(kept.Location!, "Send the request");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("cancelled", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chapter_itself_asks_for_a_licence()
    {
        var kept = await lena.PostAsync("/lead/oslo/request", "/lead/oslo/request", ("Version", "0"), ("Plan", "To try things."), ("LicenceSeats", "2"), ("LicencePurpose", "Demonstrations"), ("Stipend", "250"));
        Assert.Equal("/lead/oslo/request/check", kept.Location);
        var sent = await lena.SubmitAsync(kept.Location!, "Send the request");
        Assert.Equal("/requests/SR-2026-0001/sent", sent.Location);
        var request = await portal.RequestAsync("SR-2026-0001");
        Assert.Equal((null, Benefit.Licence, 2m), (request.EventId, request.Lines.Single().Benefit, request.Lines.Single().Asked));
    }

    [Fact]
    public async Task Withdrawn_and_brought_back_and_a_comment_reaches_the_other_side()
    {
        var reference = await lena.AskAsync();
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync($"/requests/{reference}", "Write it", ("Comment", "We have a bigger room now."))).Status);
        Assert.Contains("We have a bigger room now.", (await aino.GetAsync($"/staff/requests/{reference}")).Text, StringComparison.Ordinal);
        Assert.Contains("RequestCommented", (await portal.LettersAsync("aino@example.org")).Select(l => l.Kind));
        Assert.Equal(HttpStatusCode.Found, (await aino.SubmitAsync($"/staff/requests/{reference}", "Keep the note", ("Staff note", "Ask Finn about last year."))).Status);
        Assert.DoesNotContain("Ask Finn", (await lena.GetAsync($"/requests/{reference}")).Text, StringComparison.Ordinal);
        Assert.Contains("Ask Finn", (await aino.GetAsync($"/staff/requests/{reference}")).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync($"/requests/{reference}", "Withdraw it")).Status);
        Assert.Equal(RequestState.Withdrawn, (await portal.RequestAsync(reference)).State);
        Assert.Equal(HttpStatusCode.Found, (await lena.SubmitAsync($"/requests/{reference}", "Undo: bring it back")).Status);
        Assert.Equal(RequestState.Submitted, (await portal.RequestAsync(reference)).State);
    }
}
