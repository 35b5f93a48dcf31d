using System.Diagnostics;
using System.Globalization;

namespace UserGroups.Benchmarks.Pages;

/// <summary>Processes on one core each, so that whoever asks and whoever answers do not take turns on it.</summary>
internal static class Pinned
{
    /// <param name="core">The only core it may use, from 0 (taskset of util-linux); null: any.</param>
    /// <param name="program">What to start.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo Start(int? core, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(core is null ? program : "taskset") { UseShellExecute = false, RedirectStandardOutput = true };
        if (core is int one)
        {
            foreach (var word in new[] { "-c", one.ToString(CultureInfo.InvariantCulture), program })
                start.ArgumentList.Add(word);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
