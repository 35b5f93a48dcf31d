using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using UserGroups.Jobs;
using UserGroups.Shared;

namespace UserGroups.Tests.Jobs;

public sealed class JobRunnerTests : IAsyncLifetime
{
    private readonly MovedClock clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly Tally tally = new();
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_job_runs_when_it_is_due_and_not_again_before()
    {
        await using var process = Process();
        await RunDueAsync(process);
        await RunDueAsync(process);
        Assert.Equal(1, tally.Rounds);

        clock.Move(TimeSpan.FromMinutes(5));
        await RunDueAsync(process);
        Assert.Equal(2, tally.Rounds);
    }

    [Fact]
    public async Task Ten_processes_at_once_run_a_due_job_once()
    {
        var processes = Enumerable.Range(0, 10).Select(_ => Process()).ToList();
        await Task.WhenAll(processes.Select(RunDueAsync));
        Assert.Equal(1, tally.Rounds);
        foreach (var process in processes)
            await process.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_left_by_a_killed_process_is_taken_over_when_its_lease_ends()
    {
        await using var process = Process();
        await RunDueAsync(process);
        await using (var db = database.Open())
        {
            await db.InTransactionAsync(token => db.Jobs.ExecuteUpdateAsync(
                j => j.SetProperty(x => x.ClaimedBy, "killed").SetProperty(x => x.ClaimedUntil, clock.Now().AddMinutes(20)), token));
        }

        clock.Move(TimeSpan.FromMinutes(10));
        await RunDueAsync(process);
        Assert.Equal(1, tally.Rounds);
        clock.Move(TimeSpan.FromMinutes(11));
        await RunDueAsync(process);
        Assert.Equal(2, tally.Rounds);
    }

    [Fact]
    public async Task A_job_that_fails_is_shown_with_its_error_and_waits_longer_each_time()
    {
        tally.Fails = true;
        await using var process = Process();
        var round = Assert.Single(await RunDueAsync(process));
        Assert.Equal((false, "InvalidOperationException: The post is on strike."), (round.Succeeded, round.Result));
        var first = await DueAsync();
        clock.Set(new DateTimeOffset(first));
        await RunDueAsync(process);
        var second = await DueAsync();

        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)), (first - Start, second - first));
    }

    private static DateTime Start => new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private static Task<IReadOnlyList<JobRound>> RunDueAsync(ServiceProvider process) =>
        process.GetRequiredService<JobRunner>().RunDueAsync(evenIfNotDue: false, CancellationToken.None);

    private async Task<DateTime> DueAsync()
    {
        await using var db = database.Open();
        return await db.Jobs.Select(j => j.DueAt).SingleAsync();
    }

    private ServiceProvider Process() => database.Services(clock, services =>
    {
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(tally);
        services.AddJobs();
        services.AddJob<CountingJob>("count", TimeSpan.FromMinutes(5));
    });

    private sealed class Tally
    {
        private int rounds;

        public int Rounds => rounds;

        public bool Fails { get; set; }

        public void Add() => Interlocked.Increment(ref rounds);
    }

    private sealed class CountingJob(Tally tally) : IJob
    {
        public async Task<string> RunAsync(CancellationToken cancel)
        {
            tally.Add();
            await Task.Delay(20, cancel);
            return tally.Fails ? throw new InvalidOperationException("The post is on strike.") : "counted";
        }
    }
}
