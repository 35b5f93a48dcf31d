using Microsoft.Playwright;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>
/// One Chromium for all classes that run at the time; the last one out closes it, so no process stays behind. It is the system's own,
/// never one that is downloaded. <c>USERGROUPS_CHROMIUM</c> names another.
/// </summary>
public static class Chromium
{
    private static readonly SemaphoreSlim Door = new(1);
    private static IPlaywright? playwright;
    private static IBrowser? browser;
    private static int users;

    public static async Task<IBrowser> EnterAsync()
    {
        await Door.WaitAsync();
        try
        {
            if (browser is null)
            {
                Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
                // The machine may be busy; every wait ends as soon as its condition holds.
                Assertions.SetDefaultExpectTimeout(20_000);
                playwright = await Playwright.CreateAsync();
                browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
                {
                    ExecutablePath = Environment.GetEnvironmentVariable("USERGROUPS_CHROMIUM") ?? "/usr/bin/chromium",
                    // Nothing here leaves the machine, and a container's small /dev/shm and missing user namespaces are no obstacle.
                    Args =
                    [
                        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                    ],
                });
            }

            users++;
            return browser;
        }
        finally
        {
            Door.Release();
        }
    }

    public static async Task LeaveAsync()
    {
        await Door.WaitAsync();
        try
        {
            if (--users > 0 || browser is null)
                return;
            await browser.DisposeAsync();
            playwright!.Dispose();
            (browser, playwright) = (null, null);
        }
        finally
        {
            Door.Release();
        }
    }
}
