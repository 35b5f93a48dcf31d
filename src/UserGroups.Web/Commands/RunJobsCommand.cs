using UserGroups.Jobs;

namespace UserGroups.Web.Commands;

/// <summary>One round of every job, due or not, for those who let cron keep the time.</summary>
public sealed class RunJobsCommand(JobRunner jobs) : ICommand
{
    public string Name => "run-jobs";

    public string Usage => "";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var rounds = await jobs.RunDueAsync(evenIfNotDue: true, cancel);
        foreach (var round in rounds)
            await output.WriteLineAsync($"{round.Name}: {round.Result}");
        var failed = rounds.Count(r => !r.Succeeded);
        if (failed > 0)
            throw new CommandException($"{failed} of {rounds.Count} jobs failed; each is named above and in the log.");
    }
}
