using System.Text.Json;
using Microsoft.Playwright;
using UserGroups.Accounts;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Accounts;

/// <summary>What changes who can get in, and the two ways to leave: with the data, and for good. By the letters that were sent.</summary>
[Collection(ChangingAccounts.Name)]
public sealed class AddressAndPasswordTests(DevelopmentSite site)
{
    private const string NewPassword = "eleven slow glaciers";

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_in_the_letter()
    {
        const string email = "max@example.org";
        await using var elsewhere = await site.VisitAsync();
        await elsewhere.SignInAsync(email, DemoCast.Password);

        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/account/sign-in", "Sign in");
        await visitor.FollowAsync("Forgot the password?");
        await visitor.FillAsync("Email", email);
        await visitor.PressAsync("Send me the link", "Look into your mail");
        var link = await site.Mail.LinkAsync(email, "/account/reset/");
        await visitor.GoAsync(link, "Choose a new password");
        await visitor.FillAsync("New password", NewPassword);
        await visitor.PressAsync("Save the new password", "Sign in");
        await Expect(visitor.Flash).ToHaveTextAsync("Your password is changed. Sign in with the new one.");

        await visitor.SignInAsync(email, DemoCast.Password, "Sign in");
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        await Expect(visitor.Field("Email")).ToHaveValueAsync(email);
        await visitor.SignInAsync(email, NewPassword);
        await elsewhere.SeeSignedOutAsync();
        await visitor.GoAsync(link, "This link no longer works");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_account_moves_once_both_addresses_have_said_yes()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.SignInAsync("ida@example.org", DemoCast.Password);
        await visitor.GoAsync("/account/address", "Another address");
        await visitor.FillAsync("New email", "ida@example.net");
        await visitor.PressAsync("Ask both addresses", "Another address");
        await Expect(visitor.Main.GetByText("The present address: has not answered yet. The new address: has not answered yet.")).ToBeVisibleAsync();

        await visitor.GoAsync(await site.Mail.LinkAsync("ida@example.net", "/account/address/confirm/"), "Shall the account move?");
        await visitor.PressAsync("Yes, move it", "Half done");
        await visitor.GoAsync("/account/address", "Another address");
        await Expect(visitor.Main.GetByText("The present address: has not answered yet. The new address: has said yes.")).ToBeVisibleAsync();
        await visitor.GoAsync(await site.Mail.LinkAsync("ida@example.org", "/account/address/confirm/"), "Shall the account move?");
        await visitor.PressAsync("Yes, move it", "The account has moved");

        await using var again = await site.VisitAsync();
        await again.SignInAsync("ida@example.org", DemoCast.Password, "Sign in");
        await Expect(again.ErrorSummary).ToBeVisibleAsync();
        await again.SignInAsync("ida@example.net", DemoCast.Password);
        Assert.Equal(([], []), (visitor.Complaints.ToArray(), again.Complaints.ToArray()));
    }

    [Fact]
    public async Task Somebody_takes_their_data_along_and_deletes_the_account()
    {
        const string email = "lena@example.org";
        await using var visitor = await site.VisitAsync();
        await visitor.SignInAsync(email, DemoCast.Password);
        await visitor.GoAsync("/account/export", "My data");
        var file = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Download my data" }).ClickAsync());
        Assert.EndsWith(".json", file.SuggestedFilename, StringComparison.Ordinal);
        await using (var content = await file.CreateReadStreamAsync())
        {
            using var data = await JsonDocument.ParseAsync(content);
            Assert.Contains($"\"{email}\"", data.RootElement.GetRawText(), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Object, data.RootElement.ValueKind);
        }

        await visitor.FollowAsync("Delete my account");
        await visitor.SeeAsync("Delete my account");
        await visitor.FillAsync("Type “delete my account”", "yes");
        await visitor.PressAsync("Delete my account", "Delete my account");
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        await visitor.FillAsync("Type “delete my account”", "delete my account");
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Delete my account" }).ClickAsync();
        await Expect(visitor.Flash).ToHaveTextAsync("Your account is deleted. Thank you for having been with us.");
        await visitor.SignInAsync(email, DemoCast.Password, "Sign in");
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}
