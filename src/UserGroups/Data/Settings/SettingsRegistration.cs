using Microsoft.Extensions.DependencyInjection;
using UserGroups.Shared;

namespace UserGroups.Data;

public static class SettingsRegistration
{
    /// <summary>Puts a module's settings on the settings page, in the order given.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, IReadOnlyList<Setting> settings)
    {
        foreach (var setting in settings)
            services.AddSingleton(setting);
        return services;
    }
}
