using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts.Jobs;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Accounts;

public static class AccountsModule
{
    /// <summary>Accounts, sessions, second factors and staff roles. Needs AddData, AddMail, a SiteAddress, a TimeProvider and Data Protection.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
        {
            options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            options.User.RequireUniqueEmail = true;
            options.Lockout.MaxFailedAccessAttempts = Locks.Most;
            options.Lockout.DefaultLockoutTimeSpan = Locks.Duration;
        }).AddUserStore<PersonStore>();
        services.AddScoped<PersonStore>();
        services.AddSingleton<ILookupNormalizer, AddressNormalizer>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Passwords.Iterations);
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<RecoveryCodeHashes>();
        services.AddSingleton<SecurityLog>();
        services.AddSingleton<SessionLookup>();
        services.AddScoped<SessionService>();
        services.AddScoped<SignUpService>();
        services.AddScoped<SignInService>();
        services.AddScoped<SecondFactorService>();
        services.AddScoped<PasswordService>();
        services.AddScoped<AddressService>();
        services.AddScoped<AccountService>();
        services.AddScoped<SetupService>();
        services.AddScoped<StaffService>();
        services.AddScoped<InvitationService>();
        services.AddJob<PruneAccounts>("accounts.prune", TimeSpan.FromHours(1));
        return services;
    }
}
