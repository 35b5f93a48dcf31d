using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>Somebody in front of a browser: fills by label, presses by the words on the button, and notes what the browser complains about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly string address;

    public Visitor(IBrowserContext context, IPage page, string address)
    {
        (Context, Page, this.address) = (context, page, address);
        context.Console += (_, message) => Note(message);
        context.WebError += (_, error) => complaints.Enqueue($"script: {error.Error}");
        context.Request += (_, request) => NoteForeign(request.Url);
    }

    /// <summary>A browser profile of its own: no cookies, no history, one open page. A finger points only roughly.</summary>
    public static async Task<Visitor> OpenAsync(IBrowser browser, string address, int width = 1280, bool javaScript = true, bool finger = false)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            Locale = "en-GB",
            JavaScriptEnabled = javaScript,
            HasTouch = finger,
            IsMobile = finger,
            // A portal on https here has a certificate that it made itself.
            IgnoreHTTPSErrors = true,
            // Colours are judged as they rest, not on their way.
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        // Generous because the machine may be busy; every wait ends as soon as its condition holds.
        context.SetDefaultTimeout(20_000);
        return new Visitor(context, await context.NewPageAsync(), address);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors of scripts and policy, and requests to anywhere but this site.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public ILocator Main => Page.Locator("main");

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Flash => Page.Locator(".flash");

    public ILocator ErrorSummary => Page.Locator(".error-summary");

    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Opens a page and makes sure that it is the one meant.</summary>
    public async Task GoAsync(string path, string heading)
    {
        await Page.GotoAsync(path);
        await SeeAsync(heading);
    }

    public Task SeeAsync(string heading) => Assertions.Expect(Heading).ToHaveTextAsync(heading);

    public ILocator Field(string label) => Main.GetByLabel(new Regex($@"^\s*{Regex.Escape(label)}(\s|$)", RegexOptions.None, TimeSpan.FromSeconds(1)));

    public Task FillAsync(string label, string value) => Field(label).FillAsync(value);

    /// <summary>Presses a button of the page's own part and waits for the page it leads to.</summary>
    public async Task PressAsync(string button, string heading)
    {
        await Main.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await SeeAsync(heading);
    }

    public Task FollowAsync(string link) => Main.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    public async Task SignInAsync(string email, string password, string? heading = null)
    {
        await GoAsync("/account/sign-in", "Sign in");
        await FillAsync("Email", email);
        await FillAsync("Password", password);
        await Main.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        if (heading is null)
            await SeeSignedInAsync();
        else
            await SeeAsync(heading);
    }

    public async Task SignOutAsync()
    {
        await Page.Locator(".corner").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(Page.Locator(".corner").GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    public Task SeeSignedInAsync() => Assertions.Expect(Page.Locator(".corner").GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();

    /// <summary>A private page now asks who you are.</summary>
    public async Task SeeSignedOutAsync()
    {
        await Page.GotoAsync("/account");
        await SeeAsync("Sign in");
    }

    /// <summary>What lies beyond the right edge of the whole page, in CSS pixels.</summary>
    public async Task<int> SidewaysAsync()
    {
        // A page whose style has not come yet has another shape. The page itself is asked: a browser's event "load" may pass before somebody listens.
        for (var turns = 0; turns < 400; turns++)
        {
            if (await Page.EvaluateAsync<int>("document.readyState === 'complete' ? Math.max(0, document.documentElement.scrollWidth - innerWidth) : -1") is >= 0 and var beyond)
                return beyond;
            await Task.Delay(50);
        }

        throw new TimeoutException($"{Page.Url} did not come whole within 20 s.");
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private void Note(IConsoleMessage message)
    {
        // That a page itself was refused (404, 422) is an answer, not a fault of the page.
        if (message.Type == "error" && !(message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && message.Location.StartsWith((message.Page?.Url ?? "-") + ":", StringComparison.Ordinal)))
            complaints.Enqueue($"console: {message.Text} ({message.Location})");
    }

    private void NoteForeign(string url)
    {
        if (!url.StartsWith(address + "/", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal))
            complaints.Enqueue($"request to {url}");
    }
}
