using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Jobs;

/// <summary>What one claimed round came to.</summary>
public sealed record JobRound(string Name, bool Succeeded, string Result);

/// <summary>Claims due jobs by a conditional update and runs them; any number of processes may do so at once.</summary>
public sealed partial class JobRunner(IServiceScopeFactory scopes, IEnumerable<ScheduledJob> timetable, TimeProvider time, ILogger<JobRunner> log)
{
    private readonly string me = $"{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Runs every job that is due now (or all, when <paramref name="evenIfNotDue"/>) and nobody is at.</summary>
    public async Task<IReadOnlyList<JobRound>> RunDueAsync(bool evenIfNotDue, CancellationToken cancel)
    {
        var rounds = new List<JobRound>();
        var due = await DueAsync(evenIfNotDue, cancel);
        foreach (var job in timetable.Where(j => due.Contains(j.Name)))
        {
            if (await ClaimAsync(job, evenIfNotDue, cancel))
                rounds.Add(await RunAsync(job, cancel));
        }

        return rounds;
    }

    /// <summary>When the next job is due, for the one who waits.</summary>
    public async Task<DateTime?> NextDueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        return await db.Jobs.AsNoTracking().MinAsync(j => (DateTime?)j.DueAt, cancel);
    }

    private async Task<HashSet<string>> DueAsync(bool evenIfNotDue, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = time.Now();
        var states = await db.Jobs.AsNoTracking().Select(j => new { j.Name, j.DueAt }).ToListAsync(cancel);
        var missing = timetable.Select(j => j.Name).Except(states.Select(s => s.Name), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            await AddMissingAsync(db, missing, now, cancel);
        return [.. missing, .. states.Where(s => evenIfNotDue || s.DueAt <= now).Select(s => s.Name)];
    }

    private static async Task AddMissingAsync(AppDbContext db, List<string> names, DateTime now, CancellationToken cancel)
    {
        db.Jobs.AddRange(names.Select(name => new JobState(name, now)));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            // Another process put the same lines in at the same moment: they are there, which is all that matters.
        }
    }

    private async Task<bool> ClaimAsync(ScheduledJob job, bool evenIfNotDue, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = time.Now();
        var claimed = await db.InTransactionAsync(
            token => db.Jobs
                .Where(j => j.Name == job.Name && (evenIfNotDue || j.DueAt <= now) && (j.ClaimedUntil == null || j.ClaimedUntil < now))
                .ExecuteUpdateAsync(set => set
                    .SetProperty(j => j.ClaimedBy, me).SetProperty(j => j.ClaimedUntil, now + job.Lease).SetProperty(j => j.LastStartedAt, now), token),
            cancel);
        return claimed == 1;
    }

    [SuppressMessage("Design", "CA1031", Justification = "One broken job must not stop the others; the error is logged and shown on the jobs page.")]
    private async Task<JobRound> RunAsync(ScheduledJob job, CancellationToken cancel)
    {
        JobRound round;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await ((IJob)scope.ServiceProvider.GetRequiredService(job.Type)).RunAsync(cancel);
            round = new JobRound(job.Name, true, result);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            round = new JobRound(job.Name, true, "Stopped with the portal; goes on at the next start.");
        }
        catch (Exception error)
        {
            LogFailure(log, job.Name, error);
            round = new JobRound(job.Name, false, $"{error.GetType().Name}: {error.Message}");
        }

        await ReleaseAsync(job, round);
        return round;
    }

    // Not cancelled with the portal: a stop in good order gives its claims back.
    private async Task ReleaseAsync(ScheduledJob job, JobRound round)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = time.Now();
        var result = round.Result.Length <= 1000 ? round.Result : round.Result[..1000];
        await db.InTransactionAsync(async token =>
        {
            var failures = round.Succeeded ? 0 : 1 + await db.Jobs.Where(j => j.Name == job.Name).Select(j => j.FailuresInARow).SingleAsync(token);
            var pause = job.Every * Math.Pow(2, Math.Min(failures, 6));
            await db.Jobs.Where(j => j.Name == job.Name && j.ClaimedBy == me).ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.ClaimedBy, (string?)null).SetProperty(j => j.ClaimedUntil, (DateTime?)null)
                    .SetProperty(j => j.DueAt, now + pause).SetProperty(j => j.LastEndedAt, now).SetProperty(j => j.LastResult, result)
                    .SetProperty(j => j.LastFailed, !round.Succeeded).SetProperty(j => j.FailuresInARow, failures),
                token);
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} failed.")]
    private static partial void LogFailure(ILogger log, string job, Exception error);
}
