using System.Text;

namespace UserGroups.Mail;

/// <summary>A message as bytes with its envelope, ready for any transport. Owns its rented buffer; dispose it when it is sent.</summary>
public sealed class ComposedMessage : IDisposable
{
    private readonly PooledBuffer buffer;

    /// <summary>Takes bytes that are already a message, for example read from a file.</summary>
    /// <param name="buffer">The whole message with CRLF line ends; owned from here on.</param>
    /// <param name="returnPath">Where bounces go, or null for the empty return path.</param>
    /// <param name="recipient">The one recipient.</param>
    /// <param name="messageId">The identifier in the message.</param>
    /// <param name="needsSmtpUtf8">True when an address in the header is not ASCII.</param>
    public ComposedMessage(PooledBuffer buffer, Mailbox? returnPath, Mailbox recipient, string messageId, bool needsSmtpUtf8 = false)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(recipient);
        this.buffer = buffer;
        ReturnPath = returnPath;
        Recipient = recipient;
        MessageId = messageId;
        NeedsSmtpUtf8 = needsSmtpUtf8 || recipient.NeedsSmtpUtf8 || returnPath is { NeedsSmtpUtf8: true };
        IsEightBit = !Ascii.IsValid(buffer.WrittenSpan);
    }

    /// <summary>The whole message with CRLF line ends, without dot stuffing. Valid until disposed.</summary>
    public ReadOnlyMemory<byte> Content => buffer.WrittenMemory;

    /// <summary>RFC 5321 reverse-path, or null for <c>&lt;&gt;</c>.</summary>
    public Mailbox? ReturnPath { get; }

    /// <summary>RFC 5321 forward-path.</summary>
    public Mailbox Recipient { get; }

    /// <summary>The identifier with angle brackets.</summary>
    public string MessageId { get; }

    /// <summary>True when only a server with SMTPUTF8 (RFC 6531) can take it.</summary>
    public bool NeedsSmtpUtf8 { get; }

    /// <summary>True when a byte is above 127, so that a server needs 8BITMIME (RFC 6152).</summary>
    public bool IsEightBit { get; }

    /// <inheritdoc />
    public void Dispose() => buffer.Dispose();
}
