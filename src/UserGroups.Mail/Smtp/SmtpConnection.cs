namespace UserGroups.Mail.Smtp;

/// <summary>
/// One open, greeted and signed-in SMTP connection (RFC 5321). Sends one message at a time; for one caller at a time.
/// After a fault in the conversation it is no longer <see cref="IsUsable"/>; after a mere refusal it is, and begins anew with RSET.
/// </summary>
public sealed class SmtpConnection : IAsyncDisposable
{
    private readonly SmtpChannel channel;
    private readonly SmtpOptions options;
    private bool needsReset;

    private SmtpConnection(SmtpChannel channel, SmtpOptions options, ServerFeatures features) =>
        (this.channel, this.options, Features) = (channel, options, features);

    /// <summary>What the server offers, as it said last (under TLS when there is TLS).</summary>
    public ServerFeatures Features { get; }

    /// <summary>True under TLS.</summary>
    public bool IsEncrypted => channel.IsEncrypted;

    /// <summary>How many messages were tried on it.</summary>
    public int Tried { get; private set; }

    /// <summary>False once the conversation broke.</summary>
    public bool IsUsable => !channel.IsBroken;

    /// <summary>True when answers to a group of commands stayed away: the server's PIPELINING is not to be trusted.</summary>
    internal bool PipeliningFailed { get; private set; }

    /// <summary>Opens a connection: TCP, TLS, EHLO and AUTH as the settings say.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SmtpFaultException">It did not come about; the fault carries the answer.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fresh = await SmtpChannel.ConnectAsync(options, deadline, cancellationToken);
        try
        {
            var dialogue = new SmtpDialogue(fresh, options, deadline, cancellationToken);
            return new SmtpConnection(fresh, options, await new SmtpGreeting(dialogue, options).RunAsync());
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    /// <summary>False when the server has closed an idle connection or said goodbye on it.</summary>
    public bool IsQuiet() => channel.IsQuiet();

    /// <summary>Sends one message.</summary>
    /// <param name="message">The message; stays the caller's.</param>
    /// <param name="cancellationToken">Gives up; see <see cref="IMailTransport.SendAsync"/>.</param>
    /// <exception cref="OperationCanceledException">Given up before the message was on its way.</exception>
    public async Task<Delivery> SendAsync(ComposedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (SmtpEnvelope.Refusal(message, Features) is { } refused) return refused;
        Tried++;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exchange = new SmtpExchange(new SmtpDialogue(channel, options, deadline, cancellationToken), message, Features);
        try
        {
            return await exchange.RunAsync(options.Pipelining && Features.Pipelining, needsReset);
        }
        catch (SmtpFaultException fault)
        {
            PipeliningFailed = exchange.PipeliningFailed;
            return exchange.ContentBegun ? Unknown(fault.Delivery.Text) : fault.Delivery;
        }
        catch (OperationCanceledException) when (exchange.ContentBegun)
        {
            return Unknown("Sending was given up while the message was on its way.");
        }
        finally
        {
            needsReset = exchange.LeftOpen;
            if (exchange.ContentBegun && !exchange.ContentAnswered || channel.HasUnasked) channel.Dispose();
        }
    }

    /// <summary>Says goodbye, waits at most a second for the answer, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!channel.IsBroken)
        {
            using var deadline = new CancellationTokenSource();
            var dialogue = new SmtpDialogue(channel, options with { Timeouts = new SmtpTimeouts { Command = TimeSpan.FromSeconds(1) } }, deadline, CancellationToken.None);
            try
            {
                _ = await dialogue.AskAsync("QUIT", DeliveryStep.Greeting);
            }
            catch (SmtpFaultException)
            {
                // Nobody answers a goodbye late; everything that matters was answered before.
            }
        }

        channel.Dispose();
    }

    private static Delivery Unknown(string text) => Delivery.Temporary(text + " The message may have been accepted.", DeliveryStep.Content) with { MayHaveBeenAccepted = true };
}
