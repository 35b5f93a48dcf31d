using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;

namespace UserGroups.Web.Tests.Accounts;

public sealed class SignUpTests : IAsyncLifetime
{
    private const string Password = "seven friendly penguins";
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Who_signs_up_confirms_with_the_password_and_is_signed_in()
    {
        var browser = portal.Browser();
        var asked = await AskAsync(browser, "Max", "max@example.org");
        Assert.Equal((HttpStatusCode.Found, "/account/sign-up/sent"), (asked.Status, asked.Location));
        Assert.Equal(0, await portal.AskAsync(db => db.People.CountAsync()));

        var link = await portal.LinkAsync("max@example.org", nameof(ConfirmAddress));
        var confirmed = await browser.SubmitAsync(link, "Confirm and sign in", ("Password", Password));
        Assert.Equal((HttpStatusCode.Found, "/my"), (confirmed.Status, confirmed.Location));
        var person = await portal.AskAsync(db => db.People.SingleAsync());
        Assert.Equal(("Max", "max@example.org", true), (person.Name, person.Email, person.EmailConfirmed));
        Assert.Equal("Max", (await browser.GetAsync("/account/sign-up/sent")).Document.QuerySelector(".corner-name")!.TextContent);
        Assert.Equal(["account.made"], await portal.AskAsync(db => db.History.Select(h => h.Action).ToListAsync()));
    }

