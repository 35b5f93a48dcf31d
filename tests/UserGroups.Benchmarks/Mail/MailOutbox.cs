using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;

namespace UserGroups.Benchmarks.Mail;

/// <summary>From rows in the outbox to 250 and back to the row.</summary>
internal static class MailOutbox
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var messages = arguments.Number("messages", 20_000);
        var connections = arguments.Number("connections", 4);
        var port = arguments.Number("port", 25110);
        var key = arguments.Text("key", "rsa");
        var folder = Directory.CreateTempSubdirectory("usergroups-bench").FullName;
        var database = Path.Combine(folder, "bench.db");
        using var sink = new SinkProcess(port);
        await using (var services = OutboxBench.Services(database, port, connections, Path.Combine(folder, "journal"), await DkimAsync(folder, key)))
        {
            // The first letters bring the code to its full speed.
            await FillInAnotherProcessAsync(database, 8000);
            var round = services.GetRequiredService<DispatchRound>();
            await round.RunAsync(MailLane.Bulk, CancellationToken.None);
            await FillInAnotherProcessAsync(database, messages);
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var before = Environment.WorkingSet;
            var highest = 0L;
            await using var watcher = new Timer(_ => highest = Math.Max(highest, Environment.WorkingSet), null, 0, 200);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var result = await round.RunAsync(MailLane.Bulk, CancellationToken.None);
            var elapsed = watch.Elapsed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"outbox to 250, key {key}, {connections} connections: {result.Sent / elapsed.TotalSeconds:0} messages/s ({result.Sent} in {elapsed.TotalSeconds:0.0} s), {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / messages} bytes allocated and {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / messages:0} µs CPU a message, working set {before / 1048576} MB before and at most {highest / 1048576} MB. {result.Sentence}"));
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>The other process: puts letters into the outbox of a database.</summary>
    public static async Task<int> FillAsync(Arguments arguments)
    {
        var database = arguments.Text("database", "");
        await using var services = OutboxBench.Services(database, 1, 1, database + "-journal");
        await OutboxBench.PrepareAsync(services, arguments.Number("messages", 20_000), i => $"m{i}@member.example");
        return 0;
    }

    private static async Task FillInAnotherProcessAsync(string database, int messages)
    {
        using var other = SinkProcess.Begin("mail-outbox-fill", "--database", database, "--messages", messages.ToString(CultureInfo.InvariantCulture));
        await other.WaitForExitAsync();
        if (other.ExitCode != 0)
            throw new InvalidOperationException("The outbox could not be filled.");
    }

    private static async Task<DkimSection?> DkimAsync(string folder, string key)
    {
        if (key == "none")
            return null;
        using var rsa = RSA.Create(2048);
        var file = Path.Combine(folder, "dkim.pem");
        await File.WriteAllTextAsync(file, rsa.ExportPkcs8PrivateKeyPem());
        return new DkimSection { Domain = "vendor.example", Selector = "s1", KeyFile = file };
    }
}
