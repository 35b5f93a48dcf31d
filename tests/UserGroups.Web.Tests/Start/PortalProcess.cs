using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using UserGroups.Tests;

namespace UserGroups.Web.Tests.Start;

/// <summary>The portal as a process of its own, as an operator starts it: own folder, own port, own environment.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private PortalProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Output => Read(output);

    public string Errors => Read(errors);

    public int Id => process.Id;

    public static string NewFolder() => TestFolder.New("portal");

    /// <summary>Starts it; <paramref name="environment"/> adds to a clean Production environment.</summary>
    public static PortalProcess Start(string folder, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments) =>
        StartFrom(typeof(Program).Assembly.Location, folder, environment, arguments);

    /// <summary>Starts another copy of the program, such as a published one.</summary>
    public static PortalProcess StartFrom(string program, string folder, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(program);
        return Start(start, folder, environment, arguments);
    }

    /// <summary>Starts it so that no file it writes grows beyond a size, as on a full disk: every write beyond it fails.</summary>
    public static PortalProcess StartWithSmallFiles(string folder, int kilobytes, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("bash");
        // The signal for "file too large" is ignored, so that the write itself fails.
        foreach (var argument in new[] { "-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet \"$0\"", typeof(Program).Assembly.Location })
            start.ArgumentList.Add(argument);
        // With it the runtime maps its code through a file of its own, which would be too large as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Start(start, folder, environment, []);
    }

    private static PortalProcess Start(ProcessStartInfo start, string folder, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        var address = new Uri($"http://localhost:{FreePort()}");
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (folder, true, true, false);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var key in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || k.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(key);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Site__PublicUrl"] = address.GetLeftPart(UriPartial.Authority);
        start.Environment["ConnectionStrings__UserGroups"] = $"Data Source={Path.Combine(folder, "portal.db")}";
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return new PortalProcess(Process.Start(start)!, address);
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        await process.WaitForExitAsync(limit.Token);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; attempt < 900 && !process.HasExited; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The portal did not become ready.\n{Output}\n{Errors}");
    }

    /// <summary>Asks it to stop as systemd would (SIGTERM).</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Kill() => process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString().Trim();
    }
}
