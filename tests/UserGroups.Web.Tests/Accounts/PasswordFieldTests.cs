using System.Net;
using UserGroups.Shared;

namespace UserGroups.Web.Tests.Accounts;

/// <summary>How a password is typed, and that it counts as it was typed.</summary>
public sealed class PasswordFieldTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Every_password_is_masked_named_for_password_managers_and_may_be_long_and_pasted()
    {
        await portal.AddAsync("Max");
        var visitor = portal.Browser();
        await visitor.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        var max = await portal.SignInAsync("Max");
        foreach (var (browser, path, purpose) in new[]
        {
            (visitor, "/account/sign-in", "current-password webauthn"), (visitor, "/account/sign-up", "new-password"), (visitor, await portal.LinkAsync("max@example.org", "ChooseNewPassword"), "new-password"),
            (max, "/account/password", "current-password"), (max, "/account/password", "new-password"), (max, "/account/is-it-you", "current-password"),
        })
        {
            var field = (await browser.GetAsync(path)).Document.QuerySelectorAll("main input[name$=assword]").First(i => i.GetAttribute("autocomplete") == purpose);
            Assert.Equal((path, "password", purpose), (path, field.GetAttribute("type"), field.GetAttribute("autocomplete")));
            Assert.Equal([], field.Attributes.Select(a => a.Name).Where(n => n.StartsWith("on", StringComparison.Ordinal) || n is "readonly" or "pattern" or "minlength"));
            Assert.InRange(int.Parse(field.GetAttribute("maxlength") ?? "128", System.Globalization.CultureInfo.InvariantCulture), 64, int.MaxValue);
        }
    }

    [Fact]
    public async Task A_password_counts_exactly_as_it_was_typed()
    {
        // 128 characters with blanks at both ends, a line of emoji, and letters that other systems fold into one another.
        var typed = " " + string.Concat(Enumerable.Repeat("Zebra ﬁnds 🦓 Ünder straße; ", 5))[..126] + " ";
        Assert.Equal(128, typed.Length);
        var max = await portal.SignedInAsync("Max");
        Assert.Equal("/account/security", (await max.PostAsync("/account/password", "/account/password", ("CurrentPassword", Cast.Password), ("NewPassword", typed))).Location);
        foreach (var other in new[] { typed.Trim(), typed[..72], typed[..127], typed.ToLowerInvariant(), typed.Normalize(System.Text.NormalizationForm.FormKC) })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await portal.Browser().PostAsync("/account/sign-in", "/account/sign-in", ("Email", "max@example.org"), ("Password", other))).Status);
            // Five wrong ones would rest the account.
            portal.Clock.Move(TimeSpan.FromMinutes(20));
        }

        Assert.Equal(HttpStatusCode.Found, (await portal.Browser().PostAsync("/account/sign-in", "/account/sign-in", ("Email", "max@example.org"), ("Password", typed))).Status);
    }

    [Fact]
    public async Task A_password_of_two_years_ago_still_opens_the_account()
    {
        await portal.AddAsync("Max");
        portal.Clock.Move(TimeSpan.FromDays(730));
        Assert.Equal(HttpStatusCode.OK, (await (await portal.SignInAsync("Max")).GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_new_password_by_letter_leaves_the_second_factor_asked_for()
    {
        await SecondFactorTests.SetUpAsync(await portal.SignedInAsync("Max"));
        var browser = portal.Browser();
        await browser.SubmitAsync("/account/reset", "Send me the link", ("Email", "max@example.org"));
        await browser.SubmitAsync(await portal.LinkAsync("max@example.org", "ChooseNewPassword"), "Save the new password", ("New password", "nine quiet otters swim"));
        var answer = await browser.SubmitAsync("/account/sign-in", "Sign in", ("Email", "max@example.org"), ("Password", "nine quiet otters swim"));
        Assert.Equal((HttpStatusCode.Found, "/account/second-factor"), (answer.Status, answer.Location!.Split('?')[0]));
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Whoever_is_signed_in_finds_the_way_out_on_every_page()
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        foreach (var path in new[] { "/", "/my", "/account", "/account/security", "/staff", "/staff/settings", "/events", "/chapters", "/no-such-page" })
            Assert.Equal((path, "post"), (path, (await sam.GetAsync(path)).Document.QuerySelector("header form[action='/account/sign-out']")?.GetAttribute("method")));
    }
}
