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
    public async Task A_calendar_beside_the_field_writes_the_date_as_the_field_would_show_it()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/dev/styleguide", "Styleguide");
        await Expect(visitor.Field("Date")).ToHaveValueAsync("Thu 11 Feb 2027");
        await Expect(visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Calendar" })).ToHaveCountAsync(1);
        // The calendar itself is the system's; what it chooses arrives like this.
        await visitor.Page.Locator("[data-calendar-of=Date]").EvaluateAsync("field => { field.value = '2027-03-18'; field.dispatchEvent(new Event('change')); }");
        await Expect(visitor.Field("Date")).ToHaveValueAsync("Thu, 18 Mar 2027");
        await Expect(visitor.Field("Date")).ToBeFocusedAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Under_a_finger_dates_and_times_are_taken_by_the_phones_own_wheel()
    {
        await using var visitor = await site.VisitAsync(390, finger: true);
        await visitor.GoAsync("/dev/styleguide", "Styleguide");
        await Expect(visitor.Field("Date")).ToHaveAttributeAsync("type", "date");
        await Expect(visitor.Field("Date")).ToHaveValueAsync("2027-02-11");
        await Expect(visitor.Field("Doors open")).ToHaveAttributeAsync("type", "time");
        await Expect(visitor.Field("Doors open")).ToHaveValueAsync("18:00");
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
