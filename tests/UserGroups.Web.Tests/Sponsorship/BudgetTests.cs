using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>Setting up, changing and reading budgets.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private Portal portal = null!;
    private PortalClient finn = null!;

    public async Task InitializeAsync()
    {
        portal = await AskingPortal.OpenWithOsloAsync(budget: null);
        finn = await portal.StaffAsync("Finn", StaffRole.Finance);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_budget_is_set_up_listed_changed_with_a_reason_and_given_as_a_table()
    {
        Assert.Contains("No budget yet", (await finn.GetAsync("/staff/budgets")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await CreateAsync("2026-01-01", "12", "1000.50")).Status);
        var list = await finn.GetAsync("/staff/budgets");
        Assert.Contains("Stipend for Online, 1 January 2026 to 31 December 2026", list.Text, StringComparison.Ordinal);
        Assert.Contains("0 % used, 16 % of the time over", list.Text, StringComparison.Ordinal);
        var path = list.Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await finn.SubmitAsync(path, "Change it", ("How much", "-1"), ("Why", "Less"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await finn.SubmitAsync(path, "Change it", ("How much", "900"), ("Why", "Spring cleaning"))).Status);
        Assert.Contains("Spring cleaning", (await finn.GetAsync(path)).Text, StringComparison.Ordinal);
        var csv = await finn.GetAsync("/staff/budgets/budgets.csv");
        Assert.Equal("text/csv", csv.Response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("2026-01-01,2026-12-31,Online,Stipend,USD,900", await csv.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-02", "12", "1000", "StartsOn")]
    [InlineData("2026-01-01", "5", "1000", "Months")]
    [InlineData("2026-01-01", "12", "NaN", "Total")]
    [InlineData("2026-01-01", "12", "10000001", "Total")]
    [InlineData("", "12", "1000", "StartsOn")]
    public async Task A_budget_that_cannot_be_is_refused_with_its_field(string startsOn, string months, string total, string field)
    {
        var page = await CreateAsync(startsOn, months, total);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"#{field}"), (page.Status, page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")));
        Assert.Equal(0, await portal.AskAsync(db => db.Budgets.CountAsync()));
    }

    [Theory]
    [InlineData("mars", "Stipend", "2026-01-02", "5", "NaN", new[] { "#Region", "#StartsOn", "#Months", "#Total" })]
    [InlineData("", "", "2026-01-02", "5", "-1", new[] { "#Region", "#Benefit", "#StartsOn", "#Months", "#Total" })]
    [InlineData("online", "Swag", "", "5", "1.5", new[] { "#StartsOn", "#Months", "#Total" })]
    public async Task Everything_wrong_in_a_budget_is_named_at_once(string region, string benefit, string startsOn, string months, string total, string[] fields)
    {
        var page = await finn.PostAsync("/staff/budgets", "/staff/budgets", ("Region", region), ("Benefit", benefit), ("StartsOn", startsOn), ("Months", months), ("Total", total));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(fields, page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal(total, page.Value("How much"));
        Assert.Equal(0, await portal.AskAsync(db => db.Budgets.CountAsync()));
    }

    [Theory]
    // A total that cannot be read has no meaning; without one there is no shape. The other budget is named with both.
    [InlineData("NaN")]
    [InlineData("")]
    public async Task Another_budget_for_the_same_is_named_together_with_a_wrong_total(string total)
    {
        await CreateAsync("2026-01-01", "12", "1000");
        var page = await CreateAsync("2026-04-01", "3", total);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#StartsOn,#Total"), (page.Status, string.Join(',', page.WrongFields)));
        Assert.Equal("There is a budget for this from 2026-01-01 to 2026-12-31 already; change its total instead.", page.Errors[0]);
        // Where the period is not known nothing can be said of another.
        Assert.Equal("#Months,#Total", string.Join(',', (await CreateAsync("2026-04-01", "5", total)).WrongFields));
        Assert.Equal("#Total", string.Join(',', (await CreateAsync("2027-01-01", "3", total)).WrongFields));
        Assert.Equal(1, await portal.AskAsync(db => db.Budgets.CountAsync()));
    }

    [Fact]
    public async Task A_changed_budget_names_a_wrong_total_and_the_missing_reason_together()
    {
        await CreateAsync("2026-01-01", "12", "1000");
        var path = (await finn.GetAsync("/staff/budgets")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        var page = await finn.SubmitAsync(path, "Change it", ("How much", "-1"), ("Why", ""));
        Assert.Equal(["#Total", "#Reason"], page.Document.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal(1000m, await portal.AskAsync(db => db.Budgets.Select(b => b.Total).SingleAsync()));
    }

    [Fact]
    public async Task Two_budgets_never_cover_the_same_day_even_when_set_up_at_once()
    {
        var page = await finn.GetAsync("/staff/budgets");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => CreateAsync(i % 2 == 0 ? "2026-01-01" : "2026-04-01", "12", "1000")));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Equal(1, await portal.AskAsync(db => db.Budgets.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task Only_finance_and_supervisors_set_budgets_and_outsiders_see_none()
    {
        var pia = await portal.StaffAsync("Pia", StaffRole.Fulfilment);
        Assert.Equal(HttpStatusCode.Forbidden, (await pia.GetAsync("/staff/budgets")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await pia.PostAsync("/staff/budgets", "/staff", ("Region", "online"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await finn.GetAsync("/staff/budgets/999")).Status);
    }

    [Fact]
    public async Task A_region_sets_its_own_budgets_and_reads_those_of_the_others()
    {
        await CreateAsync("2026-01-01", "12", "1000");
        await portal.AddAsync("Ida");
        await portal.AddAsync("Aino");
        var (ida, aino) = (await portal.PromoteAsync("Ida", "asia", StaffRole.Finance), await portal.PromoteAsync("Aino", "online", StaffRole.CommunityManager));
        var path = (await ida.GetAsync("/staff/budgets")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        foreach (var (who, region) in new[] { (ida, "online"), (aino, "online"), (aino, "asia") })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await who.PostAsync("/staff/budgets", "/about", ("Region", region), ("Benefit", "Swag"), ("StartsOn", "2026-01-01"), ("Months", "12"), ("Total", "5"))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await who.PostAsync(path, "/about", ("Total", "5"), ("Reason", "Ours is empty."), ("Version", "0"))).Status);
            var page = await who.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, false), (page.Status, page.Document.QuerySelectorAll("main button").Any(b => b.TextContent.Trim() == "Change it")));
        }

        Assert.Equal(HttpStatusCode.Found, (await ida.PostAsync("/staff/budgets", "/about", ("Region", "asia"), ("Benefit", "Swag"), ("StartsOn", "2026-01-01"), ("Months", "12"), ("Total", "5"))).Status);
        Assert.Equal([("asia", 5m), ("online", 1000m)], (await portal.AskAsync(db => db.Budgets.OrderBy(b => b.Region).Select(b => new { b.Region, b.Total }).ToListAsync())).Select(b => (b.Region, b.Total)));
    }

    [Fact]
    public async Task Without_a_budget_no_stipend_is_granted_and_the_reviewer_reads_where_to_set_one_up()
    {
        var lena = await portal.SignInAsync("Lena");
        var reference = await lena.AskAsync();
        var aino = await portal.StaffAsync("Aino", StaffRole.CommunityManager);
        var page = await aino.GrantAsync(portal, reference);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("no budget for stipends in Online", Assert.Single(page.Errors), StringComparison.Ordinal);
        Assert.Equal(RequestState.Submitted, (await portal.RequestAsync(reference)).State);
    }

    private Task<Page> CreateAsync(string startsOn, string months, string total) =>
        finn.PostAsync("/staff/budgets", "/staff/budgets", ("Region", "online"), ("Benefit", "Stipend"), ("StartsOn", startsOn), ("Months", months), ("Total", total));
}
