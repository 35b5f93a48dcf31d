using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>What the decider saw stays on the page when the figures of today are others.</summary>
public sealed class DecisionFactsTests : IAsyncLifetime
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
    public async Task The_facts_of_the_decision_are_kept_beside_those_of_today()
    {
        Assert.Equal("Facts", Heading(await aino.GetAsync(Desk)));
        await aino.GrantAsync(portal, reference);
        await aino.GrantAsync(portal, reference);
        var page = await aino.GetAsync(Desk);
        Assert.Equal("Facts today", Heading(page));
        foreach (var then in new[] { "When Aino decided", "250.00 USD", "Stipend: 1,000.00 USD before this decision", "0 show rate 1.00", "No agenda in the last twelve months" })
            Assert.Contains(then, Decided(page), StringComparison.Ordinal);
        Assert.Contains("Stipend: 820.00\u00A0USD", page.Text, StringComparison.Ordinal);
        Assert.Contains("The stipend offer today", page.Text, StringComparison.Ordinal);

        // What happens later changes the facts of today alone.
        await portal.AddEventAsync(OsloPortal.Details("More", 30) with { Date = new DateOnly(2026, 4, 20) });
        await lena.SubmitAsync((await lena.PostAsync("/lead/oslo/events/more/request", "/lead/oslo/events/more/request", AskingPortal.Typed())).Location!, "Send the request");
        await aino.GrantAsync(portal, "SR-2026-0002");
        var later = await aino.GetAsync(Desk);
        Assert.Equal(Decided(page), Decided(later));
        Assert.Contains("Stipend: 640.00\u00A0USD", later.Text, StringComparison.Ordinal);
        Assert.Contains("Stipend: 820.00 USD before this decision", Decided(await aino.GetAsync("/staff/requests/SR-2026-0002")), StringComparison.Ordinal);

        // Organizers see their request, not what staff weigh.
        Assert.DoesNotContain("When Aino decided", (await lena.GetAsync($"/requests/{reference}")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.SubjectType == nameof(SponsorshipRequest) && h.Action == SponsorshipFlow.ActionOf(RequestStep.Decide) && h.SubjectId == db.SponsorshipRequests.Single(r => r.Reference == reference).Id)));
    }

    [Theory]
    [InlineData("{\"Override\":false}")]
    [InlineData("")]
    public void A_decision_from_before_they_were_kept_shows_none(string details) => Assert.Null(DecisionFacts.Of(details));

    private static string Heading(Page page) => page.Document.GetElementById("facts-h")!.TextContent;

    // Runs of white space, and those that do not break, as one space.
    private static string Decided(Page page) =>
        string.Join(' ', page.Document.QuerySelector("section[aria-labelledby=lines-h] dl")!.ParentElement!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
