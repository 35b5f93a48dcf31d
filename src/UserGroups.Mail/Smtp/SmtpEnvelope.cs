using System.Globalization;
using System.Text;

namespace UserGroups.Mail.Smtp;

/// <summary>MAIL and RCPT for one message on one server, or why it cannot go there.</summary>
internal static class SmtpEnvelope
{
    /// <summary>What is known without asking the server.</summary>
    public static Delivery? Refusal(ComposedMessage message, ServerFeatures features)
    {
        if (message.NeedsSmtpUtf8 && !features.SmtpUtf8)
        {
            return message.Recipient.NeedsSmtpUtf8
                ? Refuse(DeliveryOutcome.PermanentForAddress, "5.6.7", $"“{message.Recipient.Address}” has letters before the @ that this mail server cannot carry (no SMTPUTF8).")
                : Refuse(DeliveryOutcome.PermanentForMessage, "5.6.7", "An address in the message has letters before the @ that this mail server cannot carry (no SMTPUTF8).");
        }

        if (message.IsEightBit && !features.EightBitMime) return Refuse(DeliveryOutcome.PermanentForMessage, "5.6.3", "The message has 8-bit characters, and this mail server takes none (no 8BITMIME).");
        return features.MaxSize > 0 && message.Content.Length > features.MaxSize
            ? Refuse(DeliveryOutcome.PermanentForMessage, "5.3.4", $"The message has {message.Content.Length} bytes; this mail server takes {features.MaxSize}.")
            : null;
    }

    public static string Mail(ComposedMessage message, ServerFeatures features)
    {
        var command = new StringBuilder("MAIL FROM:<").Append(message.ReturnPath?.Address).Append('>');
        if (features.Size) command.Append(CultureInfo.InvariantCulture, $" SIZE={message.Content.Length}");
        if (message.IsEightBit) command.Append(" BODY=8BITMIME");
        if (message.NeedsSmtpUtf8) command.Append(" SMTPUTF8");
        return command.ToString();
    }

    public static string Recipient(ComposedMessage message) => $"RCPT TO:<{message.Recipient.Address}>";

    private static Delivery Refuse(DeliveryOutcome outcome, string status, string text) => new(outcome, 0, status, text, DeliveryStep.Local);
}
