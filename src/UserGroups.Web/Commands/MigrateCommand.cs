using UserGroups.Data;

namespace UserGroups.Web.Commands;

/// <summary>Brings the database to this program's schema.</summary>
public sealed class MigrateCommand(AppDbContext db) : ICommand
{
    public string Name => "migrate";

    public string Usage => "";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var applied = await DatabaseUpgrade.ApplyAsync(db, cancel);
        await output.WriteLineAsync(applied == 0 ? "The database is up to date." : $"The database was upgraded ({applied} {(applied == 1 ? "step" : "steps")}).");
    }
}
