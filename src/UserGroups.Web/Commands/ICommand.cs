namespace UserGroups.Web.Commands;

/// <summary>Something done from the command line instead of serving pages: <c>dotnet run --project src/UserGroups.Web -- NAME …</c>.</summary>
public interface ICommand
{
    /// <summary>One or two words: <c>verify-audit</c>, <c>import chapters</c>.</summary>
    string Name { get; }

    /// <summary>What stands behind the name, as the list of commands shows it.</summary>
    string Usage { get; }

    /// <summary>Does it, with the words behind the name. Writes what it did to <paramref name="output"/>.</summary>
    /// <exception cref="CommandException">It did not work; the message says what to do. Nothing is half done.</exception>
    Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel);
}

/// <summary>A command did not work; the message goes to standard error and the exit code is 1.</summary>
public sealed class CommandException(string message) : Exception(message);
