using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

/// <summary>
/// What the shell asks of the rooms above it. Accounts, settings and chapters fill these in with
/// <c>services.Configure&lt;ShellHooks&gt;</c>; until they do, the shell stands on its own.
/// </summary>
public sealed class ShellHooks
{
    /// <summary>The vendor's name, logo and accent. Called once a request.</summary>
    public Func<HttpContext, ValueTask<Brand>> Brand { get; set; } = _ => ValueTask.FromResult(Shell.Brand.Default);

    /// <summary>Who looks at the page. Called once a request.</summary>
    public Func<HttpContext, ValueTask<ShellViewer>> Viewer { get; set; } = context => ValueTask.FromResult(ShellViewer.From(context.User));

    /// <summary>The language and region the person chose, such as <c>de-AT</c>, or null to go by the browser.</summary>
    public Func<HttpContext, string?> Culture { get; set; } = _ => null;

    /// <summary>The IANA zone the person chose, or null when times are shown where they happen.</summary>
    public Func<HttpContext, string?> TimeZone { get; set; } = _ => null;

    /// <summary>What the home page has to show.</summary>
    public Func<HttpContext, ValueTask<HomePage>> Home { get; set; } = _ => ValueTask.FromResult(HomePage.Empty);
}

/// <summary>This visit: the brand and the viewer of the running request, each asked for once.</summary>
public sealed class Visit(IHttpContextAccessor accessor, IOptions<ShellHooks> hooks, LastKnownBrand lastKnown)
{
    private Brand? brand;
    private ShellViewer? viewer;

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A visit exists only while a request runs.");

    public string? TimeZone => hooks.Value.TimeZone(Context);

    public async ValueTask<Brand> BrandAsync()
    {
        brand ??= await hooks.Value.Brand(Context);
        lastKnown.Value = brand;
        return brand;
    }

    public async ValueTask<ShellViewer> ViewerAsync() => viewer ??= await hooks.Value.Viewer(Context);
}

/// <summary>The brand as it was last read, for the one page that may not ask for it: the 500 page.</summary>
public sealed class LastKnownBrand
{
    private volatile Brand current = Brand.Default;

    public Brand Value { get => current; set => current = value; }
}
