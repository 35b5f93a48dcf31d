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
        using var sink = new SinkProcess(port);
        await using (var services = OutboxBench.Services(Path.Combine(folder, "bench.db"), port, connections, Path.Combine(folder, "journal"), await DkimAsync(folder, key)))
        {
            // The first letters bring the code to its full speed.
            await OutboxBench.PrepareAsync(services, 8000, i => $"warm{i}@member.example");
            var round = services.GetRequiredService<DispatchRound>();
            await round.RunAsync(MailLane.Bulk, CancellationToken.None);
            await OutboxBench.PrepareAsync(services, messages, i => $"m{i}@member.example");
            // What putting the rows there took is not what sending them takes.
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var highest = 0L;
            await using var watcher = new Timer(_ => highest = Math.Max(highest, Environment.WorkingSet), null, 0, 200);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var result = await round.RunAsync(MailLane.Bulk, CancellationToken.None);
            var elapsed = watch.Elapsed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"outbox to 250, key {key}, {connections} connections: {result.Sent / elapsed.TotalSeconds:0} messages/s ({result.Sent} in {elapsed.TotalSeconds:0.0} s), {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / messages} bytes allocated and {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / messages:0} µs CPU a message, working set at most {highest / 1048576} MB. {result.Sentence}"));
        }

        Directory.Delete(folder, recursive: true);
        return 0;
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
