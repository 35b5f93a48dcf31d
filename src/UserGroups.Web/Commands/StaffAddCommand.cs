using UserGroups.Accounts;
using UserGroups.Shared;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Commands;

/// <summary>Gives a staff role from the command line: the way back in when no Administrator is left who can.</summary>
public sealed class StaffAddCommand(StaffService staff) : ICommand
{
    public string Name => "staff add";

    public string Usage => "EMAIL ROLE [REGION]";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        if (arguments.Count is < 2 or > 3)
            throw new CommandException($"Write: staff add EMAIL ROLE [REGION]. Roles: {Roles}. Regions: {string.Join(", ", Regions.Names.Keys)}; none means everywhere.");
        if (!Enum.TryParse<StaffRole>(arguments[1], ignoreCase: true, out var role) || !Enum.IsDefined(role) || int.TryParse(arguments[1], out _))
            throw new CommandException($"“{arguments[1]}” is not a role. Roles: {Roles}.");
        var region = arguments.Count == 3 ? arguments[2].ToLowerInvariant() : null;
        var now = await staff.AddAsync(arguments[0], role, region, null, cancel);
        await output.WriteLineAsync(now
            ? $"{arguments[0]} is {Names.Of(role)} from now on."
            : $"{arguments[0]} has no account yet. An invitation is on its way; the role begins when it is accepted.");
    }

    private static string Roles => string.Join(", ", Enum.GetNames<StaffRole>());
}
