using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Web.Commands;

/// <summary>The words behind an import command: the file, and options that begin with two dashes.</summary>
public sealed class ImportWords
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <param name="command">As it is written, for the sentence about what is wrong.</param>
    /// <param name="words">Behind the command's name.</param>
    /// <param name="options">Options that take a value, such as <c>--duration</c>.</param>
    /// <exception cref="CommandException">Something is missing, unknown or said twice.</exception>
    public ImportWords(ICommand command, IReadOnlyList<string> words, params string[] options)
    {
        var how = $"Write: {command.Name} {command.Usage}.";
        string? file = null;
        for (var i = 0; i < words.Count; i++)
        {
            var (name, value) = Split(words[i]);
            if (name == "--dry-run" && value is null)
                DryRun = true;
            else if (options.Contains(name))
                Take(name, value ?? (i + 1 < words.Count ? words[++i] : throw new CommandException($"{name} says nothing. {how}")), how);
            else if (words[i].StartsWith('-') || file is not null)
                throw new CommandException($"“{words[i]}” is not known here. {how}");
            else
                file = words[i];
        }

        File = file ?? throw new CommandException($"The file is missing. {how}");
    }

    public string File { get; }

    public bool DryRun { get; }

    public string? this[string option] => values.GetValueOrDefault(option);

    /// <summary>Opens the file, or says why not.</summary>
    public FileStream Open()
    {
        try
        {
            return new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CommandException(Directory.Exists(File) ? $"“{File}” is a folder, not a file." : System.IO.File.Exists(File) ? $"“{File}” cannot be read: {error.Message}" : $"There is no file “{File}”.");
        }
    }

    /// <summary>Writes the outcome, or throws it.</summary>
    /// <exception cref="CommandException">The file has problems: each with its line.</exception>
    public async Task TellAsync(ImportResult result, string thing, TextWriter output)
    {
        if (!result.Ok)
        {
            var more = result.Problems.Count > 100 ? $"{Environment.NewLine}and {(result.Problems.Count - 100).ToString(CultureInfo.InvariantCulture)} more." : "";
            throw new CommandException($"Nothing was imported. {(result.Problems.Count == 1 ? "One thing is" : $"{result.Problems.Count} things are")} wrong in “{File}”:{Environment.NewLine}"
                + string.Join(Environment.NewLine, result.Problems.Take(100)) + more);
        }

        await output.WriteLineAsync(result.Sentence(thing, DryRun));
        foreach (var note in result.Notes)
            await output.WriteLineAsync(note);
    }

    private void Take(string name, string value, string how)
    {
        if (!values.TryAdd(name, value))
            throw new CommandException($"{name} is there twice. {how}");
    }

    private static (string Name, string? Value) Split(string word)
    {
        var at = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        return at < 0 ? (word, null) : (word[..at], word[(at + 1)..]);
    }
}
