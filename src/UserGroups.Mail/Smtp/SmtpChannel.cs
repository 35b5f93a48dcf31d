using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace UserGroups.Mail.Smtp;

/// <summary>Socket, TLS, time limits and replies; knows no commands. After any fault it is broken and only fit to be disposed.</summary>
internal sealed class SmtpChannel : IDisposable
{
    private readonly Socket socket;
    private readonly ReplyBuffer replies = new();
    private Stream stream;

    private SmtpChannel(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    public bool IsEncrypted => stream is SslStream;

    public bool IsBroken { get; private set; }

    /// <summary>What is written next; sent and emptied by <see cref="FlushAsync"/>.</summary>
    public PooledBuffer Output { get; } = new(4096);

    public EndPoint? Remote => socket.RemoteEndPoint;

    /// <summary>True when the server said something nobody asked for: a goodbye, or bytes slipped in before TLS.</summary>
    public bool HasUnasked => !replies.IsEmpty;

    public static async Task<SmtpChannel> ConnectAsync(SmtpOptions options, CancellationTokenSource deadline, CancellationToken caller)
    {
        var fresh = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            deadline.CancelAfter(options.Timeouts.Connect);
            await fresh.ConnectAsync(options.Host, options.Port, deadline.Token);
            return new SmtpChannel(fresh);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ArgumentException)
        {
            fresh.Dispose();
            caller.ThrowIfCancellationRequested();
            throw new SmtpFaultException(Explain(options, fault), fault);
        }
    }

    /// <summary>False when the idle server has closed the connection or said something.</summary>
    public bool IsQuiet()
    {
        try
        {
            return !IsBroken && replies.IsEmpty && !socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    public async Task StartTlsAsync(SmtpOptions options, CancellationTokenSource deadline, CancellationToken caller)
    {
        var check = new CertificateCheck(options);
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, check.Accept);
        stream = tls;
        try
        {
            deadline.CancelAfter(options.Timeouts.Tls);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host }, deadline.Token);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
        {
            IsBroken = true;
            caller.ThrowIfCancellationRequested();
            if (check.Fault is { } sentence) throw new SmtpFaultException(Delivery.Blocked(sentence, DeliveryStep.Tls), fault);
            var text = fault is AuthenticationException ? $"No common TLS with {options.Host}: {fault.Message}" : $"{options.Host} broke off while TLS was agreed.";
            throw new SmtpFaultException(Delivery.Temporary(text, DeliveryStep.Tls), fault);
        }
    }

    /// <summary>Sends what stands in <see cref="Output"/> in one write.</summary>
    public async ValueTask FlushAsync(TimeSpan limit, DeliveryStep step, CancellationTokenSource deadline, CancellationToken caller)
    {
        try
        {
            deadline.CancelAfter(limit);
            await stream.WriteAsync(Output.WrittenMemory, deadline.Token);
            Output.Clear();
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            throw Broken(fault, step, caller);
        }
    }

    public async ValueTask<SmtpReply> ReadAsync(TimeSpan limit, DeliveryStep step, bool keepText, CancellationTokenSource deadline, CancellationToken caller)
    {
        try
        {
            deadline.CancelAfter(limit);
            SmtpReply reply;
            while (!replies.TryTake(keepText, out reply))
            {
                var count = await stream.ReadAsync(replies.Room(), deadline.Token);
                if (count == 0) throw new EndOfStreamException();
                replies.Filled(count);
            }

            if (reply.Code == 421) IsBroken = true; // it closes now (RFC 5321 §3.8)
            return reply;
        }
        catch (SmtpFaultException)
        {
            IsBroken = true;
            throw;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            throw Broken(fault, step, caller);
        }
    }

    public void Dispose()
    {
        IsBroken = true;
        stream.Dispose();
        Output.Dispose();
    }

    private Exception Broken(Exception fault, DeliveryStep step, CancellationToken caller)
    {
        IsBroken = true;
        if (caller.IsCancellationRequested) return new OperationCanceledException("Sending was given up.", fault, caller);
        var text = fault is OperationCanceledException ? "The server did not answer in time." : "The server closed the connection without an answer.";
        return new SmtpFaultException(Delivery.Temporary(text, step) with { LostBeforeContent = fault is not OperationCanceledException }, fault);
    }

    private static Delivery Explain(SmtpOptions options, Exception fault)
    {
        var place = $"{options.Host}:{options.Port}";
        return fault switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => Delivery.Blocked($"There is no host named {options.Host}.", DeliveryStep.Connect),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Delivery.Temporary($"Nothing listens at {place}.", DeliveryStep.Connect),
            SocketException socket => Delivery.Temporary($"{place} cannot be reached: {socket.Message}", DeliveryStep.Connect),
            OperationCanceledException => Delivery.Temporary($"{place} did not answer in time.", DeliveryStep.Connect),
            _ => Delivery.Blocked($"{place} is not a place to connect to: {fault.Message}", DeliveryStep.Connect),
        };
    }
}
