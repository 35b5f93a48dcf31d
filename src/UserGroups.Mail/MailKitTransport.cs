#if FULL_NUGET
using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using UserGroups.Mail.Smtp;
using KitClient = MailKit.Net.Smtp.SmtpClient;

namespace UserGroups.Mail;

/// <summary>
/// Sends over SMTP with MailKit, for those who prefer it and can restore it (<c>-p:FullNuGet=true</c>). Carries the same composed bytes,
/// so messages and signatures are the same. One connection, one message at a time; slower than <see cref="SmtpTransport"/>, see the benchmarks.
/// </summary>
/// <param name="options">The settings; trusted fingerprints, size of the pool and pipelining are MailKit's own matter.</param>
public sealed class MailKitTransport(SmtpOptions options) : IMailTransport
{
    private readonly SemaphoreSlim turn = new(1);
    private ExactClient? client;

    /// <inheritdoc />
    public string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"mailkit+smtp://{options.Host}:{options.Port}");

    /// <inheritdoc />
    public async Task<Delivery> SendAsync(ComposedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await turn.WaitAsync(cancellationToken);
        var begun = false;
        try
        {
            var connection = await OpenAsync(cancellationToken);
            if (message.NeedsSmtpUtf8 && !connection.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new Delivery(message.Recipient.NeedsSmtpUtf8 ? DeliveryOutcome.PermanentForAddress : DeliveryOutcome.PermanentForMessage, 0, "5.6.7", "The mail server cannot carry the letters before the @ (no SMTPUTF8).", DeliveryStep.Local);
            using var stream = new MemoryStream(message.Content.ToArray(), writable: false);
            using var mime = await MimeMessage.LoadAsync(stream, cancellationToken);
            var sender = new MailboxAddress("", message.ReturnPath?.Address ?? "");
            begun = true;
            var answer = await connection.SendAsync(mime, sender, [new MailboxAddress("", message.Recipient.Address)], cancellationToken);
            return new Delivery(DeliveryOutcome.Delivered, 250, null, answer, DeliveryStep.Content);
        }
        catch (OperationCanceledException) when (!begun)
        {
            Drop();
            throw;
        }
        catch (Exception fault) when (Explain(fault, begun) is { } answer)
        {
            if (answer.Outcome == DeliveryOutcome.PermanentForConnection || answer.Code == 0) Drop();
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc />
    public async Task<Delivery?> CheckAsync(CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await OpenAsync(cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && Explain(fault, begun: false) is { } answer)
        {
            Drop();
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (client is { IsConnected: true }) await client.DisconnectAsync(quit: true);
        Drop();
        turn.Dispose();
    }

    private async Task<ExactClient> OpenAsync(CancellationToken cancellationToken)
    {
        if (client is { IsConnected: true }) return client;
        Drop();
        client = new ExactClient { Timeout = (int)options.Timeouts.Command.TotalMilliseconds };
        if (options.LocalName is { } name) client.LocalDomain = name;
        await client.ConnectAsync(options.Host, options.Port, options.Security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.ImplicitTls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.Opportunistic => SecureSocketOptions.StartTlsWhenAvailable,
            _ => SecureSocketOptions.None,
        }, cancellationToken);
        if (options.Credentials is { } credentials) await SignInAsync(client, credentials, cancellationToken);
        return client;
    }

    private async Task SignInAsync(ExactClient connection, SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        if (!connection.IsSecure && !IsLoopback()) throw new SmtpFaultException(Delivery.Blocked("The password was not sent: the connection is not encrypted. Use STARTTLS or implicit TLS.", DeliveryStep.SignIn));
        if (credentials.AccessToken is { } token) await connection.AuthenticateAsync(new SaslMechanismOAuth2(credentials.User, await token(cancellationToken)), cancellationToken);
        else await connection.AuthenticateAsync(credentials.User, credentials.Password ?? "", cancellationToken);
    }

    private bool IsLoopback() =>
        string.Equals(options.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(options.Host, out var address) && System.Net.IPAddress.IsLoopback(address));

    private void Drop()
    {
        client?.Dispose();
        client = null;
    }

    private Delivery? Explain(Exception fault, bool begun) => fault switch
    {
        SmtpFaultException own => own.Delivery,
        SmtpCommandException command => Verdict.Of(Reply(command), command.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => DeliveryStep.Sender,
            SmtpErrorCode.RecipientNotAccepted => DeliveryStep.Recipient,
            SmtpErrorCode.MessageNotAccepted => DeliveryStep.Content,
            _ => DeliveryStep.Data,
        }),
        AuthenticationException => Delivery.Blocked($"{options.Host} does not let {options.Credentials?.User} in: {fault.Message}", DeliveryStep.SignIn),
        SslHandshakeException => Delivery.Blocked($"The certificate of {options.Host} is not accepted: {fault.Message}", DeliveryStep.Tls),
        NotSupportedException => Delivery.Blocked(fault.Message, DeliveryStep.Tls),
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.HostNotFound } => Delivery.Blocked($"There is no host named {options.Host}.", DeliveryStep.Connect),
        // MailKit does not say whether the final dot had left.
        OperationCanceledException or IOException or ProtocolException or ServiceNotConnectedException or System.Net.Sockets.SocketException or TimeoutException
            => Delivery.Temporary(fault.Message, begun ? DeliveryStep.Content : DeliveryStep.Connect) with { MayHaveBeenAccepted = begun },
        _ => null,
    };

    // MailKit takes the code apart; the enhanced status stands at the beginning of its text.
    private static SmtpReply Reply(SmtpCommandException command)
    {
        var word = command.Message.Split(' ', 2)[0];
        var isStatus = word.Split('.') is { Length: 3 } parts && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit));
        return new SmtpReply((int)command.StatusCode, isStatus ? word : null, isStatus ? command.Message[word.Length..].Trim() : command.Message);
    }

    /// <summary>Sends a message as it is: ours is 7-bit and signed already, and a changed byte would break the signature.</summary>
    private sealed class ExactClient : KitClient
    {
        protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
        {
            // Nothing to do: what MimeWriter wrote fits every server.
        }
    }
}
#endif
