using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

public sealed class PasskeyTests : IAsyncLifetime
{
    private readonly SoftAuthenticator device = new();
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync()
    {
        device.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_and_then_opens_the_account_with_both_factors_at_once()
    {
        var max = await portal.SignedInAsync("Max");
        Assert.Equal("/account/passkeys", (await AddAsync(max, device, "my phone")).Location);
        var list = await max.GetAsync("/account/passkeys");
        Assert.Equal(["my phone"], list.Document.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.StartsWith("A passkey was added", (await portal.LettersAsync("max@example.org")).Single().Subject, StringComparison.Ordinal);

        var browser = portal.Browser();
        Assert.Equal("/", (await ShowAsync(browser, device)).Location);
        var session = await portal.AskAsync(db => db.Sessions.SingleAsync(s => s.Opening == SessionOpening.Passkey));
        Assert.True(session.HasSecondFactor);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/security")).Status);
    }

    [Fact]
    public async Task Staff_with_a_passkey_open_staff_pages()
    {
        var sam = await portal.SignedInAsync("Sam", StaffRole.Administrator);
        await AddAsync(sam, device, "my key");
        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/staff/people")).Status);
        var again = portal.Browser();
        await ShowAsync(again, device);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/staff/people")).Status);
    }

    [Fact]
    public async Task The_same_answer_sent_twenty_times_opens_one_session()
    {
        await AddAsync(await portal.SignedInAsync("Max"), device, "my phone");
        var browser = portal.Browser();
        var credential = device.Show(await OptionsAsync(browser, "/account/sign-in", "/account/sign-in/passkey/options"));
        var token = Form(await browser.GetAsync("/account/sign-in"));
        var cookies = browser;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cookies.Http.PostAsync("/account/sign-in/passkey", new FormUrlEncodedContent([KeyValuePair.Create("__form", token), KeyValuePair.Create("Credential", credential)]))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        Assert.Equal(1, await portal.AskAsync(db => db.Sessions.CountAsync(s => s.Opening == SessionOpening.Passkey)));
    }

    [Theory]
    [InlineData("https://evil.example", "localhost", true)]
    [InlineData("https://localhost", "evil.example", true)]
    [InlineData("https://localhost", "localhost", false)]
    public async Task A_passkey_of_another_site_or_one_that_did_not_verify_is_refused(string origin, string relyingParty, bool verifies)
    {
        using var wrong = new SoftAuthenticator(origin, relyingParty) { Verifies = verifies };
        var answer = await AddAsync(await portal.SignedInAsync("Max"), wrong, "my phone");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (answer.Status, answer.Errors.Count));
        Assert.Equal(0, await portal.AskAsync(db => db.UserPasskeys.CountAsync()));
    }

    [Fact]
    public async Task An_unknown_passkey_or_garbage_signs_nobody_in()
    {
        using var unknown = new SoftAuthenticator();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ShowAsync(portal.Browser(), unknown)).Status);
        foreach (var garbage in new[] { "", "{}", "null", "not json", "{\"id\":\"x\"}" })
        {
            var browser = portal.Browser();
            await OptionsAsync(browser, "/account/sign-in", "/account/sign-in/passkey/options");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/account/sign-in/passkey", "/account/sign-in", ("Credential", garbage))).Status);
        }

        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task A_challenge_answered_after_five_minutes_is_refused()
    {
        await AddAsync(await portal.SignedInAsync("Max"), device, "my phone");
        var browser = portal.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/account/sign-in/passkey", "/account/sign-in", ("Credential", device.Show("""{"challenge":"AAAA"}""")))).Status);
    }

    [Fact]
    public async Task A_passkey_is_renamed_and_removed_by_its_owner_only()
    {
        var max = await portal.SignedInAsync("Max");
        await AddAsync(max, device, "my phone");
        var path = (await max.GetAsync("/account/passkeys")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        var ida = await portal.SignedInAsync("Ida");
        Assert.Equal(HttpStatusCode.NotFound, (await ida.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync(path, "/account", ("Name", "mine now"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ida.PostAsync(path.Replace("/name", "/remove", StringComparison.Ordinal), "/account")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await max.SubmitAsync(path, "Save", ("Name of the passkey", ""))).Status);
        Assert.Equal("/account/passkeys", (await max.SubmitAsync(path, "Save", ("Name of the passkey", "old phone"))).Location);
        Assert.Equal(["old phone"], (await max.GetAsync("/account/passkeys")).Document.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.Equal("/account/passkeys", (await max.PostAsync(path.Replace("/name", "/remove", StringComparison.Ordinal), "/account/passkeys")).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ShowAsync(portal.Browser(), device)).Status);
    }

    [Fact]
    public async Task A_passkey_is_the_second_step_after_a_password_and_proves_that_it_is_me()
    {
        var max = await portal.SignedInAsync("Max");
        await AddAsync(max, device, "my phone");
        await SecondFactorTests.SetUpAsync(max);
        var browser = await portal.SignInAsync("Max");
        var credential = device.Show(await OptionsAsync(browser, "/account/second-factor", "/account/sign-in/passkey/options"));
        Assert.Equal("/", (await browser.PostAsync("/account/sign-in/passkey", "/account/second-factor", ("Credential", credential))).Location);
        Assert.Equal(1, await portal.AskAsync(db => db.Sessions.CountAsync(s => s.Opening == SessionOpening.PasswordAndPasskey)));

        portal.Clock.Move(TimeSpan.FromMinutes(11));
        credential = device.Show(await OptionsAsync(browser, "/account/is-it-you", "/account/sign-in/passkey/options"));
        Assert.Equal("/account/address", (await browser.PostAsync("/account/is-it-you/passkey", "/account/is-it-you", ("Credential", credential), ("ReturnUrl", "/account/address"))).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/address")).Status);
    }

    private static string Form(Page page) => page.Document.QuerySelector("input[name=__form]")!.GetAttribute("value")!;

    private static async Task<string> OptionsAsync(PortalClient browser, string page, string path)
    {
        var answer = await browser.Http.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("__form", Form(await browser.GetAsync(page)))]));
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return await answer.Content.ReadAsStringAsync();
    }

    internal static async Task<Page> AddAsync(PortalClient browser, SoftAuthenticator device, string name)
    {
        var credential = device.Make(await OptionsAsync(browser, "/account/passkeys", "/account/passkeys/options"));
        return await browser.PostAsync("/account/passkeys", "/account/passkeys", ("Name", name), ("Credential", credential));
    }

    internal static async Task<Page> ShowAsync(PortalClient browser, SoftAuthenticator device)
    {
        var credential = device.Show(await OptionsAsync(browser, "/account/sign-in", "/account/sign-in/passkey/options"));
        return await browser.PostAsync("/account/sign-in/passkey", "/account/sign-in", ("Credential", credential));
    }
}
