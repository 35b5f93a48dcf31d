using System.Diagnostics;
using System.Globalization;

namespace UserGroups.Benchmarks.Mail;

/// <summary>The sink in a process of its own, so that its memory and allocations are not ours. Its CPU time is taken from the same two cores.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process process;

    public SinkProcess(int port)
    {
        process = Begin("mail-sink", "--port", port.ToString(CultureInfo.InvariantCulture), "--seconds", "1800");
        process.StandardOutput.ReadLine();
    }

    /// <summary>Another command of this program in a process of its own, so that its memory is not counted as ours.</summary>
    public static Process Begin(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        // Under "dotnet x.dll" the process is dotnet and wants the file first.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(SinkProcess).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
