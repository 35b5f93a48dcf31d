using System.Reflection;
using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserGroups.Data;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

/// <summary>The shell alone, running: its controllers, views, files and error pages, without accounts and without a database.</summary>
public sealed class ShellSite : IAsyncDisposable
{
    private readonly WebApplication running;

    private ShellSite(WebApplication app) => running = app;

    public static async Task<ShellSite> StartAsync(string environment = "Production", Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "UserGroups.Web",
            ContentRootPath = SourceRoot,
            EnvironmentName = environment,
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        // A build keeps no file so that an edited stylesheet shows at once; a published site does, and that is what is looked at here.
        builder.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
        builder.Services.AddControllersWithViews().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new ShellOnly()));
        builder.Services.AddShell();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(PublicChanges.Of("none: the shell alone")).AddPublicPages(DatabaseProvider.Sqlite);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseShellErrors();
        app.UseRouting();
        app.UseShell();
        app.MapShell();
        app.MapControllers().WithStaticAssets();
        app.MapGet("/test/status/{status:int}", (int status) => Microsoft.AspNetCore.Http.Results.StatusCode(status));
        app.MapGet("/test/broken", string () => throw new InvalidOperationException("The secret cause."));
        map?.Invoke(app);
        await app.StartAsync();
        return new ShellSite(app);
    }

    public static string SourceRoot { get; } = FindSource();

    public IServiceProvider Services => running.Services;

    public HttpClient Client() => running.GetTestClient();

    public async Task<(HttpResponseMessage Response, IHtmlDocument Page)> OpenAsync(string path, string? language = null, string? accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        var response = await Client().SendAsync(request);
        return (response, await ReadAsync(response));
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return (IHtmlDocument)await BrowsingContext.New().OpenAsync(r => r.Content(html));
    }

    public ValueTask DisposeAsync() => running.DisposeAsync();

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "UserGroups.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("UserGroups.sln"), "src", "UserGroups.Web");
    }

    private sealed class ShellOnly : Microsoft.AspNetCore.Mvc.ApplicationParts.IApplicationFeatureProvider<ControllerFeature>
    {
        public void PopulateFeature(IEnumerable<Microsoft.AspNetCore.Mvc.ApplicationParts.ApplicationPart> parts, ControllerFeature feature)
        {
            foreach (var other in feature.Controllers.Where(c => c.Namespace != typeof(HomeController).Namespace).ToList())
                feature.Controllers.Remove(other);
        }
    }
}
