using System.Net;
using Microsoft.EntityFrameworkCore;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>Twenty presses at once on each account action that no other test presses so: one effect, and no error page.</summary>
public sealed class PressedTwiceTests : IAsyncLifetime
{
    private const int Presses = 20;
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenHashingAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Turning_codes_off_turns_them_off_once_and_writes_one_letter()
    {
        var max = await portal.SignedInAsync("Max");
        await SecondFactorTests.SetUpAsync(max);
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account/authenticator"), Presses, "Turn it off");
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Status));
        Assert.Equal(0, await portal.AskAsync(db => db.Authenticators.CountAsync()));
        Assert.Single(await portal.LettersAsync("max@example.org"), m => m.Subject.StartsWith("Codes from an app were turned off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_recovery_codes_are_ten_however_often_they_are_asked_for()
    {
        var max = await portal.SignedInAsync("Max");
        await SecondFactorTests.SetUpAsync(max);
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account/recovery-codes"), Presses, "Make new codes");
        // Setting the app up made the first of the five sets of an hour; ten slow hashes each must not become a way to keep the portal busy.
        Assert.Equal(4, answers.Count(a => a.Status is HttpStatusCode.Found or HttpStatusCode.OK));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Found or HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{a.Status}"));
        Assert.Equal(10, await portal.AskAsync(db => db.RecoveryCodes.CountAsync(c => c.UsedAt == null)));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions_and_the_later_presses_meet_the_sign_in_page()
    {
        var max = await portal.SignedInAsync("Max");
        await portal.SignInAsync("Max");
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account/sessions"), Presses, "Sign out everywhere");
        Assert.All(answers, a => Assert.StartsWith("/account/sign-in", a.Location, StringComparison.Ordinal));
        Assert.Equal(0, await portal.AskAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task Deleting_the_account_deletes_it_once()
    {
        var max = await portal.SignedInAsync("Max");
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account/delete"), Presses, "Delete my account", ("Type “delete my account”", "delete my account"));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Status));
        Assert.Equal(1, await portal.AskAsync(db => db.History.CountAsync(h => h.Action == "account.deleted")));
    }

    [Fact]
    public async Task Changing_the_password_changes_it_and_every_press_is_answered_alike()
    {
        var max = await portal.SignedInAsync("Max");
        (string, string)[] typed = [("Current password", Cast.Password), ("New password", "nine patient herons")];
        var page = await max.GetAsync("/account/password");
        // Who pressed twice has the wanted password already, and is told the same.
        Assert.Equal("/account/security", (await max.SubmitAsync(page, "Save the new password", typed)).Location);
        Assert.Equal("/account/security", (await max.SubmitAsync(page, "Save the new password", typed)).Location);
        Assert.Single(await portal.LettersAsync("max@example.org"), m => m.Subject.StartsWith("Your password was changed", StringComparison.Ordinal));
        var answers = await max.SubmitAtOnceAsync(page, Presses, "Save the new password", typed);
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Found or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{a.Status}"));
        Assert.Contains(answers, a => a.Location == "/account/security");
        await portal.SignInAsync("Max", "nine patient herons");
    }

    [Fact]
    public async Task Asking_for_a_reset_letter_stops_at_the_limit_and_each_press_gets_the_same_page()
    {
        await portal.AddAsync("Max");
        var visitor = portal.Browser();
        var answers = await visitor.SubmitAtOnceAsync(await visitor.GetAsync("/account/reset"), Presses, "Send me the link", ("Email", "max@example.org"));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Found or HttpStatusCode.TooManyRequests, $"{a.Status}"));
        Assert.InRange((await portal.LettersAsync("max@example.org")).Count, 1, 5);
    }

    [Fact]
    public async Task Signing_up_stops_at_the_limit_and_makes_no_account_before_the_link()
    {
        var visitor = portal.Browser();
        var answers = await visitor.SubmitAtOnceAsync(await visitor.GetAsync("/account/sign-up"), Presses, "Make my account", ("Name", "Max"), ("Email", "max@example.org"), ("Password", Cast.Password));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Found or HttpStatusCode.TooManyRequests, $"{a.Status}"));
        Assert.InRange((await portal.LettersAsync("max@example.org")).Count, 1, 5);
        Assert.Equal(0, await portal.AskAsync(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task Taking_ones_data_away_twice_gives_the_same_twice()
    {
        var max = await portal.SignedInAsync("Max");
        var answers = await max.SubmitAtOnceAsync(await max.GetAsync("/account/export"), 5, "Download my data");
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u202e\u200b")]
    [InlineData("long")]
    public async Task A_wrong_name_for_a_passkey_is_refused_and_the_old_one_stays(string name)
    {
        using var device = new SoftAuthenticator();
        var max = await portal.SignedInAsync("Max");
        await PasskeyTests.AddAsync(max, device, "my phone");
        var path = (await max.GetAsync("/account/passkeys")).Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        var answer = await max.SubmitAsync(path, "Save", ("Name of the passkey", name == "long" ? new string('x', 500) : name));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (answer.Status, answer.Errors.Count));
        Assert.Contains("my phone", (await max.GetAsync("/account/passkeys")).Text, StringComparison.Ordinal);
    }
}
