using UserGroups.Chapters.Import;

namespace UserGroups.Web.Commands;

/// <summary>Brings over a list of groups: all of them or none.</summary>
public sealed class ImportChaptersCommand(ChapterImport import) : ICommand
{
    public string Name => "import chapters";

    public string Usage => "FILE [--dry-run]";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var words = new ImportWords(this, arguments);
        await using var file = words.Open();
        Shared.ImportResult result;
        using (var bar = new ProgressBar())
            result = await import.RunAsync(file, words.DryRun, bar, cancel);
        await words.TellAsync(result, "group", output);
    }
}
