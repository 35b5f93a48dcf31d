using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Story;

/// <summary>
/// One of the cast in front of a browser of their own. Goes only where something visible leads: a link, a button, or a link in a letter; the one address a
/// player knows by heart is the front page. Each step says which page it must end on.
/// </summary>
public sealed class Player(string name, Visitor visitor, StoryPortal portal, Critic critic) : IAsyncDisposable
{
    private const string Password = "seven patient herons";
    private Phone? phone;

    public string Name => name;

    public string Email => $"{name.ToLowerInvariant()}@example.org";

    public Visitor Visitor => visitor;

    public async Task OpenAsync(string address, string heading)
    {
        await visitor.Page.GotoAsync(address);
        await ArriveAsync(heading);
    }

    /// <summary>Opens a letter and clicks its link.</summary>
    public async Task OpenLetterAsync(string pathBegins, string heading) => await OpenAsync(await portal.Mail.LinkAsync(Email, pathBegins), heading);

    /// <summary>Clicks a place in the header. Whose session has run out signs in on the way and still gets there.</summary>
    public async Task TurnToAsync(string place, string heading)
    {
        await visitor.Page.Locator(".site-nav").GetByRole(AriaRole.Link, new() { Name = place, Exact = true }).ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync(new Regex($"^({Regex.Escape(heading)}|Sign in)$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        if (await visitor.Heading.InnerTextAsync() == "Sign in")
            await SignInAsync(heading);
        else
            await ArriveAsync(heading);
    }

    public async Task FollowAsync(string link, string heading)
    {
        await visitor.Main.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).Filter(new() { Visible = true }).First.ClickAsync();
        await ArriveAsync(heading);
    }

    public async Task PressAsync(string button, string heading)
    {
        await visitor.Main.GetByRole(AriaRole.Button, new() { NameRegex = Words(button) }).ClickAsync();
        await ArriveAsync(heading);
    }

    public async Task TypeAsync(params (string Label, string Text)[] fields)
    {
        foreach (var (label, text) in fields)
            await Field(label).FillAsync(text);
    }

    public Task ChooseAsync(string label, string value) => Field(label).SelectOptionAsync(value);

    public Task TickAsync(string label) => Field(label).CheckAsync();

    /// <summary>These words stand on the page.</summary>
    public async Task SeeAsync(params string[] words)
    {
        foreach (var part in words)
            await Expect(visitor.Main).ToContainTextAsync(part);
    }

    public async Task SignUpAsync()
    {
        await visitor.Page.Locator(".corner, main").GetByRole(AriaRole.Link, new() { Name = "Sign up" }).First.ClickAsync();
        await ArriveAsync("Make an account");
        await FillInSignUpAsync();
    }

    public async Task FillInSignUpAsync()
    {
        await TypeAsync(("Name", name), ("Email", Email), ("Password", Password));
        await PressAsync("Make my account", "Look into your mail");
        await OpenLetterAsync("/account/confirm/", "Confirm your address");
        await TypeAsync(("Password", Password));
        await PressAsync("Confirm and sign in", "My page");
    }

    /// <summary>Name, password and the app on the phone, as asked on the page one lands on; then to the desk.</summary>
    public async Task JoinStaffAsync(string button)
    {
        await TypeAsync(("Name", name), ("Password", Password));
        await PressAsync(button, "Codes from an app");
        phone = new Phone(await visitor.Main.Locator(".secret code").InnerTextAsync(), portal.Clock);
        await TypeAsync(("Code", phone.NextCode()));
        await PressAsync("Turn it on", "Recovery codes");
        await FollowAsync("I have kept them", "Staff desk");
    }

    public ValueTask DisposeAsync() => visitor.DisposeAsync();

    // What only a screen reader reads begins a part of its own: "Is here" and ": Ida".
    private static Regex Words(string name) => new($"^{Regex.Escape(name).Replace(":", @"\s?:", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    // The whole label, but for what is said of it in brackets: "(optional)".
    private ILocator Field(string label) => visitor.Main.GetByLabel(new Regex($@"^\s*{Regex.Escape(label)}\s*(\(|$)", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private async Task SignInAsync(string heading)
    {
        await TypeAsync(("Email", Email), ("Password", Password));
        await PressAsync("Sign in", phone is null ? heading : "One more step");
        if (phone is null)
            return;
        await TypeAsync(("Code", phone.NextCode()));
        await PressAsync("Go on", heading);
    }

    private async Task ArriveAsync(string heading)
    {
        try
        {
            await visitor.SeeAsync(heading);
        }
        catch (PlaywrightException wrong)
        {
            throw new InvalidOperationException($"{name} expected “{heading}” and is at {visitor.Page.Url}: {await visitor.Main.InnerTextAsync()}", wrong);
        }

        await critic.LookAsync(visitor);
    }
}
