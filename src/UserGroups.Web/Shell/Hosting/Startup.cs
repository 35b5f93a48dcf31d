using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using UserGroups.Data;
using UserGroups.Jobs;

namespace UserGroups.Web.Shell;

/// <summary>What every part of the portal stands on, in the order of Program.cs.</summary>
public static class Startup
{
    /// <summary>Run from its source folder the portal is in Development; a published copy is in Production unless told otherwise.</summary>
    public static WebApplicationOptions Options(string[] arguments)
    {
        var told = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        var fromSource = File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "UserGroups.Web.csproj"));
        // An environment named in the arguments wins over both; the framework reads it from there only when it is told nothing here.
        if (arguments.Any(a => a.StartsWith("--environment", StringComparison.OrdinalIgnoreCase)))
            return new WebApplicationOptions { Args = arguments, ContentRootPath = ContentRoot(arguments) };
        return new WebApplicationOptions { Args = arguments, ContentRootPath = ContentRoot(arguments), EnvironmentName = told ?? (fromSource ? Environments.Development : Environments.Production) };
    }

    /// <summary>
    /// A published copy brings its wwwroot and appsettings.json along, and finds them from whatever folder it is started. Run from its source folder, told where to look,
    /// or with a wwwroot before it, it looks where the framework does (null).
    /// </summary>
    private static string? ContentRoot(string[] arguments)
    {
        var told = arguments.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase))
            || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null;
        return told ? null : ContentRoot(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
    }

    /// <returns>The program's folder, when it has the wwwroot that the current one lacks; else null.</returns>
    public static string? ContentRoot(string current, string program) =>
        !Directory.Exists(Path.Combine(current, "wwwroot")) && Directory.Exists(Path.Combine(program, "wwwroot")) ? program : null;

    /// <summary>Without its styles and scripts the site runs and every page is naked; the log says why.</summary>
    public static void WarnWithoutAssets(this WebApplication app)
    {
        if (!app.Environment.WebRootFileProvider.GetFileInfo("css/base.css").Exists)
            app.Logger.LogWarning(
                "There is no wwwroot in {Folder}, so every page comes without styles and scripts. Start the portal from the folder of its program, or name that folder: --contentRoot FOLDER",
                app.Environment.ContentRootPath);
    }

    public static void AddFoundation(this WebApplicationBuilder builder, PortalConfiguration portal)
    {
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls("http://localhost:5080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 12 * 1024 * 1024;
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(portal);
        builder.Services.AddSingleton(portal.Site);
        builder.Services.AddData(portal.Provider, portal.ConnectionString, portal.MaxBatchSize);
        builder.Services.AddJobs();
        builder.Services.AddKeys();
        AddProxies(builder.Services, portal);
        builder.Services.AddHealth();
        builder.Services.AddRateLimits();
        builder.Services.AddSingleton<Refusals>();
        builder.Services.AddAuthorization();
        builder.Services.AddControllersWithViews(mvc =>
        {
            mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
            mvc.Filters.Add<RuleFilter>();
            mvc.Filters.Add<ForgedFormNote>();
            // A missing field is the form's to say ([Required]), not the type's.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
        // After the shell has named it: the __Host- must not be lost.
        builder.Services.PostConfigure<CookieTempDataProviderOptions>(options => Harden(options.Cookie, Flash.Cookie, builder.Environment));
        builder.Services.AddAntiforgery(options =>
        {
            Harden(options.Cookie, "usergroups-form", builder.Environment);
            options.FormFieldName = "__form";
        });
        // Everywhere but in Development every cookie is Secure, whoever sets it.
        builder.Services.Configure<CookiePolicyOptions>(options =>
            options.Secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always);
    }

    // Browsers take neither Secure nor __Host- over plain http, which only a developer's machine is served by.
    private static void Harden(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        cookie.Name = environment.IsDevelopment() ? name : "__Host-" + name;
        // Not Always: that would refuse http://localhost, where browsers keep Secure cookies and where an operator opens the set-up link.
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.HttpOnly = true;
    }

    /// <summary>Data Protection with its keys in the database, so that all nodes read each other's cookies.</summary>
    public static void AddKeys(this IServiceCollection services)
    {
        // Keys made before keep what they were made with, and what they sealed stays readable.
        services.AddDataProtection().SetApplicationName("UserGroups").UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<KeyRing>();
        services.AddJob<RenewKeys>("renew-keys", TimeSpan.FromHours(12));
        services.AddJob<ForgetForms>("forget-forms", TimeSpan.FromHours(6));
        services.AddJob<CountRows>("data.count-rows", TimeSpan.FromHours(24));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options =>
            {
                options.XmlRepository = provider.GetRequiredService<KeyRing>();
                options.AutoGenerateKeys = false;
            }));
    }

    // X-Forwarded-… counts only from proxies that were named; from anybody else it is a stranger's claim.
    private static void AddProxies(IServiceCollection services, PortalConfiguration portal) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardedHeaders = portal.TrustedProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var text in portal.TrustedProxies)
        {
            if (System.Net.IPAddress.TryParse(text, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(text, out var network))
                options.KnownIPNetworks.Add(network);
        }
    });

    /// <summary>Makes sure that the database fits before the first request is taken.</summary>
    /// <exception cref="SchemaException">It does not; the message says what to do.</exception>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        if (db is SqliteAppDbContext)
            await DatabaseUpgrade.ApplyAsync(db);
        // With several nodes on one server, one person upgrades once; a node that starts must not.
        else if (await DatabaseUpgrade.PendingAsync(db) is { Count: > 0 and var steps })
            throw new SchemaException($"The database lacks {steps} upgrade {(steps == 1 ? "step" : "steps")}. Run the command \"migrate\" once, then start the site.");
        scope.ServiceProvider.GetRequiredService<RenewKeys>().MakeIfNeeded();
        // The first letter may be written before anybody opens a page, and bears the portal's name.
        await scope.ServiceProvider.GetRequiredService<SettingsSnapshot>().CurrentAsync();
    }
}
