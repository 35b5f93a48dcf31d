using Microsoft.Extensions.DependencyInjection;

namespace UserGroups.Jobs;

/// <summary>Recurring work: one bounded round per call, safe when two processes do it at once.</summary>
public interface IJob
{
    /// <returns>What the round did, in a few words for the jobs page, such as "12 sent".</returns>
    Task<string> RunAsync(CancellationToken cancel);
}

/// <summary>A line of the timetable.</summary>
/// <param name="Name">Stable name: the key of its state in the database.</param>
/// <param name="Every">Pause between the end of one round and the next.</param>
/// <param name="Lease">A claim older than this counts as abandoned (a killed process) and is taken over.</param>
/// <param name="Type">The <see cref="IJob"/> that does it.</param>
public sealed record ScheduledJob(string Name, TimeSpan Every, TimeSpan Lease, Type Type);

public static class JobTimetable
{
    /// <summary>Puts a job on the timetable; each module adds its own, <c>/staff/jobs</c> shows them all.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, string name, TimeSpan every, TimeSpan? lease = null)
        where TJob : class, IJob
    {
        services.AddScoped<TJob>();
        services.AddSingleton(new ScheduledJob(name, every, lease ?? TimeSpan.FromMinutes(10), typeof(TJob)));
        return services;
    }
}
