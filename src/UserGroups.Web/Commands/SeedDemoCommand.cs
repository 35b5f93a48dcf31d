using UserGroups.Accounts;

namespace UserGroups.Web.Commands;

/// <summary>Makes those of the demo cast who are missing. Only in Development: their password is known to everybody.</summary>
public sealed class SeedDemoCommand(IServiceProvider services) : ICommand
{
    public string Name => "seed demo";

    public string Usage => "";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var seed = services.GetService<AccountsSeed>()
            ?? throw new CommandException("The demo cast exists only in Development, because everybody knows their password. Set ASPNETCORE_ENVIRONMENT=Development on a machine of your own.");
        await seed.SeedAsync(cancel);
        await output.WriteLineAsync($"The demo cast is there: {string.Join(", ", DemoCast.People.Select(p => p.Email))}. The sign-in page shows the password.");
    }
}
