using Microsoft.Playwright;
using UserGroups.Accounts;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Shell;

/// <summary>What JavaScript adds; everything works without it.</summary>
[Collection(LookingAround.Name)]
public sealed class ComfortTests(DevelopmentSite site)
{
    [Fact]
    public async Task A_password_can_be_shown_and_hidden_again()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/account/sign-in", "Sign in");
        var password = visitor.Field("Password");
        await password.FillAsync("open sesame to all");
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(password).ToHaveAttributeAsync("type", "text");
        await Expect(password).ToHaveValueAsync("open sesame to all");
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Hide" }).ClickAsync();
        await Expect(password).ToHaveAttributeAsync("type", "password");
    }

    [Fact]
    public async Task The_reader_of_a_refused_form_stands_at_its_summary_and_its_links_lead_to_the_fields()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/account/sign-up", "Make an account");
        await visitor.FillAsync("Name", "Berit");
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Make my account" }).ClickAsync();
        await Expect(visitor.ErrorSummary).ToBeFocusedAsync();
        await visitor.ErrorSummary.GetByRole(AriaRole.Link, new() { Name = "Email" }).ClickAsync();
        await Expect(visitor.Field("Email")).ToBeFocusedAsync();
        await Expect(visitor.Field("Email")).ToBeInViewportAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_key_is_copied_by_a_button()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.SignInAsync("max@example.org", DemoCast.Password);
        await visitor.GoAsync("/account/authenticator", "Codes from an app");
        var key = await visitor.Main.Locator(".secret code").InnerTextAsync();
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Equal(key, await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task On_a_phone_every_place_of_the_navigation_is_in_reach_of_a_thumb()
    {
        await using var visitor = await site.VisitAsync(320);
        await visitor.GoAsync("/");
        var links = visitor.Page.Locator(".site-header").GetByRole(AriaRole.Link);
        Assert.InRange(await links.CountAsync(), 3, 20);
        foreach (var link in await links.AllAsync())
        {
            await Expect(link).ToBeInViewportAsync();
            var box = (await link.BoundingBoxAsync())!;
            Assert.True(box.X >= 0 && box.X + box.Width <= 320 && box.Height >= 24, $"{await link.InnerTextAsync()} lies at {box.X}, {box.Width} × {box.Height}");
        }

        await visitor.Page.Locator(".site-nav").GetByRole(AriaRole.Link, new() { Name = "About" }).ClickAsync();
        await Expect(visitor.Page.Locator(".site-nav [aria-current=page]")).ToHaveTextAsync("About");
    }
}
