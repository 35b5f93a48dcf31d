using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;

namespace UserGroups.Web.Tests.Accounts;

public sealed class SignInTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Who_signs_in_gets_a_cookie_that_only_this_site_over_https_can_read()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        var answer = await TryAsync(browser, "max@example.org", Cast.Password);
        Assert.Equal((HttpStatusCode.Found, "/"), (answer.Status, answer.Location));
        var cookie = answer.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-usergroups=", StringComparison.Ordinal));
        Assert.Contains("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("max-age=2592000", cookie, StringComparison.Ordinal);
        Assert.Equal(32, cookie.Split('=', ';')[1].Length);
        var session = await portal.AskAsync(db => db.Sessions.SingleAsync());
        Assert.Equal(("Firefox on Linux", SessionOpening.Password, false), (session.Browser, session.Opening, session.HasSecondFactor));
        Assert.DoesNotContain(cookie.Split('=', ';')[1], session.KeyHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_wrong_and_locked_get_one_and_the_same_answer()
    {
        await portal.AddAsync("Max");
        var unknown = await TryAsync(portal.Browser(), "nobody@example.org", Cast.Password);
        var wrong = await TryAsync(portal.Browser(), "max@example.org", "wrong password here");
        for (var i = 0; i < 4; i++)
            await TryAsync(portal.Browser(), "max@example.org", "wrong password here");
        var locked = await TryAsync(portal.Browser(), "max@example.org", Cast.Password);
        foreach (var answer in new[] { unknown, wrong, locked })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Equal([SignInService.Failed], answer.Errors);
        }

        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task A_lock_ends_after_five_minutes_and_its_letter_comes_once_a_day()
    {
        await portal.AddAsync("Max");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 5; i++)
                await TryAsync(portal.Browser(), "max@example.org", "wrong password here");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(portal.Browser(), "max@example.org", Cast.Password)).Status);
            portal.Clock.Move(TimeSpan.FromMinutes(5.01));
        }

        Assert.Equal(HttpStatusCode.Found, (await TryAsync(portal.Browser(), "max@example.org", Cast.Password)).Status);
        Assert.Equal([nameof(AccountLocked)], (await portal.LettersAsync("max@example.org")).Select(l => l.Kind));
    }

    [Fact]
    public async Task Of_seventeen_guesses_at_once_no_more_than_five_are_tried()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        var page = await browser.GetAsync("/account/sign-in");
        await browser.SubmitAtOnceAsync(page, 17, "Sign in", ("Email", "max@example.org"), ("Password", "wrong password here"));
        var person = await portal.AskAsync(db => db.People.SingleAsync());
        Assert.Equal((5, Portal.Start.UtcDateTime + Locks.Duration), (person.AccessFailedCount, person.LockedUntil));
    }

    [Theory]
    [InlineData("max@example.org")]
    [InlineData("nobody@example.org")]
    public async Task The_twenty_first_try_for_an_address_in_a_quarter_of_an_hour_waits(string email)
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        var page = await browser.GetAsync("/account/sign-in");
        var answers = new List<Page>();
        for (var i = 0; i < 21; i++)
            answers.Add(await browser.SubmitAsync(page, "Sign in", ("Email", email), ("Password", "wrong password here")));
        Assert.All(answers.Take(20), a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.Status));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(15)), (answers[20].Status, answers[20].Response.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task A_hash_with_fewer_iterations_is_renewed_at_sign_in()
    {
        var id = await portal.AddAsync("Max");
        var old = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 })).HashPassword(null!, Cast.Password);
        await using (var db = portal.Db())
            await db.InTransactionAsync(token => db.People.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.PasswordHash, old), token));
        await portal.SignInAsync("Max");
        var hash = Convert.FromBase64String((await portal.AskAsync(db => db.People.SingleAsync())).PasswordHash!);
        // Identity's version 3: format, PRF (2 is HMAC-SHA512), iterations, big-endian.
        Assert.Equal((1, 2, Passwords.Iterations), (hash[0], System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5))));
        await portal.SignInAsync("Max");
    }

    [Theory]
    [InlineData("/account/security", "/account/security")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/account/sign-out", "/")]
    public async Task The_way_back_stays_on_this_site(string wanted, string expected)
    {
        await portal.AddAsync("Max");
        var answer = await portal.Browser().PostAsync("/account/sign-in", "/account/sign-in", ("Email", "max@example.org"), ("Password", Cast.Password), ("ReturnUrl", wanted));
        Assert.Equal((HttpStatusCode.Found, expected), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task A_page_for_members_sends_a_visitor_to_sign_in_and_back()
    {
        await portal.AddAsync("Max");
        var browser = portal.Browser();
        var asked = await browser.GetAsync("/account/security");
        Assert.Equal((HttpStatusCode.Found, "/account/sign-in?returnUrl=%2Faccount%2Fsecurity"), (asked.Status, asked.Location));
        var answer = await browser.SubmitAsync(asked.Location!, "Sign in", ("Email", "max@example.org"), ("Password", Cast.Password));
        Assert.Equal("/account/security", answer.Location);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before_and_gives_a_new_key()
    {
        var browser = await portal.SignedInAsync("Max");
        var first = await portal.AskAsync(db => db.Sessions.SingleAsync());
        var again = await browser.PostAsync("/account/sign-in", "/account/security", ("Email", "max@example.org"), ("Password", Cast.Password));
        Assert.Equal(HttpStatusCode.Found, again.Status);
        var second = await portal.AskAsync(db => db.Sessions.SingleAsync());
        Assert.NotEqual(first.KeyHash, second.KeyHash);
    }

    [Fact]
    public async Task Showing_again_who_one_is_gives_a_new_key_and_ends_the_one_so_far()
    {
        var browser = await portal.SignedInAsync("Max");
        var tab = await browser.GetAsync("/account");
        var first = await portal.AskAsync(db => db.Sessions.SingleAsync());
        Assert.Equal("/account/security", (await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", Cast.Password))).Location);
        var second = await portal.AskAsync(db => db.Sessions.SingleAsync());
        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.KeyHash, second.KeyHash);
        // The browser has the new key, and a form that was open in another tab still works.
        Assert.Equal(HttpStatusCode.Found, (await browser.SubmitAsync(tab, "Save", ("Name", "Max M."))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/account/is-it-you", "Go on", ("Password", "wrong password here"))).Status);
        Assert.Equal(second.KeyHash, (await portal.AskAsync(db => db.Sessions.SingleAsync())).KeyHash);
    }

    [Fact]
    public async Task A_page_that_was_on_its_way_with_the_former_key_does_not_take_the_new_one_away()
    {
        var browser = await portal.SignedInAsync("Max");
        await portal.AskAsync(db => db.InTransactionAsync(token => db.Sessions.ExecuteDeleteAsync(token)));
        var late = await browser.GetAsync("/my");
        Assert.Equal("/account/sign-in?returnUrl=%2Fmy", late.Location);
        Assert.DoesNotContain("Set-Cookie", late.Response.Headers.Select(h => h.Key));
        // There it is forgotten, with what the browser kept of private pages.
        var door = await browser.GetAsync("/account/sign-in");
        Assert.Contains(door.Response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-usergroups=;", StringComparison.Ordinal));
        Assert.Equal(["\"cache\""], door.Response.Headers.GetValues("Clear-Site-Data"));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_in_the_database_and_twice_is_no_mistake()
    {
        var browser = await portal.SignedInAsync("Max");
        var page = await browser.GetAsync("/account/security");
        var stolen = browser.Http;
        var answers = await browser.SubmitAtOnceAsync(page, 2, "Sign out");
        Assert.Contains(answers, a => a.Location == "/");
        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
        Assert.Equal(HttpStatusCode.Found, (await stolen.GetAsync("/account/security")).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "https://localhost", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    public async Task Signing_somebody_out_from_another_site_is_refused(string header, string value, bool ours)
    {
        var browser = await portal.SignedInAsync("Max");
        browser.Http.DefaultRequestHeaders.Add(header, value);
        var answer = await browser.Http.PostAsync("/account/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(ours ? HttpStatusCode.Found : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(ours ? 0 : 1, await portal.AskAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task A_post_without_the_form_token_is_refused()
    {
        var answer = await portal.Browser().Http.PostAsync("/account/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("Email", "a@b.c"), KeyValuePair.Create("Password", "x")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_eight_idle_hours_and_after_thirty_days_whatever_happens()
    {
        var browser = await portal.SignedInAsync("Max");
        portal.Clock.Move(TimeSpan.FromHours(7.9));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/security")).Status);
        portal.Clock.Move(TimeSpan.FromHours(7.9));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/security")).Status);
        portal.Clock.Move(TimeSpan.FromHours(8.1));
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account/security")).Status);

        browser = await portal.SignInAsync("Max");
        for (var i = 0; i < 90; i++)
        {
            portal.Clock.Move(TimeSpan.FromHours(7.9));
            await browser.GetAsync("/account/security");
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/security")).Status);
        portal.Clock.Move(TimeSpan.FromHours(7.9));
        await browser.GetAsync("/account/security");
        portal.Clock.Move(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account/security")).Status);
    }

    [Fact]
    public async Task Private_pages_are_not_kept()
    {
        var browser = await portal.SignedInAsync("Max");
        var page = await browser.GetAsync("/account/security");
        Assert.Contains("no-store", page.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    private static Task<Page> TryAsync(PortalClient browser, string email, string password) =>
        browser.SubmitAsync("/account/sign-in", "Sign in", ("Email", email), ("Password", password));
}
