using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserGroups.Shared;

namespace UserGroups.Jobs;

/// <summary>Lets somebody who has just left work behind (a letter) wake the clock before its next tick.</summary>
public sealed class JobBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    /// <summary>Rings; a bell that is already ringing stays so.</summary>
    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already ringing.
        }
    }

    public void Dispose() => rung.Dispose();

    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => rung.WaitAsync(atMost, cancel);
}

/// <summary>Runs due jobs while the portal is up.</summary>
public sealed partial class JobClock(JobRunner runner, JobBell bell, TimeProvider time, ILogger<JobClock> log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first page comes first.
        await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = LongestWait;
            try
            {
                await runner.RunDueAsync(evenIfNotDue: false, stoppingToken);
                if (await runner.NextDueAsync(stoppingToken) is DateTime next)
                    wait = TimeSpan.FromMilliseconds(Math.Clamp((next - time.Now()).TotalMilliseconds, 200, LongestWait.TotalMilliseconds));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The database is away for a moment: the clock goes on, the log says so.
                LogTrouble(log, error);
            }

            await bell.WaitAsync(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job clock could not read the timetable; it tries again.")]
    private static partial void LogTrouble(ILogger log, Exception error);
}
