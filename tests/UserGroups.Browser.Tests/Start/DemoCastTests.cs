using Microsoft.Playwright;
using UserGroups.Accounts;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Start;

/// <summary>Development as a newcomer meets it: the sign-in page says who one can be, and each of them gets in.</summary>
[Collection(LookingAround.Name)]
public sealed class DemoCastTests(DevelopmentSite site)
{
    [Fact]
    public async Task The_sign_in_page_shows_the_cast_and_their_password()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/account/sign-in", "Sign in");
        await Expect(visitor.Main.GetByText("The password of all of them is")).ToContainTextAsync(DemoCast.Password);
        await Expect(visitor.Main.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(DemoCast.People.Select(p => $"{p.Email}: {p.Name} {p.Does}"));
    }

    [Theory]
    [InlineData("Lena", "")]
    [InlineData("Max", "")]
    [InlineData("Ida", "")]
    [InlineData("Aino", "Desk")]
    [InlineData("Finn", "Desk")]
    [InlineData("Pia", "Desk")]
    [InlineData("Sam", "Desk Settings")]
    public async Task Each_of_the_cast_signs_in_and_sees_their_own_navigation(string name, string staffLinks)
    {
        await using var visitor = await site.VisitAsync(390);
        var staff = staffLinks.Length > 0;
        await SignInAsync(visitor, name, staff);
        await Expect(visitor.Page.Locator(".corner-person")).ToContainTextAsync(name);
        // Only what is for the staff: places for everybody come and go with the modules.
        await Expect(visitor.Page.Locator(".site-nav a[href^='/staff']")).ToHaveTextAsync(staffLinks.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var desk = await visitor.GoAsync("/staff");
        Assert.Equal(staff ? (200, "Staff desk") : (404, "There is nothing here"), (desk!.Status, await visitor.Heading.InnerTextAsync()));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_rooms_of_the_administrator_and_of_the_developer_open()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/dev/styleguide", "Styleguide");
        await visitor.GoAsync("/dev/mailbox", "Mailbox");
        await SignInAsync(visitor, "Lena", staff: false);
        await visitor.SignOutAsync();
        await visitor.GoAsync("/dev/mailbox?address=lena@", "Mailbox");
        await visitor.FollowAsync("Confirm your address for User Groups");
        await visitor.SeeAsync("Confirm your address for User Groups");
        await visitor.Main.GetByText("As its reader sees it", new() { Exact = true }).ClickAsync();
        await Expect(visitor.Page.FrameLocator("iframe").GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    private static async Task SignInAsync(Visitor visitor, string name, bool staff)
    {
        var email = $"{name.ToLowerInvariant()}@example.org";
        await visitor.SignInAsync(email, DemoCast.Password, staff ? "One more step" : null);
        if (!staff)
            return;
        await visitor.FillAsync("Code", await visitor.Main.Locator(".notice strong").InnerTextAsync());
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visitor.SeeSignedInAsync();
    }
}
