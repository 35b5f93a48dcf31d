using System.Globalization;
using UserGroups.Events;
using UserGroups.Events.Import;

namespace UserGroups.Web.Commands;

/// <summary>Brings over a list of events: all of them or none. The list has dates only; time and length are said here.</summary>
public sealed class ImportEventsCommand(EventImport import) : ICommand
{
    private const string Start = "--default-start";
    private const string Duration = "--duration";

    public string Name => "import events";

    public string Usage => "FILE [--dry-run] [--default-start 18:30] [--duration 120]";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var words = new ImportWords(this, arguments, Start, Duration);
        var times = new ImportedTimes(TimeOf(words[Start]), MinutesOf(words[Duration]));
        await using var file = words.Open();
        Shared.ImportResult result;
        using (var bar = new ProgressBar())
            result = await import.RunAsync(file, times, words.DryRun, bar, cancel);
        await words.TellAsync(result, "event", output);
    }

    private static TimeOnly TimeOf(string? typed) => typed is null ? ImportedTimes.Usual.Start
        : TimeOnly.TryParseExact(typed, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw new CommandException($"{Start} is a time of day such as 18:30, not “{typed}”.");

    private static int MinutesOf(string? typed) => typed is null ? ImportedTimes.Usual.Minutes
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 15 and <= 24 * 60 ? minutes
        : throw new CommandException($"{Duration} is a number of minutes from 15 to 1440, not “{typed}”. An event can last at most {GroupEvent.MostMinutes / 1440} days in all.");
}
