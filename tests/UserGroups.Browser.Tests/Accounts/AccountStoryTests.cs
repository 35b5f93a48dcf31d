using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Accounts;

/// <summary>An account from its first minute: letter, profile, app, passkey, two browsers, out of both.</summary>
[Collection(ChangingAccounts.Name)]
public sealed class AccountStoryTests(DevelopmentSite site)
{
    private const string Password = "nine quiet lighthouses";

    [Theory]
    [InlineData("Berit", 1280)]
    [InlineData("Otto", 390)]
    public async Task From_sign_up_to_signed_out_everywhere(string name, int width)
    {
        var email = $"{name.ToLowerInvariant()}@example.org";
        await using var visitor = await site.VisitAsync(width);
        var device = await Authenticator.PlugInAsync(visitor);

        await SignUpAsync(visitor, name, email);
        await DescribeAsync(visitor);
        var phone = await Phone.SetUpAsync(visitor);
        var codes = await RecoveryCodesAsync(visitor);

        await visitor.SignOutAsync();
        await SignInWithCodeAsync(visitor, email, phone);
        await AddPasskeyAsync(visitor, device);
        await visitor.SignOutAsync();
        await SignInWithPasskeyAsync(visitor, name);

        await using var second = await site.VisitAsync(width);
        await SignInWithRecoveryCodeAsync(second, email, codes[0]);
        await RenameAndRemoveAsync(visitor);
        await EndEverywhereAsync(visitor, second);
        Assert.Equal(([], []), (visitor.Complaints.ToArray(), second.Complaints.ToArray()));
    }

    private async Task SignUpAsync(Visitor visitor, string name, string email)
    {
        await visitor.GoAsync("/");
        await visitor.Page.Locator(".corner").GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        await visitor.SeeAsync("Make an account");
        await visitor.FillAsync("Name", name);
        await visitor.FillAsync("Email", email);
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Make my account", "Look into your mail");

        await visitor.GoAsync(await site.Mail.LinkAsync(email, "/account/confirm/"), "Confirm your address");
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Confirm and sign in", "My page");
    }

    private static async Task DescribeAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account", "Your account");
        await visitor.Field("Time zone").SelectOptionAsync("Europe/Oslo");
        await visitor.PressAsync("Save", "Your account");
        await Expect(visitor.Flash).ToHaveTextAsync("Saved.");
        await Expect(visitor.Field("Time zone")).ToHaveValueAsync("Europe/Oslo");
    }

    private static async Task<string[]> RecoveryCodesAsync(Visitor visitor)
    {
        var codes = (await visitor.Main.Locator(".secret code").TextContentAsync())!.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Main.GetByText("Your codes are not shown again.")).ToBeVisibleAsync();
        await Expect(visitor.Main.GetByText(codes[0])).ToHaveCountAsync(0);
        return codes;
    }

    private static async Task SignInWithCodeAsync(Visitor visitor, string email, Phone phone)
    {
        // From a private page on to where the person wanted to go.
        await visitor.GoAsync("/account/security", "Sign in");
        await visitor.FillAsync("Email", email);
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Sign in", "One more step");
        await visitor.FillAsync("Code", phone.NextCode());
        await visitor.PressAsync("Go on", "Security");
        await Expect(visitor.Main.GetByText("10 of 10 left")).ToBeVisibleAsync();
    }

    private static async Task AddPasskeyAsync(Visitor visitor, Authenticator device)
    {
        await visitor.GoAsync("/account/passkeys", "Passkeys");
        // A passkey without a name would stay on the device and be unknown here: the form is refused before the device is asked.
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        Assert.Equal(0, await device.CountAsync());

        await visitor.FillAsync("Name of the passkey", "my laptop");
        await device.RecogniseAsync(false);
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(visitor.Main.Locator(".passkey-state")).ToHaveTextAsync("The passkey could not be made. Try again.");

        await device.RecogniseAsync(true);
        await visitor.PressAsync("Add a passkey", "Passkeys");
        await Expect(visitor.Flash).ToHaveTextAsync("The passkey is stored. Next time you can sign in with it.");
        await Expect(visitor.Main.GetByRole(AriaRole.Rowheader, new() { Name = "my laptop" })).ToBeVisibleAsync();
        Assert.Equal(1, await device.CountAsync());
    }

    private static async Task SignInWithPasskeyAsync(Visitor visitor, string name)
    {
        await visitor.GoAsync("/account/sign-in?returnUrl=/account/security", "Sign in");
        await visitor.PressAsync("Sign in with a passkey", "Security");
        await Expect(visitor.Page.Locator(".corner-person")).ToContainTextAsync(name);
        await visitor.GoAsync("/account/sessions", "Where I am signed in");
        await Expect(visitor.Main.Locator("tr", new() { HasText = "this one" })).ToContainTextAsync("Passkey");
    }

    private static async Task SignInWithRecoveryCodeAsync(Visitor visitor, string email, string code)
    {
        await visitor.SignInAsync(email, Password, "One more step");
        await visitor.FollowAsync("The phone is not there? Use a recovery code");
        await visitor.SeeAsync("Use a recovery code");
        await visitor.FillAsync("Recovery code", code);
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visitor.SeeSignedInAsync();
        await visitor.GoAsync("/account/security", "Security");
        await Expect(visitor.Main.GetByText("9 of 10 left")).ToBeVisibleAsync();
    }

    private static async Task RenameAndRemoveAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/passkeys", "Passkeys");
        await visitor.FollowAsync("Rename my laptop");
        await visitor.SeeAsync("Rename the passkey");
        await Expect(visitor.Field("Name of the passkey")).ToHaveValueAsync("my laptop");
        await visitor.FillAsync("Name of the passkey", "the grey laptop");
        await visitor.PressAsync("Save", "Passkeys");
        await Expect(visitor.Main.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["the grey laptop"]);
        await visitor.PressAsync("Remove the grey laptop", "Passkeys");
        await Expect(visitor.Main.GetByText("You have none yet.")).ToBeVisibleAsync();
    }

    private static async Task EndEverywhereAsync(Visitor first, Visitor second)
    {
        await first.GoAsync("/account/sessions", "Where I am signed in");
        await Expect(first.Main.Locator("tbody tr")).ToHaveCountAsync(2);
        await first.PressAsync("Sign out everywhere", "Sign in");
        await Expect(first.Flash).ToHaveTextAsync("You are signed out everywhere.");
        await first.SeeSignedOutAsync();
        await second.SeeSignedOutAsync();
    }
}
