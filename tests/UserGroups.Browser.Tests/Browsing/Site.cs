using Microsoft.Playwright;
using UserGroups.Web.Tests.Start;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>The portal as a process of its own with an empty folder: own database, own mail folder, own port. </summary>
public abstract class Site(string environment) : IAsyncLifetime
{
    private readonly string folder = PortalProcess.NewFolder();
    private IBrowser? browser;
    private PortalProcess? process;

    public ReceivedMail Mail { get; private set; } = ReceivedMail.In("");

    public string Address => Process.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The portal's database, for what no page can put there yet.</summary>
    public string DatabaseFile => Path.Combine(folder, "portal.db");

    /// <summary>What the operator reads on the console.</summary>
    public string Console => Process.Output;

    private PortalProcess Process => process ?? throw new InvalidOperationException("The portal is not started.");

    public async Task InitializeAsync()
    {
        var mail = Path.Combine(folder, "mail");
        Mail = ReceivedMail.In(mail);
        process = PortalProcess.StartFrom(await ProgramAsync(folder), folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["ASPNETCORE_CONTENTROOT"] = ContentRoot(folder),
            ["Mail__Transport"] = "Folder",
            ["Mail__Folder"] = mail,
            ["Mail__Journal"] = Path.Combine(folder, "journal"),
            ["Serilog__MinimumLevel__Default"] = "Warning",
        });
        browser = await Chromium.EnterAsync();
        await process.WaitUntilReadyAsync();
    }

    /// <summary>The program to start; by default the one that was just built.</summary>
    protected virtual Task<string> ProgramAsync(string ownFolder) => Task.FromResult(typeof(Program).Assembly.Location);

    protected virtual string ContentRoot(string ownFolder) => ownFolder;

    /// <summary>A browser profile of its own: no cookies, no history, one open page.</summary>
    public Task<Visitor> VisitAsync(int width = 1280, bool javaScript = true, bool finger = false) =>
        Visitor.OpenAsync(browser ?? throw new InvalidOperationException("There is no browser."), Address, width, javaScript, finger);

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await Chromium.LeaveAsync();
        if (process is not null)
            await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>With the demo cast; http://localhost is a secure context, so passkeys work.</summary>
public sealed class DevelopmentSite() : Site("Development");

/// <summary>Classes that share one portal, because a start costs more than most tests: those that change the cast, and those that look at it.</summary>
[CollectionDefinition(Name)]
public sealed class ChangingAccounts : ICollectionFixture<DevelopmentSite>
{
    public const string Name = "Changing accounts";
}

/// <inheritdoc cref="ChangingAccounts"/>
[CollectionDefinition(Name)]
public sealed class LookingAround : ICollectionFixture<DevelopmentSite>
{
    public const string Name = "Looking around";
}