    [Fact]
    public async Task Who_makes_an_account_on_the_way_lands_where_they_wanted_to_go()
    {
        const string Wanted = "/events?online=true";
        var browser = portal.Browser();
        var signIn = await browser.GetAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(Wanted));
        var toSignUp = signIn.Document.QuerySelector("a[href^='/account/sign-up']:not(header a)")!.GetAttribute("href")!;
        var signUp = await browser.GetAsync(toSignUp);
        Assert.Contains(Uri.EscapeDataString(Wanted), signUp.Document.QuerySelector(".entry-links a")!.GetAttribute("href"), StringComparison.Ordinal);
        await browser.SubmitAsync(signUp, "Make my account", ("Name", "Max"), ("Email", "max@example.org"), ("Password", Password));
        var confirmed = await browser.SubmitAsync(await portal.LinkAsync("max@example.org", nameof(ConfirmAddress)), "Confirm and sign in", ("Password", Password));
        Assert.Equal((HttpStatusCode.Found, Wanted), (confirmed.Status, confirmed.Location));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/account/sign-out")]
    public async Task An_address_elsewhere_is_not_taken_along(string wanted)
    {
        var browser = portal.Browser();
        await browser.SubmitAsync("/account/sign-up?returnUrl=" + Uri.EscapeDataString(wanted), "Make my account", ("Name", "Max"), ("Email", "max@example.org"), ("Password", Password));
        var link = await portal.LinkAsync("max@example.org", nameof(ConfirmAddress));
        Assert.DoesNotContain("returnUrl", link, StringComparison.Ordinal);
        var confirmed = await browser.SubmitAsync(link + "?returnUrl=" + Uri.EscapeDataString(wanted), "Confirm and sign in", ("Password", Password));
        Assert.Equal((HttpStatusCode.Found, "/my"), (confirmed.Status, confirmed.Location));
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_a_letter_that_says_so()
    {
        await portal.AddAsync("Lena");
        var known = await AskAsync(portal.Browser(), "Somebody", "LENA@example.org");
        var unknown = await AskAsync(portal.Browser(), "Somebody", "nobody@example.org");
        Assert.Equal((known.Status, known.Location), (unknown.Status, unknown.Location));
        Assert.Equal([nameof(AddressKnown)], (await portal.LettersAsync("lena@example.org")).Select(l => l.Kind));
        Assert.Equal(0, await portal.AskAsync(db => db.PendingSignUps.CountAsync(s => s.Name == "Somebody" && s.Email != "nobody@example.org")));
    }

    [Fact]
    public async Task A_stranger_who_used_my_address_gains_nothing_when_I_open_the_letter()
    {
        await AskAsync(portal.Browser(), "Stranger", "max@example.org");
        var link = await portal.LinkAsync("max@example.org", nameof(ConfirmAddress));
        var browser = portal.Browser();
        var tried = await browser.SubmitAsync(link, "Confirm and sign in", ("Password", "another long password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tried.Status);
        Assert.Equal([SignUpService.WrongPassword], tried.Errors);
        Assert.Equal(0, await portal.AskAsync(db => db.People.CountAsync()));
        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
    }

    [Theory]
    [InlineData("", "max@example.org", Password, "Name")]
    [InlineData("Max", "", Password, "Email")]
    [InlineData("Max", "not an address", Password, "Email")]
    [InlineData("Max", "max@example.org", "short", "Password")]
    [InlineData("Max", "max@example.org", "password12345678", "Password")]
    [InlineData("Max", "max@example.org", "max@example.org", "Password")]
    [InlineData("Max\r\nBcc: all@example.org", "max@example.org", Password, "Name")]
    public async Task What_is_wrong_comes_back_with_a_sentence_and_nothing_is_saved(string name, string email, string password, string field)
    {
        var browser = portal.Browser();
        var page = await browser.PostAsync("/account/sign-up", "/account/sign-up", ("Name", name), ("Email", email), ("Password", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal($"#{field}", page.Document.QuerySelector(".error-summary a")?.GetAttribute("href"));
        Assert.Single(page.Errors);
        Assert.Equal(email, page.Value("Email"));
        Assert.Equal("", page.Value("Password"));
        Assert.Equal((0, 0), (await portal.AskAsync(db => db.PendingSignUps.CountAsync()), await portal.AskAsync(db => db.Outbox.CountAsync())));
    }

    [Fact]
    public async Task Twenty_presses_on_the_same_link_make_one_account()
    {
        var browser = portal.Browser();
        await AskAsync(browser, "Max", "max@example.org");
        var page = await browser.GetAsync(await portal.LinkAsync("max@example.org", nameof(ConfirmAddress)));
        var answers = await browser.SubmitAtOnceAsync(page, 20, "Confirm and sign in", ("Password", Password));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Found), a => Assert.Contains(a.Status, new[] { HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests }));
        Assert.Equal((1, 1), (await portal.AskAsync(db => db.People.CountAsync()), await portal.AskAsync(db => db.Sessions.CountAsync())));
    }

    [Fact]
    public async Task Of_two_sign_ups_for_one_address_one_becomes_the_account()
    {
        var (first, second) = (portal.Browser(), portal.Browser());
        await AskAsync(first, "Max", "max@example.org");
        var one = await first.GetAsync(await portal.LinkAsync("max@example.org", nameof(ConfirmAddress)));
        await AskAsync(second, "Maximilian", "Max@Example.org");
        var other = await second.GetAsync(await portal.LinkAsync("Max@Example.org", nameof(ConfirmAddress)));
        var answers = await Task.WhenAll(first.SubmitAsync(one, "Confirm and sign in", ("Password", Password)), second.SubmitAsync(other, "Confirm and sign in", ("Password", Password)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.Equal(["There is an account with this address by now. Sign in instead."], answers.Single(a => a.Status != HttpStatusCode.Found).Errors);
        Assert.Equal(1, await portal.AskAsync(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_after_a_day_it_is_gone()
    {
        await AskAsync(portal.Browser(), "Max", "max@example.org");
        var link = await portal.LinkAsync("max@example.org", nameof(ConfirmAddress));
        var browser = portal.Browser();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        var open = await browser.GetAsync(link);
        portal.Clock.Move(TimeSpan.FromHours(25));
        Assert.Equal("This link no longer works", (await browser.GetAsync(link)).Heading);
        var late = await browser.SubmitAsync(open, "Confirm and sign in", ("Password", Password));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This link no longer works"), (late.Status, late.Heading));
    }

    [Fact]
    public async Task The_sixth_letter_to_one_address_in_an_hour_is_refused_with_the_time_to_wait()
    {
        var browser = portal.Browser();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Found, (await AskAsync(browser, "Max", "max@example.org")).Status);
        var sixth = await AskAsync(browser, "Max", "max@example.org");
        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.Status);
        Assert.Equal(TimeSpan.FromHours(1), sixth.Response.Headers.RetryAfter!.Delta);
        Assert.Equal(5, (await portal.LettersAsync("max@example.org")).Count);
    }

    private static Task<Page> AskAsync(PortalClient browser, string name, string email) =>
        browser.SubmitAsync("/account/sign-up", "Make my account", ("Name", name), ("Email", email), ("Password", Password));
}
