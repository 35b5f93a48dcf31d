using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UserGroups.Tests.Mail;

/// <summary>A message the sink took.</summary>
public sealed record SunkMessage(string Sender, string Recipient, string MessageId, byte[] Content);

/// <summary>
/// A real SMTP server on a loopback socket that keeps what it is given. <see cref="Answer"/> sees step and recipient and may give another
/// reply: the steps are GREETING, MAIL, RCPT, DATA and "." for the end of the message.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    /// <summary>Closes the connection instead of answering.</summary>
    public const string Drop = "\0drop";

    /// <summary>Keeps the message, then closes the connection before its answer.</summary>
    public const string KeepAndDrop = "\0keep";

    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly Task accepting;

    public SmtpSink(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(200);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public Func<string, string, string?> Answer { get; set; } = (_, _) => null;

    /// <summary>False keeps only sender, recipient and Message-ID.</summary>
    public bool KeepsContent { get; set; } = true;

    public ConcurrentQueue<SunkMessage> Messages { get; } = new();

    /// <summary>How often each Message-ID was taken.</summary>
    public Dictionary<string, int> Copies() => Messages.GroupBy(m => m.MessageId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    /// <summary>Breaks every open connection.</summary>
    public void BreakAll()
    {
        foreach (var socket in open.Keys)
            socket.Close(0);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        BreakAll();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                socket.NoDelay = true;
                open[socket] = 0;
                _ = Task.Run(() => ServeAsync(socket));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await new Session(this, PipeReader.Create(stream), stream).RunAsync();
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException or EndOfStreamException)
        {
            // The end of a conversation; what was said before counts.
        }
        finally
        {
            open.TryRemove(socket, out _);
        }
    }

    private sealed class Session(SmtpSink sink, PipeReader reader, NetworkStream stream)
    {
        private readonly StringBuilder answers = new();
        private string sender = "";
        private string recipient = "";
        private bool ready;

        public async Task RunAsync()
        {
            await SayAsync(sink.Answer("GREETING", "") ?? "220 sink.example ready", now: true);
            while (true)
            {
                var (line, more) = await LineAsync();
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "MAIL")
                    sender = Between(line);
                if (verb == "RCPT")
                    recipient = Between(line);
                var answer = sink.Answer(verb, recipient) ?? verb switch
                {
                    "EHLO" => "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-SIZE 26214400\r\n250 ENHANCEDSTATUSCODES",
                    "DATA" => ready ? "354 go on" : "503 5.5.1 nobody to write to",
                    "QUIT" => "221 2.0.0 bye",
                    "MAIL" or "RCPT" or "RSET" or "NOOP" or "HELO" => "250 2.1.0 fine",
                    _ => "500 5.5.1 what?",
                };
                if (verb is "MAIL" or "RCPT" or "RSET")
                    ready = verb == "RCPT" && sender.Length > 0 && answer[0] == '2';
                if (verb == "MAIL" && answer[0] != '2')
                    sender = "";
                await SayAsync(answer, now: !more || verb is "DATA" or "QUIT");
                if (verb == "DATA" && answer.StartsWith("354", StringComparison.Ordinal))
                    await TakeAsync();
                if (verb == "QUIT")
                    return;
            }
        }

        private static string Between(string line)
        {
            var from = line.IndexOf('<', StringComparison.Ordinal) + 1;
            return line[from..line.IndexOf('>', from)];
        }

        private async Task TakeAsync()
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                var buffer = read.Buffer;
                if (End(buffer) is { } end)
                {
                    var content = Unstuffed(buffer.Slice(0, end).ToArray());
                    reader.AdvanceTo(buffer.GetPosition(end + 5));
                    var answer = sink.Answer(".", recipient) ?? "250 2.0.0 Ok: queued as 4AB" + sink.Messages.Count;
                    if (answer[0] == '2' || answer == KeepAndDrop)
                        sink.Messages.Enqueue(new SunkMessage(sender, recipient, IdOf(content), sink.KeepsContent ? content : []));
                    await SayAsync(answer == KeepAndDrop ? Drop : answer, now: true);
                    return;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    throw new EndOfStreamException();
            }
        }

        private static long? End(ReadOnlySequence<byte> buffer)
        {
            var search = new SequenceReader<byte>(buffer);
            return search.TryReadTo(out ReadOnlySequence<byte> body, "\r\n.\r\n"u8) ? body.Length : null;
        }

        private static byte[] Unstuffed(byte[] content)
        {
            if (content.AsSpan().IndexOf("\r\n.."u8) < 0)
                return [.. content, (byte)'\r', (byte)'\n'];
            var text = Encoding.Latin1.GetString(content).Replace("\r\n..", "\r\n.", StringComparison.Ordinal) + "\r\n";
            return Encoding.Latin1.GetBytes(text);
        }

        private static string IdOf(byte[] content)
        {
            var at = content.AsSpan().IndexOf("\r\nMessage-ID: "u8);
            if (at < 0)
                return "";
            var rest = content.AsSpan(at + 14);
            return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\r')]).Trim();
        }

        private async Task SayAsync(string answer, bool now)
        {
            if (answer == Drop)
                throw new EndOfStreamException();
            answers.Append(answer).Append("\r\n");
            if (!now)
                return;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answers.ToString()));
            answers.Clear();
        }

        private async Task<(string Line, bool More)> LineAsync()
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                var buffer = read.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = Encoding.UTF8.GetString(buffer.Slice(0, end)).TrimEnd('\r');
                    var after = buffer.GetPosition(1, end);
                    var more = !buffer.Slice(after).IsEmpty;
                    reader.AdvanceTo(after);
                    return (line, more);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    throw new EndOfStreamException();
            }
        }
    }
}
