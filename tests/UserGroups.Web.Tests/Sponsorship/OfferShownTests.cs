using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>What an organizer is told before sending: what can be offered, whether there is still time, and what can be changed.</summary>
public sealed class OfferShownTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient lena = null!;

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync(budget: null);
        lena = await portal.SignInAsync("Lena");
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Without_a_budget_nobody_reads_an_amount_as_if_it_could_be_granted()
    {
        var form = await lena.GetAsync(AskingPortal.Form);
        Assert.Equal("What we can offer for 30 people: up to 250.00\u00a0USD, once there is a budget for your region", form.Document.QuerySelector("details summary")!.TextContent);
        Assert.Contains("None is set up yet, so nothing can be granted today. Send your request all the same", Spaces(form.Document.QuerySelector("details dl")!.TextContent), StringComparison.Ordinal);
        var reference = await lena.AskAsync();
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        Assert.Contains("no money for stipends is set up yet", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
        var review = await aino.GetAsync($"/staff/requests/{reference}");
        Assert.Equal("/staff/budgets", Assert.Single(review.Document.QuerySelectorAll("main dl.answers a"), a => a.TextContent == "Set one up").GetAttribute("href"));

        var max = await portal.AskAsync(db => db.People.Where(p => p.Name == "Max").Select(p => p.Id).SingleAsync());
        await portal.UseAsync<BudgetService>(s => s.CreateAsync(max, new DateOnly(2026, 1, 1), 12, "online", Benefit.Stipend, 1000));
        Assert.DoesNotContain("no money for stipends", (await aino.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Set one up", (await aino.GetAsync($"/staff/requests/{reference}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_there_is_time_only_for_a_little_money_is_said_on_the_form_and_on_the_check_and_the_form_suggests_no_more()
    {
        await portal.AddEventAsync(OsloPortal.Details("Soon", 30) with { Date = DateOnly.FromDateTime(Portal.Start.UtcDateTime).AddDays(10) });
        const string Form = "/lead/oslo/events/soon/request";
        var fresh = await lena.GetAsync(Form);
        Assert.Equal("100.00", fresh.Value("Stipend"));
        Assert.Null(Late(fresh));
        var kept = await lena.PostAsync(Form, Form, AskingPortal.Typed("0", ("Stipend", "150")));
        Assert.Equal(Form + "/check", kept.Location);
        const string Sentence = "A request must reach us 21 days before the event; that was";
        var check = await lena.GetAsync(kept.Location!);
        Assert.StartsWith(Sentence, Late(check), StringComparison.Ordinal);
        Assert.StartsWith(Sentence, Late(await lena.GetAsync(Form)), StringComparison.Ordinal);
        var sent = await lena.SubmitAsync(check, "Send the request");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Late(check)), (sent.Status, sent.Errors.Single()));
        await lena.PostAsync(Form, Form, AskingPortal.Typed("1", ("Stipend", "100")));
        Assert.Null(Late(await lena.GetAsync(kept.Location!)));
    }

    [Fact]
    public async Task That_it_is_too_late_altogether_is_said_before_anything_is_typed()
    {
        await portal.AddEventAsync(OsloPortal.Details("Tomorrow", 30) with { Date = DateOnly.FromDateTime(Portal.Start.UtcDateTime).AddDays(2) });
        Assert.EndsWith("it is too late for this one.", Late(await lena.GetAsync("/lead/oslo/events/tomorrow/request")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_changed_has_a_link_to_its_field_and_what_cannot_has_none()
    {
        var kept = await lena.PostAsync(AskingPortal.Form, AskingPortal.Form, AskingPortal.Typed("0", ("LicenceSeats", "2"), ("LicencePurpose", "To show it."), ("SwagKits", "30")));
        Assert.Equal(["#Headcount", "#Plan", "#Stipend", "#PromotionText", "#LicenceSeats", "#SwagKits"], Links(await lena.GetAsync(kept.Location!)));
        await lena.SubmitAsync(kept.Location!, "Send the request");
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        const string Desk = "/staff/requests/SR-2026-0001";
        await aino.PostAsync($"{Desk}/change-request", Desk, ("Version", $"{(await portal.RequestAsync("SR-2026-0001")).Version}"), ("Reason", "Thirty kits for ten?"), ("Fields", "Plan"), ("Fields", "Swag"));
        Assert.Equal(["#Plan", "#SwagKits"], Links(await lena.GetAsync(kept.Location!)));
    }

    [Fact]
    public async Task The_example_of_a_first_day_is_one()
    {
        var finn = await portal.StaffAsync("Finn", StaffRole.Finance);
        Assert.Equal("The first of a month. Such as 1 Jan 2027.", (await finn.GetAsync("/staff/budgets")).Document.QuerySelector("#StartsOn-help")!.TextContent);
    }

    private static string? Late(Page page) => page.Document.QuerySelectorAll(".notice").SingleOrDefault(n => n.TextContent.Contains("It is late for this", StringComparison.Ordinal))?.QuerySelector("p:not(.notice-heading)")!.TextContent.Trim();

    private static List<string> Links(Page page) => [.. page.Document.QuerySelectorAll(".answer-change a").Select(a => a.GetAttribute("href")!).Select(h => h[h.IndexOf('#', StringComparison.Ordinal)..])];

    private static string Spaces(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
