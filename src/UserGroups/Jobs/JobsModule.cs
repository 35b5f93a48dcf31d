using Microsoft.Extensions.DependencyInjection;

namespace UserGroups.Jobs;

public static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobBell>();
        return services;
    }
}
