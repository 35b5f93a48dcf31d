using UserGroups.Data;

namespace UserGroups.Web.Commands;

/// <summary>Recomputes the chain of the whole history.</summary>
public sealed class VerifyAuditCommand(AuditService audit) : ICommand
{
    public string Name => "verify-audit";

    public string Usage => "";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var result = await audit.VerifyAsync(cancel);
        if (!result.IsWhole)
            throw new CommandException($"The history is broken at entry {result.FirstBroken}: {result.Problem} The {result.Entries} entries before it are whole.");
        await output.WriteLineAsync($"The history is whole: {result.Entries} entries, last hash {result.HeadHash}.");
    }
}
