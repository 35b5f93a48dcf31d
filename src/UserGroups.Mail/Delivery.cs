using System.Globalization;

namespace UserGroups.Mail;

/// <summary>What became of one try to send one message.</summary>
public enum DeliveryOutcome
{
    /// <summary>The server answered 250 to the whole message: it is the server's from here on (RFC 5321 §6.1).</summary>
    Delivered,

    /// <summary>Try again later. With <see cref="Delivery.MayHaveBeenAccepted"/> the server may already have it.</summary>
    Temporary,

    /// <summary>This address takes no mail, now and later: stop writing to it.</summary>
    PermanentForAddress,

    /// <summary>This message is refused (size, content, policy); the address may be fine.</summary>
    PermanentForMessage,

    /// <summary>Nothing will go through until somebody changes the settings: sign-in, certificate, sender, host. Mail waits.</summary>
    PermanentForConnection,
}

/// <summary>Where in the conversation the answer fell.</summary>
public enum DeliveryStep
{
    /// <summary>Before any connection: checks on this side, or writing a file.</summary>
    Local,

    /// <summary>Finding and reaching the host.</summary>
    Connect,

    /// <summary>The server's greeting and EHLO.</summary>
    Greeting,

    /// <summary>STARTTLS or the TLS handshake.</summary>
    Tls,

    /// <summary>AUTH.</summary>
    SignIn,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA, before the message.</summary>
    Data,

    /// <summary>The message and its final dot.</summary>
    Content,
}

/// <summary>The outcome of one try, with the server's own words.</summary>
/// <param name="Outcome">What follows for the message.</param>
/// <param name="Code">The reply code (RFC 5321 §4.2), or 0 when no server spoke.</param>
/// <param name="Status">The enhanced status such as <c>5.1.1</c> (RFC 3463), or null.</param>
/// <param name="Text">The server's words or a sentence of ours.</param>
/// <param name="Step">Where it fell.</param>
public sealed record Delivery(DeliveryOutcome Outcome, int Code, string? Status, string Text, DeliveryStep Step)
{
    /// <summary>
    /// True when the message was on its way and its end was not answered: it may arrive although it does not count as sent.
    /// A later try carries the same Message-ID.
    /// </summary>
    public bool MayHaveBeenAccepted { get; init; }

    /// <summary>True for <see cref="DeliveryOutcome.Delivered"/> only.</summary>
    public bool IsDelivered => Outcome == DeliveryOutcome.Delivered;

    /// <summary>True when the connection broke before a single byte of the message was written, so that a fresh one may be tried at once.</summary>
    internal bool LostBeforeContent { get; init; }

    /// <summary>The answer on one line, for the outbox page and the log.</summary>
    public override string ToString()
    {
        var code = Code == 0 ? "" : Code.ToString(CultureInfo.InvariantCulture) + " ";
        var status = Status is null ? "" : Status + " ";
        return $"{code}{status}{Text}";
    }

    internal static Delivery Temporary(string text, DeliveryStep step) => new(DeliveryOutcome.Temporary, 0, null, text, step);

    internal static Delivery Blocked(string text, DeliveryStep step) => new(DeliveryOutcome.PermanentForConnection, 0, null, text, step);
}
