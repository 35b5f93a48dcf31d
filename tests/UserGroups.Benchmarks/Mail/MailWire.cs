using System.Diagnostics;
using System.Globalization;
using UserGroups.Mail;
using UserGroups.Mail.Smtp;

namespace UserGroups.Benchmarks.Mail;

/// <summary>From a message object to 250: messages a second, allocations, ratio to the bare loop in the same run.</summary>
internal static class MailWire
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var messages = arguments.Number("messages", 20_000);
        var connections = arguments.Number("connections", 4);
        var port = arguments.Number("port", 25010);
        var kinds = arguments.Text("keys", "none,ed25519,rsa,both").Split(',');
        using var sink = new SinkProcess(port);
        Console.WriteLine($"{messages} messages of {SampleLetter.Bytes(1).Length} bytes, {connections} connections, sink in its own process, {Environment.ProcessorCount} cores");
        BareLoop.MessagesPerSecond(port, messages / 2, connections);
        var bare = BareLoop.MessagesPerSecond(port, messages, connections);
        Print("bare socket loop", bare, bare, 0, 0);
        await using var transport = new SmtpTransport(OptionsFor(port, connections));
        await SendAsync(transport, new MessageComposer(), 15_000, connections); // full speed comes only after tiering
        foreach (var kind in kinds)
        {
            var composer = new MessageComposer(SampleLetter.Signer(kind));
            await SendAsync(transport, composer, messages / 4, connections);
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var rate = await SendAsync(transport, composer, messages, connections);
            Print(kind == "none" ? "unsigned" : $"signed {kind}", rate, bare, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / messages, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / messages);
        }

        SignOnly();
        return 0;
    }

    public static SmtpOptions OptionsFor(int port, int connections) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Security = SmtpSecurity.None,
        Connections = connections,
        LocalName = "bench.example",
        MessagesPerConnection = int.MaxValue,
    };

    /// <summary>As many senders as connections, each composing, signing and sending one message after the other.</summary>
    public static async Task<double> SendAsync(IMailTransport transport, MessageComposer composer, int messages, int connections)
    {
        var left = messages;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            int number;
            while ((number = Interlocked.Decrement(ref left)) >= 0)
            {
                using var message = composer.Compose(SampleLetter.For(number));
                var delivery = await transport.SendAsync(message);
                if (!delivery.IsDelivered) throw new InvalidOperationException(delivery.ToString());
            }
        })));
        return messages / watch.Elapsed.TotalSeconds;
    }

    private static void SignOnly()
    {
        foreach (var kind in (string[])["rsa", "ed25519", "none"])
        {
            var composer = new MessageComposer(SampleLetter.Signer(kind));
            var ready = SampleLetter.For(1);
            for (var i = 0; i < 1000; i++) composer.Compose(ready).Dispose();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 2000; i++) composer.Compose(ready).Dispose();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compose{(kind == "none" ? "" : " and sign " + kind),-20} {watch.Elapsed.TotalMicroseconds / 2000,8:0} µs  {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 2000,6} bytes allocated, one thread, message object at hand"));
        }
    }

    private static void Print(string what, double rate, double bare, long bytes, double micros) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-20} {rate,8:0} messages/s  ratio {rate / bare:0.00}  {bytes,7} bytes allocated  {micros,6:0} µs CPU a message"));
}
