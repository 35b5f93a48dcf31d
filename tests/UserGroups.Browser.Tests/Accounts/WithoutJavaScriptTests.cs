using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Accounts;

/// <summary>Every form of an account with JavaScript turned off. Passkeys need it, and say so.</summary>
[Collection(ChangingAccounts.Name)]
public sealed class WithoutJavaScriptTests(DevelopmentSite site)
{
    private const string Email = "tove@example.org";
    private const string Password = "four patient herons";

    [Fact]
    public async Task Sign_up_app_sign_in_profile_and_reset_work_without_JavaScript()
    {
        await using var visitor = await site.VisitAsync(390, javaScript: false);
        await SignUpAsync(visitor);
        var phone = await Phone.SetUpAsync(visitor);
        await DescribeAsync(visitor);
        await visitor.GoAsync("/account/passkeys", "Passkeys");
        await Expect(visitor.Main.Locator("noscript p")).ToBeVisibleAsync();
        await Expect(visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" })).ToBeHiddenAsync();

        await visitor.SignOutAsync();
        await SignInAsync(visitor, phone);
        await visitor.SignOutAsync();
        await ResetAsync(visitor);
        Assert.Empty(visitor.Complaints);
    }

    private async Task SignUpAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/sign-up", "Make an account");
        await visitor.FillAsync("Name", "Tove");
        await visitor.FillAsync("Email", Email);
        await visitor.FillAsync("Password", "short");
        await visitor.PressAsync("Make my account", "Make an account");
        // Refused as with JavaScript: a summary whose link leads to the field, and what was typed.
        await visitor.ErrorSummary.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visitor.Field("Password")).ToBeFocusedAsync();
        await Expect(visitor.Field("Email")).ToHaveValueAsync(Email);
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Make my account", "Look into your mail");
        await visitor.GoAsync(await site.Mail.LinkAsync(Email, "/account/confirm/"), "Confirm your address");
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Confirm and sign in", "My page");
    }

    private static async Task DescribeAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account", "Your account");
        await visitor.FillAsync("Name", "Tove of Tromsø");
        await visitor.PressAsync("Save", "Your account");
        await Expect(visitor.Flash).ToHaveTextAsync("Saved.");
        await Expect(visitor.Field("Name")).ToHaveValueAsync("Tove of Tromsø");
    }

    private static async Task SignInAsync(Visitor visitor, Phone phone)
    {
        await visitor.SignInAsync(Email, Password, "One more step");
        await Expect(visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" })).ToBeHiddenAsync();
        await visitor.FillAsync("Code", "000000");
        await visitor.PressAsync("Go on", "One more step");
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        await visitor.FillAsync("Code", phone.NextCode());
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visitor.SeeSignedInAsync();
    }

    private async Task ResetAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/reset", "Choose a new password");
        await visitor.FillAsync("Email", Email);
        await visitor.PressAsync("Send me the link", "Look into your mail");
        await visitor.GoAsync(await site.Mail.LinkAsync(Email, "/account/reset/"), "Choose a new password");
        await visitor.FillAsync("New password", "five patient herons");
        await visitor.PressAsync("Save the new password", "Sign in");
        await visitor.SignInAsync(Email, "five patient herons", "One more step");
    }
}
