using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Commands;

/// <summary>Finds the command the arguments name and turns its outcome into an exit code: 0 only if it worked.</summary>
public static class CommandLine
{
    public static IServiceCollection AddCommands(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddScoped<ICommand, MigrateCommand>();
        services.AddScoped<ICommand, VerifyAuditCommand>();
        services.AddScoped<ICommand, RunJobsCommand>();
        services.AddScoped<ICommand, StaffAddCommand>();
        services.AddScoped<ICommand, SeedDemoCommand>();
        services.AddScoped<LoadSeed>().AddScoped<LoadRequests>().AddScoped<LoadStores>().AddScoped<LoadLetters>();
        services.AddScoped<ICommand, SeedLoadCommand>();
        services.AddScoped<ICommand, SendMailCommand>();
        services.AddScoped<ICommand, ImportChaptersCommand>();
        services.AddScoped<ICommand, ImportEventsCommand>();
        services.AddScoped<ICommand, ImportKeysCommand>();
        // The demo cast exists nowhere but on a developer's machine; everything about it asks for this service.
        if (environment.IsDevelopment())
            services.AddSingleton<DemoStage>();
        return services;
    }

    /// <summary>In Development an empty database gets the demo cast and its story.</summary>
    public static async Task PlayDemoIfEmptyAsync(this WebApplication app)
    {
        if (app.Services.GetService<DemoStage>() is DemoStage stage)
            await stage.PlayIfEmptyAsync();
    }

    /// <summary>True when the arguments name a command rather than options of the site (<c>--urls</c>).</summary>
    public static bool IsCommand(string[] arguments) => arguments.Length > 0 && !arguments[0].StartsWith('-');

    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        await using var scope = services.CreateAsyncScope();
        var commands = scope.ServiceProvider.GetServices<ICommand>().ToList();
        // "import chapters" before "import": the longest name that fits.
        var command = commands.OrderByDescending(c => c.Name.Length).FirstOrDefault(c => Words(c).SequenceEqual(arguments.Take(Words(c).Length)));
        if (command is null)
        {
            await Console.Error.WriteLineAsync($"There is no command “{string.Join(' ', arguments)}”. Commands:");
            foreach (var known in commands.OrderBy(c => c.Name, StringComparer.Ordinal))
                await Console.Error.WriteLineAsync($"  {known.Name} {known.Usage}");
            return 2;
        }

        var words = WithoutSettings([.. arguments.Skip(Words(command).Length)]);
        if (command.Usage.Length == 0 && words.Count > 0)
        {
            // "send-mail --dry-run" must not send.
            await Console.Error.WriteLineAsync($"“{command.Name}” takes no arguments; “{string.Join(' ', words)}” is not known. Nothing was done.");
            return 2;
        }

        try
        {
            if (command is not MigrateCommand)
                await services.PrepareDatabaseAsync();
        }
        catch (SchemaException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (Exception error) when (StartProblems.SentenceOf(error) is not null)
        {
            await Console.Error.WriteLineAsync(StartProblems.SentenceOf(error));
            return 1;
        }

        return await RunAsync(command, words, stop.Token);
    }

    private static async Task<int> RunAsync(ICommand command, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        try
        {
            await command.RunAsync(arguments, Console.Out, cancel);
            return 0;
        }
        catch (Exception error) when (error is CommandException or RuleException or SchemaException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (Exception error) when (StartProblems.SentenceOf(error) is not null)
        {
            await Console.Error.WriteLineAsync(StartProblems.SentenceOf(error));
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; nothing was changed by the step that was under way.");
            return 130;
        }
    }

    // What configures the portal (--Database:Provider SqlServer, --environment=Production) is read by the host and is no word of the command.
    private static List<string> WithoutSettings(string[] arguments)
    {
        var words = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i].Split('=')[0];
            if (name is "--environment" or "--urls" or "--contentRoot" || (name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal)))
                i += arguments[i].Contains('=', StringComparison.Ordinal) ? 0 : 1;
            else
                words.Add(arguments[i]);
        }

        return words;
    }

    private static string[] Words(ICommand command) => command.Name.Split(' ');
}
