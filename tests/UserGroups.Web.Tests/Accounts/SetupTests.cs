using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Web.Commands;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

public sealed class SetupTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task The_link_makes_the_first_Administrator_and_then_does_not_exist()
    {
        var link = await LinkAsync();
        var browser = portal.Browser();
        var made = await FillAsync(browser, link, "Sam", "sam@example.org");
        Assert.Equal("/account/authenticator", made.Location);
        Assert.Equal("Codes from an app", (await browser.FollowAsync(made)).Heading);
        Assert.Equal(StaffRole.Administrator, (await portal.AskAsync(db => db.RoleGrants.SingleAsync())).Role);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        Assert.Null(await NewLinkAsync());
    }

    [Fact]
    public async Task A_new_start_ends_the_link_of_the_one_before()
    {
        var first = await LinkAsync();
        var second = await LinkAsync();
        var browser = portal.Browser();
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await browser.GetAsync(first)).Status, (await browser.GetAsync(second)).Status));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/setup")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/setup/guessed")).Status);
    }

    [Fact]
    public async Task A_dead_link_says_where_the_newest_stands_and_a_guessed_one_says_the_same_before_and_after()
    {
        var replaced = await LinkAsync();
        var link = await LinkAsync();
        var browser = portal.Browser();
        var before = (await WhyAsync(replaced), await WhyAsync("/setup/guessed"));
        Assert.Equal(HttpStatusCode.Found, (await FillAsync(browser, link, "Sam", "sam@example.org")).Status);
        var after = (await WhyAsync(link), await WhyAsync("/setup/guessed"));
        const string Why = "A link to set up the portal works once, for 24 hours, and only until the portal starts again. If it has no Administrator yet, the newest link stands in its log.";
        Assert.Equal(((Why, Why), (Why, Why)), (before, after));

        async Task<string> WhyAsync(string path)
        {
            var page = await portal.Browser().GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            return page.Document.QuerySelectorAll("main p").Select(p => p.TextContent.Trim()).Single(p => p.StartsWith("A link", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_two_at_once_one_becomes_Administrator()
    {
        var link = await LinkAsync();
        var (one, other) = (portal.Browser(), portal.Browser());
        var (first, second) = (await one.GetAsync(link), await other.GetAsync(link));
        var answers = await Task.WhenAll(
            one.SubmitAsync(first, "Make the Administrator", ("Name", "Sam"), ("Email", "sam@example.org"), ("Password", Cast.Password)),
            other.SubmitAsync(second, "Make the Administrator", ("Name", "Eve"), ("Email", "eve@example.org"), ("Password", Cast.Password)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Equal((1, 1), (await portal.AskAsync(db => db.RoleGrants.CountAsync()), await portal.AskAsync(db => db.People.CountAsync())));
    }

    [Fact]
    public async Task Everything_wrong_in_the_form_is_named_together()
    {
        var link = new Uri(await LinkAsync()).AbsolutePath;
        var page = await portal.Browser().PostAsync(link, link, ("Name", ""), ("Email", "sam@example"), ("Password", "short"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Name,#Email,#Password"), (page.Status, string.Join(',', page.WrongFields)));
    }

    [Fact]
    public async Task A_refused_form_leaves_the_link_working()
    {
        var link = await LinkAsync();
        var browser = portal.Browser();
        var refused = await browser.SubmitAsync(link, "Make the Administrator", ("Name", "Sam"), ("Email", "sam@example.org"), ("Password", "administrator1"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Sam"), (refused.Status, refused.Value("Name")));
        Assert.Equal(0, await portal.AskAsync(db => db.People.CountAsync()));
        Assert.Equal(HttpStatusCode.Found, (await FillAsync(browser, link, "Sam", "sam@example.org")).Status);
    }

    [Fact]
    public async Task In_Production_nothing_of_the_demo_exists()
    {
        var page = await portal.Browser().GetAsync("/account/sign-in");
        Assert.DoesNotContain("example.org", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoCast.Password, page.Text, StringComparison.Ordinal);
        Assert.Null(portal.Services.GetService<DemoStage>());
        Assert.Equal(0, await portal.AskAsync(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task In_Development_the_cast_is_there_shown_and_can_sign_in()
    {
        await using var development = await Portal.OpenAsync("Development");
        var browser = development.Browser();
        var page = await browser.GetAsync("/account/sign-in");
        Assert.Equal(["aino@example.org", "finn@example.org", "ida@example.org", "lena@example.org", "max@example.org", "pia@example.org", "sam@example.org"], await development.AskAsync(db => db.People.Select(p => p.Email!).OrderBy(e => e).ToListAsync()));
        Assert.Equal(7, DemoCast.People.Count(p => page.Text.Contains(p.Email, StringComparison.Ordinal)));
        development.Clock.Move(TimeSpan.FromMinutes(2));
        var half = await browser.FollowAsync(await browser.SubmitAsync(page, "Sign in", ("Email", "sam@example.org"), ("Password", DemoCast.Password)));
        var code = half.Document.QuerySelector(".notice strong")!.TextContent;
        Assert.Equal("/", (await browser.SubmitAsync(half, "Go on", ("Code", code))).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/staff/people")).Status);
    }

    private async Task<string> LinkAsync() => new Uri((await NewLinkAsync())!).AbsolutePath;

    private async Task<string?> NewLinkAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SetupService>().NewLinkIfNeededAsync();
    }

    private static Task<Page> FillAsync(PortalClient browser, string link, string name, string email) =>
        browser.SubmitAsync(link, "Make the Administrator", ("Name", name), ("Email", email), ("Password", Cast.Password));
}
