using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Start;

/// <summary>The first hour of an installation, in Production: the link on the console, the first Administrator, the brand.</summary>
public sealed partial class SetUpTests(PublishedSite site) : IClassFixture<PublishedSite>
{
    private const string Password = "two cautious otters";

    // A red dot, 1 × 1.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Fact]
    public async Task From_the_link_on_the_console_to_a_portal_with_the_vendors_logo()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/account/sign-in", "Sign in");
        await Expect(visitor.Main.GetByText("penguins")).ToHaveCountAsync(0);
        Assert.Equal(404, (await visitor.GoAsync("/dev/mailbox"))!.Status);

        await MakeAdministratorAsync(visitor);
        await ChangeSettingAsync(visitor);
        await UploadLogoAsync(visitor);
        await SeeHistoryAsync(visitor);
        Assert.Empty(visitor.Complaints);
    }

    private async Task MakeAdministratorAsync(Visitor visitor)
    {
        var link = Link().Match(site.Console).Value;
        Assert.StartsWith(site.Address + "/setup/", link, StringComparison.Ordinal);
        await visitor.GoAsync(link, "The first Administrator");
        await visitor.FillAsync("Name", "Sam");
        await visitor.FillAsync("Email", "sam@example.org");
        await visitor.FillAsync("Password", "sam");
        await visitor.PressAsync("Make the Administrator", "The first Administrator");
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        Assert.Empty(await PageJudge.JudgeAsync(visitor.Page));
        await visitor.FillAsync("Password", Password);
        await visitor.PressAsync("Make the Administrator", "Codes from an app");

        var cookie = Assert.Single(await visitor.Context.CookiesAsync(), c => c.Name == "__Host-usergroups");
        Assert.Equal((true, true, SameSiteAttribute.Lax), (cookie.Secure, cookie.HttpOnly, cookie.SameSite));
        // Signed in by password alone the desk stays closed.
        await visitor.GoAsync("/staff", "Staff pages need a second factor");
        await Phone.SetUpAsync(visitor);
        await visitor.GoAsync("/staff", "Staff desk");

        await using var second = await site.VisitAsync();
        Assert.Equal(404, (await second.GoAsync(link))!.Status);
    }

    private static async Task ChangeSettingAsync(Visitor visitor)
    {
        await visitor.FollowAsync("Settings");
        await visitor.SeeAsync("Settings");
        await visitor.Main.Locator("a[href='/staff/settings/sponsorship.stipend-cap']").ClickAsync();
        await visitor.SeeAsync("Stipend cap");
        await visitor.FillAsync("Stipend cap", "much");
        await visitor.PressAsync("Change", "Stipend cap");
        await Expect(visitor.ErrorSummary).ToBeVisibleAsync();
        await visitor.FillAsync("Stipend cap", "180");
        await visitor.PressAsync("Change", "Settings");
        await Expect(visitor.Flash).ToHaveTextAsync("Stipend cap is changed.");
        await Expect(visitor.Main.GetByText(new Regex("^180[.0]* USD$", RegexOptions.None, TimeSpan.FromSeconds(1)))).ToBeVisibleAsync();
    }

    private static async Task UploadLogoAsync(Visitor visitor)
    {
        var logo = visitor.Page.Locator(".site-header .brand-logo");
        await visitor.GoAsync("/staff/settings/logo", "Logo");
        await Expect(logo).ToHaveCountAsync(0);
        await visitor.Field("Picture").SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = Png });
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Use this picture" }).ClickAsync();
        await Expect(visitor.Flash).ToHaveTextAsync("The logo is changed.");
        await Expect(logo).ToBeVisibleAsync();
        Assert.Equal(1, await logo.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
    }

    private static async Task SeeHistoryAsync(Visitor visitor)
    {
        await visitor.GoAsync("/staff/history", "History");
        var rows = visitor.Main.Locator("tbody tr");
        await Expect(rows.First).ToContainTextAsync("logo");
        var setting = rows.Filter(new() { HasText = "sponsorship.stipend-cap" });
        await Expect(setting).ToHaveCountAsync(1);
        await Expect(setting).ToContainTextAsync("Sam");
        await Expect(setting).ToContainTextAsync("180");
    }

    [GeneratedRegex(@"https?://\S+/setup/\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
