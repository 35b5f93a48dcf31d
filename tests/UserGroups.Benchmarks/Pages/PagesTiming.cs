using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace UserGroups.Benchmarks.Pages;

/// <summary>
/// Every list and detail page over a small and a large database, in turns: time to the last byte (median) and CPU time of the portal (the least of the
/// turns, which a busy machine disturbs least). What is compared shows as many rows; where it cannot, the time for one row is what counts.
/// </summary>
internal static partial class PagesTiming
{
    private const double Bar = 2;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var small = await LoadedPortal.StartAsync(arguments.Text("small", "small.db"));
        await using var large = await LoadedPortal.StartAsync(arguments.Text("large", "large.db"));
        var cases = PageCases.Of(await Landmarks.ReadAsync(small), await Landmarks.ReadAsync(large))
            .Where(c => c.Name.Contains(arguments.Text("only", ""), StringComparison.Ordinal)).ToList();
        var (turns, each) = (arguments.Number("turns", 4), arguments.Number("each", 12));
        // Jobs of the start are over and the code is compiled for good before anything counts.
        foreach (var one in cases.Concat(cases))
        {
            await new Samples(small, one.Small, one.Who).WarmUpAsync();
            await new Samples(large, one.Large, one.Who).WarmUpAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(arguments.Number("settle", 15)));
        Console.WriteLine("| page | as | rows small/large | ms small | ms large | ratio | CPU ms small | CPU ms large | ratio |\n|---|---|---|---|---|---|---|---|---|");
        var over = 0;
        foreach (var one in cases)
            over += await CompareAsync(one, small, large, turns, each) ? 0 : 1;
        Console.WriteLine($"{cases.Count} pages, {over} over {Bar}.");
        return over == 0 ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(PageCase one, LoadedPortal small, LoadedPortal large, int turns, int each)
    {
        var (a, b) = (new Samples(small, one.Small, one.Who), new Samples(large, one.Large, one.Who));
        await a.WarmUpAsync();
        await b.WarmUpAsync();
        for (var turn = 0; turn < turns; turn++)
        {
            await a.TakeAsync(each);
            await b.TakeAsync(each);
        }

        // More rows than in the small database take their time: then the time for one row is compared.
        var share = b.Rows > a.Rows * 1.3 ? (double)a.Rows / b.Rows : 1;
        var ratio = b.Cpu / a.Cpu * share;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {one.Name} | {one.Who ?? "visitor"} | {a.Rows}/{b.Rows}{(share < 1 ? " (per row)" : "")} | {a.Median:0.0} | {b.Median:0.0} | {b.Median / a.Median * share:0.0} | {a.Cpu:0.00} | {b.Cpu:0.00} | {(ratio > Bar ? $"**{ratio:0.0}**" : $"{ratio:0.0}")} |"));
        return ratio <= Bar;
    }

    [GeneratedRegex("<article|<tr|<li|<form|<entry>|BEGIN:VEVENT|\"Feature\"", RegexOptions.None, 10_000)]
    private static partial Regex Row();

    [GeneratedRegex("rel=\"next\" href=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Next();

    /// <summary>Visits of one page.</summary>
    private sealed class Samples(LoadedPortal portal, string address, string? who)
    {
        private readonly List<double> times = [];
        private int asked;
        private string path = "";

        public int Rows { get; private set; }

        public double Cpu { get; private set; } = double.MaxValue;

        public double Median => times.Order().ElementAt(times.Count / 2);

        public async Task WarmUpAsync()
        {
            path = await portal.ResolveAsync(address.Split(' ')[0], who);
            if (address.EndsWith(" →2", StringComparison.Ordinal))
                path = System.Net.WebUtility.HtmlDecode(Next().Match(await portal.GetAsync(address[..^3], who)).Groups["path"].Value);
            for (var i = 0; i < 6; i++)
                Rows = Row().Count(await portal.GetAsync(path, who));
        }

        public async Task TakeAsync(int count)
        {
            var cpu = portal.Count();
            for (var i = 0; i < count; i++)
            {
                // Another question each time, though nothing reads it: what is kept for a question answers none of these.
                var anew = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}anew={++asked}");
                var watch = Stopwatch.StartNew();
                await portal.GetAsync(anew, who);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            Cpu = Math.Min(Cpu, cpu.Since().TotalMilliseconds / count);
        }
    }
}
