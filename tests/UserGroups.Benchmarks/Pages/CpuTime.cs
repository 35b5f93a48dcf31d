using System.Diagnostics;
using System.Globalization;

namespace UserGroups.Benchmarks.Pages;

/// <summary>
/// CPU time of another process between two looks. The system tells it of a process in steps of 10 ms; of each thread in nanoseconds (Linux, proc(5): schedstat, first
/// figure). A thread that ends between the looks is not counted: the portal's stay.
/// </summary>
internal sealed class CpuTime(Process process)
{
    private readonly Dictionary<string, long> before = Threads(process);

    public TimeSpan Since() =>
        TimeSpan.FromMicroseconds(Threads(process).Sum(t => t.Value - before.GetValueOrDefault(t.Key)) / 1000.0);

    private static Dictionary<string, long> Threads(Process process)
    {
        var threads = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/task"))
        {
            try
            {
                threads[thread] = long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // Ended while we looked.
            }
        }

        return threads;
    }
}
