using UserGroups.Accounts;

namespace UserGroups.Web.Commands;

/// <summary>Makes those of the demo cast who are missing, and tells their story where there is none. Only in Development: their password is known to everybody.</summary>
public sealed class SeedDemoCommand(IServiceProvider services) : ICommand
{
    public string Name => "seed demo";

    public string Usage => "";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var stage = services.GetService<DemoStage>()
            ?? throw new CommandException("The demo cast exists only in Development, because everybody knows their password. Set ASPNETCORE_ENVIRONMENT=Development on a machine of your own.");
        await stage.PlayAsync(cancel);
        await output.WriteLineAsync($"The demo cast is there: {string.Join(", ", DemoCast.People.Select(p => p.Email))}. The sign-in page shows the password.");
    }
}
