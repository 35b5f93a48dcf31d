using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace UserGroups.Web.Shell;

public static class ShellModule
{
    /// <summary>The languages that have texts. A further one is a further <c>.resx</c> file and one word here.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "de"];

    // Regions decide how dates, numbers and money look; the texts follow the language.
    private static readonly string[] Regions =
        ["en", "en-US", "en-GB", "en-IE", "en-CA", "en-AU", "en-NZ", "en-IN", "de", "de-DE", "de-AT", "de-CH"];

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddLocalization();
        services.AddSingleton(typeof(IStringLocalizer<>), typeof(KeptTexts<>));
        services.AddProblemDetails();
        services.AddScoped<Visit>();
        services.AddSingleton<LastKnownBrand>();
        services.AddSingleton<KnownRoutes>();
        services.AddSingleton<Navigation>();
        services.AddSingleton<HeadAssets>();
        services.AddSingleton<ErrorPages>();
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new ModuleViewLocations()));
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = Flash.Cookie);
        services.Configure<MvcViewOptions>(options => options.HtmlHelperOptions.ClientValidationEnabled = false);
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, FormMessages>();
        services.AddMvcCore().AddViews().AddRazorViewEngine().AddCookieTempDataProvider().AddDataAnnotations().AddDataAnnotationsLocalization(options =>
            options.DataAnnotationLocalizerProvider = ModuleTexts.For);
        services.AddOptions<RequestLocalizationOptions>().Configure<IOptions<ShellHooks>>(UseLanguages);
        return services;
    }

    /// <summary>Adds one entry to the navigation; a module calls it once for each of its places.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services, NavigationItem item) => services.AddSingleton(item);

    /// <summary>Goes first, after the security headers: what fails behind it gets a page a person can read.</summary>
    public static WebApplication UseShellErrors(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<ErrorPages>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = pages.WriteAsync,
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages(context => pages.WriteAsync(context.HttpContext));
        return app;
    }

    /// <summary>Goes after authentication: from here on the language is the person's.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseRequestLocalization();
        return app;
    }

    /// <summary>Static files with fingerprints, the brand's stylesheet and the covers.</summary>
    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/brand.css", BrandEndpoint.GetAsync).AllowAnonymous();
        app.MapGet("/covers/{kind}/{seed}.svg", CoverEndpoint.Get).AllowAnonymous();
        return app;
    }

    private static void UseLanguages(RequestLocalizationOptions options, IOptions<ShellHooks> hooks)
    {
        options.DefaultRequestCulture = new RequestCulture("en");
        options.SupportedCultures = [.. Regions.Select(CultureInfo.GetCultureInfo)];
        options.SupportedUICultures = [.. Languages.Select(CultureInfo.GetCultureInfo)];
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(hooks.Value.Culture(context) is { Length: > 0 } chosen ? new ProviderCultureResult(chosen) : null)),
            new AcceptLanguageHeaderRequestCultureProvider { Options = options },
        ];
    }
}
