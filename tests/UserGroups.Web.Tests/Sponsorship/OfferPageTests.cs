using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>A reduced offer as the lead meets it: on the desk, in the letter, on its page; and what is said after a no.</summary>
public sealed partial class OfferPageTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;
    private PortalClient aino = null!;
    private string reference = "";

    private string Path => $"/requests/{reference}";

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync();
        lena = await portal.SignInAsync("Lena");
        aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Refusing_is_a_second_step_that_says_what_is_given_up_and_what_stays()
    {
        await OfferAsync(withPost: true);
        var page = await lena.GetAsync(Path);
        var refusal = Assert.Single(page.Document.QuerySelectorAll("form[action$='/refusal']"));
        var more = refusal.Closest("details")!;
        Assert.Equal(("Refuse the offer", false), (more.QuerySelector("summary")!.TextContent, more.HasAttribute("open")));
        Assert.Equal("You give up 100.00 USD. What was granted in full stays: a blog post. You cannot take it back.", Plain(more.QuerySelector("p")!));

        var refused = await lena.FollowAsync(await lena.SubmitAsync(page, "Refuse it"));
        Assert.Contains("Refused. What was granted in full stays.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(RequestState.Accepted, (await portal.RequestAsync(reference)).State);
        Assert.Equal([("–", "Void"), ("a blog post", "Granted")], Granted(refused));
        Assert.Empty(refused.Document.QuerySelectorAll("form[action$='/refusal']"));
        Assert.Equal(HttpStatusCode.Conflict, (await lena.SubmitAsync(page, "Refuse it")).Status);
    }

    [Fact]
    public async Task A_refused_offer_of_the_only_line_closes_the_request_and_nobody_is_said_to_have_withdrawn_it()
    {
        await OfferAsync(withPost: false);
        var page = await lena.GetAsync(Path);
        Assert.Equal("You give up 100.00 USD. Nothing else was granted, so the request is closed by it. You cannot take it back.", Plain(page.Document.QuerySelector("details:has(form[action$='/refusal']) p")!));
        Assert.Contains("Without an answer the request ends then.", Plain(page.Document.QuerySelector(".notice")!), StringComparison.Ordinal);

        var refused = await lena.FollowAsync(await lena.SubmitAsync(page, "Refuse it"));
        Assert.Contains("Refused. The request is closed; you may ask again.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Offer refused", refused.Document.QuerySelector("main .badge")!.TextContent);
        Assert.Equal("Offer refusedThe lead refused the reduced offer.", Plain(refused.Document.QuerySelector(".notice")!));
        Assert.DoesNotContain("ithdrawn", refused.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([("–", "Void")], Granted(refused));
        Assert.Contains("Offer refused", (await lena.GetAsync("/my")).Document.QuerySelector("section[aria-labelledby=my-requests]")!.TextContent, StringComparison.Ordinal);
        // What is said is so.
        Assert.NotEqual(reference, await lena.AskAsync());
    }

    [Fact]
    public async Task Nobody_is_told_to_ask_again_where_nothing_can_be_asked()
    {
        await OfferAsync(withPost: false);
        await lena.SubmitAsync("/lead/oslo/events/maps/postponement", "Postpone it", ("Reason", "The room is gone."));
        var refused = await lena.FollowAsync(await lena.SubmitAsync(Path, "Refuse it"));
        Assert.Contains("Refused. The request is closed.", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ask again", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_request_is_still_called_so()
    {
        await OfferAsync(withPost: true);
        await lena.SubmitAsync(Path, "Refuse it");
        await lena.SubmitAsync(Path, "Withdraw it");
        Assert.Equal("Withdrawn", (await lena.GetAsync(Path)).Document.QuerySelector("main .badge")!.TextContent);
    }

    [Fact]
    public async Task Page_and_letter_ask_the_lead_for_the_answer_and_tell_others_whose_it_is()
    {
        await OfferAsync(withPost: true);
        Assert.Equal(
            "Your turn: answer the offerYour answer by Mon 16 Mar 2026: 100.00 of 180.00 USD. Without an answer that part ends then; what was granted in full stays.",
            Plain((await lena.GetAsync(Path)).Document.QuerySelector(".notice")!));
        var max = await portal.SignInAsync("Max");
        var theirs = await max.GetAsync(Path);
        Assert.StartsWith("An offer waits for the leadThe lead answers by Mon 16 Mar 2026: 100.00 of 180.00 USD.", Plain(theirs.Document.QuerySelector(".notice")!), StringComparison.Ordinal);
        Assert.Empty(theirs.Document.QuerySelectorAll("form[action$='/refusal'], form[action$='/acceptance']"));

        var mine = Assert.Single(await portal.LettersAsync("lena@example.org"), l => l.Kind == "RequestDecided");
        Assert.Equal($"Your answer by 16 March 2026: 100.00 of 180.00 USD ({reference})", Space().Replace(mine.Subject, " "));
        Assert.Contains("You accept or refuse it on the page of the request by 16 March 2026; without an answer that part ends then. What is granted in full is under way already.", mine.Body, StringComparison.Ordinal);
        var other = Assert.Single(await portal.LettersAsync("max@example.org"), l => l.Kind == "RequestDecided");
        Assert.Equal($"An offer for {reference}: the lead answers by 16 March 2026", other.Subject);
        Assert.Contains("The lead accepts or refuses it by 16 March 2026;", other.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_begins_with_the_offer_and_its_last_day_and_a_host_reads_nothing_of_it()
    {
        await OfferAsync(withPost: true);
        Assert.Equal("Answer the offer for Maps. Your answer by Mon 16 Mar 2026. Look at it", Plain(Todo(await lena.GetAsync("/lead/oslo"))[0]));
        var max = await portal.SignInAsync("Max");
        Assert.Equal("An offer for Maps. The lead answers by Mon 16 Mar 2026. Look at it", Plain(Todo(await max.GetAsync("/lead/oslo"))[0]));
        var vera = await portal.SignInAsync("Vera");
        Assert.Equal("All is well. You check people in on the evening itself.", Plain(Assert.Single(Todo(await vera.GetAsync("/lead/oslo")))));
    }

    [Fact]
    public async Task The_desk_names_what_is_owed_before_the_next_date_and_what_can_wait_after_it()
    {
        reference = await lena.AskAsync();
        await aino.GrantAsync(portal, reference);
        Assert.Equal(["Say who is to be paid for Maps.", "Tell people what to expect."], What(await lena.GetAsync("/lead/oslo")));
        portal.Clock.Set(new DateTimeOffset(2026, 4, 17, 12, 0, 0, TimeSpan.Zero));
        lena = await portal.SignInAsync("Lena");
        var desk = await lena.GetAsync("/lead/oslo");
        Assert.Equal(["Send the report on Maps.", "Set the next date.", "Say who is to be paid for Maps.", "Tell people what to expect."], What(desk));
        Assert.Equal("Send the report on Maps. It takes five minutes. Due by Thu 30 Apr 2026. Write it", Plain(Todo(desk)[0]));
        Assert.Equal(["Write it"], desk.Document.QuerySelectorAll("section[aria-labelledby=todo-h] a.button").Select(a => a.TextContent));
        portal.Clock.Set(new DateTimeOffset(2026, 5, 2, 12, 0, 0, TimeSpan.Zero));
        lena = await portal.SignInAsync("Lena");
        Assert.Equal("Send the report on Maps. It takes five minutes. It was due on Thu 30 Apr 2026. Write it", Plain(Todo(await lena.GetAsync("/lead/oslo"))[0]));
    }

    private async Task OfferAsync(bool withPost)
    {
        reference = withPost ? await lena.AskAsync() : await lena.AskAsync(("Promotion", "false"), ("PromotionText", ""));
        var decided = withPost
            ? await aino.GrantAsync(portal, reference, "100")
            : await aino.DecideAsync(portal, reference, ("StipendGranted", "100"), ("StipendReason", "As agreed."));
        Assert.Equal((HttpStatusCode.Found, RequestState.Decided), (decided.Status, (await portal.RequestAsync(reference)).State));
    }

    private static List<IElement> Todo(Page page) => [.. page.Document.QuerySelectorAll("section[aria-labelledby=todo-h] li")];

    private static IEnumerable<string> What(Page page) => Todo(page).Select(t => t.QuerySelector("strong")!.TextContent);

    private static IEnumerable<(string Granted, string State)> Granted(Page page) =>
        page.Document.QuerySelectorAll("tbody tr").Select(r => (Plain(r.QuerySelector("[data-label=Granted]")!), Plain(r.QuerySelector("[data-label=State]")!)));

    private static string Plain(IElement element) => Space().Replace(element.TextContent, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
