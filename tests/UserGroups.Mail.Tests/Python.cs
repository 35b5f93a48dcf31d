using System.Diagnostics;
using System.Text;

namespace UserGroups.Mail.Tests;

/// <summary>Runs a judge beside the tests with the system's Python.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    public static (int ExitCode, string Output) Run(string script, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, script), .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(60_000), "Python did not finish in a minute.");
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    public static bool Has(string module)
    {
        if (!File.Exists(Interpreter)) return false;
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", $"import {module}"]) { UseShellExecute = false, RedirectStandardError = true });
        process!.WaitForExit(10_000);
        return process.ExitCode == 0;
    }
}

/// <summary>A test that needs dkimpy; where it is missing it is shown as skipped, with what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsDkimpyFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Installed = new(() => Python.Has("dkim, nacl"));

    public NeedsDkimpyFactAttribute()
    {
        if (!Installed.Value) Skip = "needs dkimpy for an independent verdict: apt install python3-dkim python3-nacl";
    }
}
