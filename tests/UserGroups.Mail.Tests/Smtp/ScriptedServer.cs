using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace UserGroups.Mail.Tests.Smtp;

/// <summary>A message as the server took it.</summary>
internal sealed record Taken(string Mail, string Recipient, byte[] Content);

/// <summary>
/// A real SMTP server on a loopback socket, obedient by default. <see cref="Answer"/> sees each command (GREETING for the connection,
/// the final dot as ".") and may give another reply, <see cref="Drop"/> the line or <see cref="Stall"/>.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string Drop = "\0drop";
    public const string Stall = "\0stall";

    /// <summary>Keeps the message and breaks off before the answer.</summary>
    public const string KeepAndDrop = "\0keep";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> sessions = [];
    private Task? accepting;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public List<string> Features { get; set; } = ["PIPELINING", "SIZE 1000000", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>Features told under TLS instead, or null for the same.</summary>
    public List<string>? FeaturesUnderTls { get; set; }

    public Func<string, string?> Answer { get; set; } = _ => null;

    public X509Certificate2? Certificate { get; set; }

    public bool ImplicitTls { get; set; }

    /// <summary>Throws away what came behind a command in the same packet, as servers do that only claim PIPELINING.</summary>
    public bool LosesGroups { get; set; }

    public List<Taken> Messages { get; } = [];

    public List<string> Commands { get; } = [];

    /// <summary>What each read of the socket brought, to see which commands came together.</summary>
    public List<string> Packets { get; } = [];

    public int Connections { get; private set; }

    public static ScriptedServer Start(Action<ScriptedServer>? set = null)
    {
        var server = new ScriptedServer();
        set?.Invoke(server);
        server.listener.Start();
        server.accepting = server.AcceptAsync();
        return server;
    }

    public static X509Certificate2 MakeCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        if (accepting is not null) await accepting;
        Task[] all;
        lock (sessions) all = [.. sessions];
        await Task.WhenAll(all);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                client.NoDelay = true;
                Connections++;
                lock (sessions) sessions.Add(Task.Run(() => ServeAsync(client)));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client.GetStream()).RunAsync(stop.Token);
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or AuthenticationException or EndOfStreamException)
            {
                // The end of a conversation, planned or not; the test looks at what was said.
            }
        }
    }

    private sealed class Session(ScriptedServer server, Stream plain)
    {
        private readonly byte[] buffer = new byte[256 * 1024];
        private Stream stream = plain;
        private int length;
        private string mail = "";
        private string recipient = "";

        public async Task RunAsync(CancellationToken stopped)
        {
            if (server.ImplicitTls) await SecureAsync();
            await SayAsync(server.Answer("GREETING") ?? "220 test.example ready", stopped);
            while (true)
            {
                var line = await LineAsync(stopped);
                lock (server.Commands) server.Commands.Add(line);
                if (server.LosesGroups) length = 0;
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                var answer = server.Answer(line) ?? Default(verb, line);
                await SayAsync(answer, stopped);
                if (verb == "STARTTLS" && answer.StartsWith("220", StringComparison.Ordinal)) await SecureAsync();
                if (verb == "DATA" && answer.StartsWith("354", StringComparison.Ordinal)) await TakeAsync(stopped);
                if (verb == "QUIT") return;
            }
        }

        private string Default(string verb, string line)
        {
            if (verb == "MAIL") mail = line;
            if (verb == "RCPT") recipient = line;
            return verb switch
            {
                "EHLO" => Hello(),
                "HELO" => "250 test.example",
                "AUTH" => "235 2.7.0 welcome",
                "STARTTLS" => "220 2.0.0 go ahead",
                "DATA" => "354 go on",
                "QUIT" => "221 2.0.0 bye",
                "MAIL" or "RCPT" or "RSET" => "250 2.1.0 fine",
                _ => "500 5.5.1 what?",
            };
        }

        private string Hello()
        {
            var features = stream is SslStream ? server.FeaturesUnderTls ?? server.Features : server.Features;
            string[] lines = ["test.example", .. features];
            return string.Join("\r\n", lines.Select((l, i) => (i == lines.Length - 1 ? "250 " : "250-") + l));
        }

        private async Task TakeAsync(CancellationToken stopped)
        {
            using var content = new MemoryStream();
            while (true)
            {
                var line = Encoding.Latin1.GetBytes(await LineAsync(stopped));
                if (line is [(byte)'.']) break;
                content.Write(line.AsSpan(line is [(byte)'.', ..] ? 1 : 0));
                content.Write("\r\n"u8);
            }

            var answer = server.Answer(".") ?? "250 2.0.0 queued as 1";
            if (answer.StartsWith("250", StringComparison.Ordinal) || answer == KeepAndDrop)
            {
                lock (server.Messages) server.Messages.Add(new Taken(mail, recipient, content.ToArray()));
            }

            await SayAsync(answer == KeepAndDrop ? Drop : answer, stopped);
        }

        private async Task SayAsync(string answer, CancellationToken stopped)
        {
            if (answer == Drop) throw new EndOfStreamException();
            if (answer == Stall) await Task.Delay(Timeout.Infinite, stopped);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), stopped);
        }

        // Latin-1, so that every byte is one character.
        private async Task<string> LineAsync(CancellationToken stopped)
        {
            while (true)
            {
                var end = buffer.AsSpan(0, length).IndexOf("\r\n"u8);
                if (end >= 0)
                {
                    var line = Encoding.Latin1.GetString(buffer, 0, end);
                    length -= end + 2;
                    buffer.AsSpan(end + 2, length).CopyTo(buffer);
                    return line;
                }

                var count = await stream.ReadAsync(buffer.AsMemory(length), stopped);
                if (count == 0) throw new EndOfStreamException();
                lock (server.Packets) server.Packets.Add(Encoding.Latin1.GetString(buffer, length, count));
                length += count;
            }
        }

        private async Task SecureAsync()
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(server.Certificate!);
            stream = tls;
            length = 0;
        }
    }
}
