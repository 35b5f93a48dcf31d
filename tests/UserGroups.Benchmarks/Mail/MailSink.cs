using System.Net;
using System.Net.Sockets;

namespace UserGroups.Benchmarks.Mail;

/// <summary>Takes mail as fast as it comes and throws it away; with PIPELINING. Alone as <c>mail-sink --port 25010</c>, or inside another benchmark.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private long messages;

    public MailSink(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public long Messages => Interlocked.Read(ref messages);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var sink = new MailSink(arguments.Number("port", 25010));
        Console.WriteLine($"sink on {sink.Port}");
        await Task.Delay(TimeSpan.FromSeconds(arguments.Number("seconds", 600)));
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                socket.NoDelay = true;
                _ = ServeAsync(socket);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[256 * 1024];
            var length = 0;
            var data = false;
            using var answers = new UserGroups.Mail.PooledBuffer();
            try
            {
                await socket.SendAsync("220 sink ready\r\n"u8.ToArray());
                while (await socket.ReceiveAsync(buffer.AsMemory(length), stop.Token) is > 0 and var count)
                {
                    length += count;
                    var used = Read(buffer.AsSpan(0, length), ref data, answers);
                    buffer.AsSpan(used, length - used).CopyTo(buffer);
                    length -= used;
                    if (answers.Length > 0) await socket.SendAsync(answers.WrittenMemory);
                    answers.Clear();
                }
            }
            catch (Exception over) when (over is SocketException or OperationCanceledException)
            {
                // The sender is gone.
            }
        }
    }

    private int Read(ReadOnlySpan<byte> input, ref bool data, UserGroups.Mail.PooledBuffer answers)
    {
        var used = 0;
        while (true)
        {
            var rest = input[used..];
            if (data)
            {
                // Without dot unstuffing: what is thrown away need not be read.
                var end = rest.IndexOf("\r\n.\r\n"u8);
                if (end < 0) return used;
                used += end + 5;
                data = false;
                Interlocked.Increment(ref messages);
                Write(answers, "250 2.0.0 taken\r\n"u8);
                continue;
            }

            var line = rest.IndexOf("\r\n"u8);
            if (line < 0) return used;
            used += line + 2;
            data = rest.StartsWith("DATA"u8);
            Write(answers, data ? "354 go on\r\n"u8 : rest.StartsWith("EHLO"u8) ? "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 26214400\r\n"u8 : "250 2.1.0 ok\r\n"u8);
        }
    }

    private static void Write(UserGroups.Mail.PooledBuffer answers, ReadOnlySpan<byte> text)
    {
        text.CopyTo(answers.GetSpan(text.Length));
        answers.Advance(text.Length);
    }
}
