using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;
using UserGroups.Web.Staff;

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
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<StaffPagesFilter>(order: -1000));
        services.TryAddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.AddScoped<PasskeyChallenges>();
        services.AddScoped<Passkeys>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteAddress>((options, site) =>
        {
            options.ServerDomain = site.PublicUrl.Host;
            options.ResidentKeyRequirement = "required";
            options.UserVerificationRequirement = "required";
            options.ValidateOrigin = asked => ValueTask.FromResult(IsOurs(asked, site, environment));
        });
        services.AddStaffPlace(new("People", "Who is on the staff: invite, give and take roles.", "/staff/people", 70, AccountsAccess.CanManageStaff, NobodyYetAsync));
        return services;
    }

    // Whoever sets the portal up sees whom a request for help would wait for in vain: one decides, another pays, a third packs.
    private static async Task<string?> NobodyYetAsync(HttpContext context)
    {
        StaffRole[] needed = [StaffRole.CommunityManager, StaffRole.Finance, StaffRole.Fulfilment];
        var there = await context.RequestServices.GetRequiredService<AppDbContext>().RoleGrants.Where(g => needed.Contains(g.Role) && g.Person.DeletedAt == null).Select(g => g.Role).Distinct().ToListAsync(context.RequestAborted);
        string[] missing = [.. needed.Except(there).Select(r => Names.Of(r).ToLowerInvariant())];
        return missing.Length == 0 ? null : $"nobody yet as {string.Join(", ", missing)}: invite them";
    }

    /// <summary>After the database is ready: the set-up link where there is no Administrator.</summary>
    public static async Task PrepareAccountsAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetupService>().NewLinkIfNeededAsync() is string link)
            await Console.Out.WriteLineAsync($"This portal has no Administrator yet. Open this address once, within 24 hours, to make one. Links of earlier starts no longer work.\n\n  {link}\n");
    }

    // A passkey made for this site is shown to this site; on a developer's machine the port may be another one.
    private static bool IsOurs(PasskeyOriginValidationContext asked, SiteAddress site, IHostEnvironment environment)
    {
        if (asked.CrossOrigin)
            return false;
        var request = asked.HttpContext.Request;
        return asked.Origin == site.PublicUrl.GetLeftPart(UriPartial.Authority)
            || (environment.IsDevelopment() && site.PublicUrl.IsLoopback && asked.Origin == $"{request.Scheme}://{request.Host}");
    }

    // Menus show what a person is there for, also before the second factor; the pages behind them lead to it.
    private static ShellViewer ShellViewerOf(Viewer viewer) => viewer.IsSignedIn
        ? new ShellViewer(viewer.Name, viewer.Roles.Select(r => Enum.Parse<PersonKinds>(r.Role.ToString())).Aggregate(PersonKinds.Member, (all, one) => all | one))
        : ShellViewer.Visitor;
}
