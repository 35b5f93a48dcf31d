using System.Diagnostics;
using System.Globalization;
using UserGroups.Mail;

namespace UserGroups.Benchmarks.Mail;

/// <summary>Working set over many messages: it must be flat.</summary>
internal static class MailMemory
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var messages = arguments.Number("messages", 100_000);
        var connections = arguments.Number("connections", 4);
        var port = arguments.Number("port", 25011);
        using var sink = new SinkProcess(port);
        await using var transport = new SmtpTransport(MailWire.OptionsFor(port, connections));
        var composer = new MessageComposer(SampleLetter.Signer(arguments.Text("keys", "both")));
        var watch = Stopwatch.StartNew();
        for (var part = 1; part <= 10; part++)
        {
            await MailWire.SendAsync(transport, composer, messages / 10, connections);
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part * messages / 10,7} messages  {watch.Elapsed.TotalSeconds,5:0.0} s  working set {process.WorkingSet64 >> 20,4} MB  peak {process.PeakWorkingSet64 >> 20,4} MB  heap {GC.GetTotalMemory(false) >> 20,3} MB  collections {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}"));
        }

        return 0;
    }
}
