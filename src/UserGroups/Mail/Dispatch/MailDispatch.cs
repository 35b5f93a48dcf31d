using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// Sends while the portal is up. Each lane has a loop of its own that wakes when a letter is committed, when a letter is due,
/// or after fifteen seconds; a stop gives back what was not yet on its way.
/// </summary>
public sealed partial class MailDispatch(
    DispatchRound round, MailStandings standings, MailBells bells, IServiceScopeFactory scopes, TimeProvider time, ILogger<MailDispatch> log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first page comes first.
        await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(Enum.GetValues<MailLane>().Select(lane => Task.Run(() => LoopAsync(lane, stoppingToken), CancellationToken.None)));
    }

    private async Task LoopAsync(MailLane lane, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = LongestWait;
            try
            {
                await round.RunAsync(lane, stop);
                wait = await WaitAsync(lane, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The database is away for a moment: the loop goes on, the log says so.
                LogTrouble(log, lane, error);
            }

            await bells.For(lane).WaitAsync(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> WaitAsync(MailLane lane, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var due = await db.Outbox.Where(m => m.State == OutboxState.Waiting && m.Lane == lane).MinAsync(m => (DateTime?)m.NextTryAt, stop);
        var retry = (await standings.ReadAsync(stop))?.RetryAt;
        if (due < retry)
            due = retry;
        return due is null ? LongestWait : TimeSpan.FromMilliseconds(Math.Clamp((due.Value - time.Now()).TotalMilliseconds, 100, LongestWait.TotalMilliseconds));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the {Lane} lane failed; it is tried again.")]
    private static partial void LogTrouble(ILogger log, MailLane lane, Exception error);
}
