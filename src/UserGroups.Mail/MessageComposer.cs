using System.Buffers;
using UserGroups.Mail.Dkim;
using UserGroups.Mail.Mime;

namespace UserGroups.Mail;

/// <summary>From a message to signed bytes. Safe for several threads.</summary>
/// <param name="signer">Signs every message, or null for none.</param>
public sealed class MessageComposer(DkimSigner? signer = null)
{
    /// <summary>Writes and signs a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The bytes and the envelope; dispose them when sent.</returns>
    /// <exception cref="MailFormatException">The message cannot be written (see <see cref="MimeWriter.Write"/>).</exception>
    public ComposedMessage Compose(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = new PooledBuffer(16 * 1024);
        try
        {
            MimeWriter.Write(message, content);
            if (signer is not null) content = Signed(content, signer, message.Date);
            return new ComposedMessage(content, message.NoBounces ? null : message.ReturnPath ?? message.From, message.To, message.MessageId, message.NeedsSmtpUtf8);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private static PooledBuffer Signed(PooledBuffer content, DkimSigner signer, DateTimeOffset signedAt)
    {
        // A signature stands above what it signs, so the message moves behind it: one copy, far cheaper than signing.
        var whole = new PooledBuffer(content.Length + 2048);
        try
        {
            signer.WriteSignatures(content.WrittenSpan, signedAt, whole);
            whole.Write(content.WrittenSpan);
            content.Dispose();
            return whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }
}
