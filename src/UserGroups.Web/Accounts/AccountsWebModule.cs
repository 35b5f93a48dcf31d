using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Accounts;

public static class AccountsWebModule
{
    public static IServiceCollection AddAccountsWeb(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton<SessionCookie>();
        services.AddAuthentication(SessionHandler.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Scheme, null);
        services.Configure<ShellHooks>(hooks =>
        {
            hooks.Viewer = context => ValueTask.FromResult(ShellViewerOf(context.Viewer()));
            hooks.Culture = context => context.CurrentSession()?.Culture;
            hooks.TimeZone = context => context.CurrentSession()?.TimeZone;
        });
        // The demo cast exists nowhere but on a developer's machine; everything about it asks for this service.
        if (environment.IsDevelopment())
            services.AddScoped<AccountsSeed>();
        return services;
    }

    /// <summary>After the database is ready: the demo cast in an empty Development database, the set-up link where there is no Administrator.</summary>
    public static async Task PrepareAccountsAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<AccountsSeed>() is AccountsSeed seed)
            await seed.SeedIfEmptyAsync();
        else if (await scope.ServiceProvider.GetRequiredService<SetupService>().NewLinkIfNeededAsync() is string link)
            await Console.Out.WriteLineAsync($"This portal has no Administrator yet. Open this address once, within 24 hours, to make one:\n\n  {link}\n");
    }

    // Menus show what a person is there for, also before the second factor; the pages behind them lead to it.
    private static ShellViewer ShellViewerOf(Viewer viewer) => viewer.IsSignedIn
        ? new ShellViewer(viewer.Name, viewer.Roles.Select(r => Enum.Parse<PersonKinds>(r.Role.ToString())).Aggregate(PersonKinds.Member, (all, one) => all | one))
        : ShellViewer.Visitor;
}
