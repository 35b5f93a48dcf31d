using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Accounts.Letters;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

public sealed class SecondFactorTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Who_sets_up_an_app_sees_ten_codes_once_and_is_asked_for_a_code_from_then_on()
    {
        var (secret, codes) = await SetUpAsync(await portal.SignedInAsync("Max"));
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal([nameof(SecurityChanged)], (await portal.LettersAsync("max@example.org")).Select(l => l.Kind));
        Assert.DoesNotContain(secret, (await portal.AskAsync(db => db.Authenticators.SingleAsync())).ProtectedSecret, StringComparison.Ordinal);

        var browser = await portal.SignInAsync("Max");
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account/security")).Status);
        portal.Clock.Move(TimeSpan.FromMinutes(1));
        var done = await CodeAsync(browser, Totp.Code(secret, Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime)));
        Assert.Equal((HttpStatusCode.Found, "/"), (done.Status, done.Location));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/security")).Status);
        Assert.True((await portal.AskAsync(db => db.Sessions.SingleAsync(s => s.Opening == SessionOpening.PasswordAndCode))).HasSecondFactor);
    }

    [Fact]
    public async Task A_code_works_once_also_when_twenty_browsers_send_it_at_once()
    {
        var (secret, _) = await SetUpAsync(await portal.SignedInAsync("Max"));
        portal.Clock.Move(TimeSpan.FromMinutes(1));
        var code = Totp.Code(secret, Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime));
        var browsers = new List<(PortalClient Browser, Page Page)>();
        for (var i = 0; i < 4; i++)
        {
            var browser = await portal.SignInAsync("Max");
            browsers.Add((browser, await browser.GetAsync("/account/second-factor")));
        }

        var answers = await Task.WhenAll(browsers.Select(b => b.Browser.SubmitAsync(b.Page, "Go on", ("Code", code))));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Found), a => Assert.Equal([SignInService.FailedCode], a.Errors));
        Assert.Equal(1, await portal.AskAsync(db => db.Sessions.CountAsync(s => s.Opening == SessionOpening.PasswordAndCode)));
    }

    [Fact]
    public async Task The_code_that_set_the_app_up_does_not_sign_in()
    {
        var (secret, _) = await SetUpAsync(await portal.SignedInAsync("Max"));
        var answer = await CodeAsync(await portal.SignInAsync("Max"), Totp.Code(secret, Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Fact]
    public async Task A_recovery_code_works_once_of_twenty_and_the_owner_hears_of_it()
    {
        var (_, codes) = await SetUpAsync(await portal.SignedInAsync("Max"));
        var pages = new List<(PortalClient Browser, Page Page)>();
        for (var i = 0; i < 4; i++)
        {
            var browser = await portal.SignInAsync("Max");
            pages.Add((browser, await browser.GetAsync("/account/recovery-code")));
        }

        var answers = await Task.WhenAll(pages.SelectMany(p => Enumerable.Range(0, 5).Select(_ => p.Browser.SubmitAsync(p.Page, "Go on", ("Recovery code", codes[3].ToLowerInvariant())))));
        Assert.Equal(1, await portal.AskAsync(db => db.Sessions.CountAsync(s => s.Opening == SessionOpening.PasswordAndRecoveryCode)));
        Assert.Equal(1, await portal.AskAsync(db => db.RecoveryCodes.CountAsync(c => c.UsedAt != null)));
        Assert.Equal(20, answers.Length);
        Assert.Equal(1, (await portal.LettersAsync("max@example.org")).Count(l => l.Subject.StartsWith("A recovery code was used", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_known_password_does_not_buy_more_than_five_guesses_at_the_code()
    {
        var (secret, _) = await SetUpAsync(await portal.SignedInAsync("Max"));
        portal.Clock.Move(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(await portal.SignInAsync("Max"), "000000")).Status);
        var locked = await portal.Browser().SubmitAsync("/account/sign-in", "Sign in", ("Email", "max@example.org"), ("Password", Cast.Password));
        Assert.Equal([SignInService.Failed], locked.Errors);
        portal.Clock.Move(Locks.Duration);
        var good = await CodeAsync(await portal.SignInAsync("Max"), Totp.Code(secret, Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime)));
        Assert.Equal(HttpStatusCode.Found, good.Status);
    }

    [Fact]
    public async Task The_second_step_waits_ten_minutes_and_then_begins_again()
    {
        await SetUpAsync(await portal.SignedInAsync("Max"));
        var browser = await portal.SignInAsync("Max");
        portal.Clock.Move(TimeSpan.FromMinutes(10.1));
        Assert.Equal("/account/sign-in", (await browser.GetAsync("/account/second-factor")).Location);
    }

    [Fact]
    public async Task A_wrong_first_code_turns_nothing_on_and_keeps_the_picture()
    {
        var browser = await portal.SignedInAsync("Max");
        var page = await browser.GetAsync("/account/authenticator");
        var again = await browser.SubmitAsync(page, "Turn it on", ("Code", "000000"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (again.Status, again.Errors.Count));
        Assert.Equal(SecretOf(page), SecretOf(again));
        Assert.Equal(0, await portal.AskAsync(db => db.Authenticators.CountAsync()));
    }

    [Fact]
    public async Task Twenty_first_codes_at_once_turn_it_on_once()
    {
        var browser = await portal.SignedInAsync("Max");
        var page = await browser.GetAsync("/account/authenticator");
        var code = Totp.Code(SecretOf(page), Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime));
        await browser.SubmitAtOnceAsync(page, 20, "Turn it on", ("Code", code));
        Assert.Equal((1, 10), (await portal.AskAsync(db => db.Authenticators.CountAsync()), await portal.AskAsync(db => db.RecoveryCodes.CountAsync())));
    }

    [Fact]
    public async Task Somebody_elses_sealed_secret_is_not_taken()
    {
        var page = await (await portal.SignedInAsync("Max")).GetAsync("/account/authenticator");
        var sealedForMax = page.Document.QuerySelector("input[name=Sealed]")!.GetAttribute("value")!;
        var ida = await portal.SignedInAsync("Ida");
        var answer = await ida.PostAsync("/account/authenticator", "/account/authenticator", ("Sealed", sealedForMax), ("Code", Totp.Code(SecretOf(page), Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(0, await portal.AskAsync(db => db.Authenticators.CountAsync()));
    }

    [Fact]
    public async Task Turning_it_off_needs_a_fresh_proof_and_writes_a_letter()
    {
        var browser = await portal.SignedInAsync("Max");
        var (secret, _) = await SetUpAsync(browser);
        var page = await browser.GetAsync("/account/authenticator");
        portal.Clock.Move(TimeSpan.FromMinutes(11));
        var refused = await browser.SubmitAsync(page, "Turn it off");
        Assert.Equal("/account/is-it-you?returnUrl=%2Faccount%2Fauthenticator", refused.Location);
        Assert.Equal(1, await portal.AskAsync(db => db.Authenticators.CountAsync()));

        var proven = await browser.SubmitAsync(refused.Location!, "Go on", ("Code from your app", Totp.Code(secret, Totp.StepAt(portal.Clock.GetUtcNow().UtcDateTime))));
        Assert.Equal("/account/authenticator", proven.Location);
        Assert.Equal("/account/security", (await browser.SubmitAsync(page, "Turn it off")).Location);
        Assert.Equal((0, 0), (await portal.AskAsync(db => db.Authenticators.CountAsync()), await portal.AskAsync(db => db.RecoveryCodes.CountAsync())));
        Assert.StartsWith("Codes from an app were turned off", (await portal.LettersAsync("max@example.org"))[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        var browser = await portal.SignedInAsync("Max");
        var (_, old) = await SetUpAsync(browser);
        var renewed = await browser.FollowAsync(await browser.SubmitAsync("/account/recovery-codes", "Make new codes"));
        Assert.Empty(old.Intersect(CodesOf(renewed)));
        var answer = await (await portal.SignInAsync("Max")).SubmitAsync("/account/recovery-code", "Go on", ("Recovery code", old[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Fact]
    public async Task Recovery_codes_are_stored_with_as_much_work_as_a_password()
    {
        var (_, codes) = await SetUpAsync(await portal.SignedInAsync("Max"));
        var stored = await portal.AskAsync(db => db.RecoveryCodes.Select(c => c.Hash).ToListAsync());
        Assert.All(stored, s => Assert.Equal(Passwords.Iterations, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(System.Buffers.Text.Base64Url.DecodeFromChars(s.AsSpan(1)))));
        Assert.Equal((10, 1), (stored.Distinct().Count(), stored.Select(s => s[..26]).Distinct().Count()));
        var answer = await (await portal.SignInAsync("Max")).SubmitAsync("/account/recovery-code", "Go on", ("Recovery code", codes[9]));
        Assert.Equal("/", answer.Location);
    }

    [Fact]
    public async Task A_recovery_code_stored_the_old_way_still_opens_the_account_once()
    {
        await SetUpAsync(await portal.SignedInAsync("Max"));
        await using (var db = portal.Db())
        {
            db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.ToListAsync());
            var max = await db.People.SingleAsync();
            db.RecoveryCodes.Add(new RecoveryCode(max, Token.HashOf($"{max.Id}:ABCDE23456")));
            db.RecoveryCodes.Add(new RecoveryCode(max, Token.HashOf($"{max.Id}:FGHJK23456")));
            await db.SaveChangesAsync();
        }

        Assert.Equal("/", (await (await portal.SignInAsync("Max")).SubmitAsync("/account/recovery-code", "Go on", ("Recovery code", "abcde-23456"))).Location);
        var again = await (await portal.SignInAsync("Max")).SubmitAsync("/account/recovery-code", "Go on", ("Recovery code", "abcde-23456"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Found, "/account/sign-in?returnUrl=%2Fstaff%2Fpeople")]
    [InlineData("Max", HttpStatusCode.NotFound, null)]
    [InlineData("Sam", HttpStatusCode.Found, "/account/staff-factor?returnUrl=%2Fstaff%2Fpeople")]
    public async Task Staff_pages_open_only_after_a_second_factor(string? who, HttpStatusCode status, string? location)
    {
        var browser = who is null ? portal.Browser() : await portal.SignedInAsync(who, who == "Sam" ? [StaffRole.Administrator] : []);
        var page = await browser.GetAsync("/staff/people");
        Assert.Equal((status, location), (page.Status, page.Location));
    }

    [Fact]
    public async Task Staff_who_set_up_their_app_go_on_to_the_page_they_wanted()
    {
        var sam = await portal.SignedInAsync("Sam", StaffRole.Administrator);
        Assert.Equal("Staff pages need a second factor", (await sam.GetAsync("/staff/people", follow: true)).Heading);
        await SetUpAsync(sam);
        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/staff/people")).Status);
    }

    internal static async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(PortalClient browser)
    {
        var page = await browser.GetAsync("/account/authenticator");
        var secret = SecretOf(page);
        var done = await browser.SubmitAsync(page, "Turn it on", ("Code", Totp.Code(secret, Totp.StepAt(browser.Clock.GetUtcNow().UtcDateTime))));
        Assert.Equal("/account/recovery-codes", done.Location);
        return (secret, CodesOf(await browser.FollowAsync(done)));
    }

    private static string SecretOf(Page page) => page.Document.QuerySelector(".secret code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);

    private static string[] CodesOf(Page page) => page.Document.QuerySelector(".secret code")!.TextContent.Split('\n', StringSplitOptions.TrimEntries);

    private static Task<Page> CodeAsync(PortalClient browser, string code) => browser.SubmitAsync("/account/second-factor", "Go on", ("Code", code));
}
