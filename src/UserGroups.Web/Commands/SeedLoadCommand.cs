using System.Diagnostics;
using System.Globalization;

namespace UserGroups.Web.Commands;

/// <summary>Fills an empty database with as much as a large vendor has, for measuring.</summary>
public sealed class SeedLoadCommand(LoadSeed seed) : ICommand
{
    private const string Small = "--small";

    public string Name => "seed load";

    public string Usage => "[--small FACTOR]";

    public async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        var size = LoadSize.Full.DividedBy(FactorOf(arguments));
        var watch = Stopwatch.StartNew();
        bool done;
        using (var bar = new ProgressBar())
            done = await seed.RunAsync(size, bar, cancel);
        await output.WriteLineAsync(done
            ? string.Create(CultureInfo.InvariantCulture, $"{size.Chapters:N0} groups, {size.Events:N0} events, {size.Answers:N0} answers and {size.Members:N0} members are there, after {watch.Elapsed.TotalSeconds:0} s.")
            : "The large seed is there already; nothing was changed.");
    }

    private static int FactorOf(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return 1;
        var typed = arguments is [Small, var value] ? value : arguments is [var one] && one.StartsWith(Small + "=", StringComparison.Ordinal) ? one[(Small.Length + 1)..] : null;
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= 1000
            ? factor
            : throw new CommandException($"Write: seed load [{Small} FACTOR]. The factor is 1 to 1000; 100 makes a hundredth of everything.");
    }
}
