using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Mail.Mime;

/// <summary>
/// Turns a message into the bytes of RFC 5322 and RFC 2045–2049: CRLF only, 7-bit throughout (but for addresses that need SMTPUTF8),
/// text and HTML as alternatives, an invitation as the last alternative, files around them. The same message gives the same bytes each time.
/// </summary>
public static class MimeWriter
{
    /// <summary>Writes the whole message: header fields, an empty line, the body. It ends in CRLF.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <exception cref="MailFormatException">There is no body, or a header cannot be folded into lines of 998 characters.</exception>
    public static void Write(OutgoingMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        if (message is { Text: null, Html: null, Calendar: null }) throw new MailFormatException("A message needs a text, an HTML or a calendar part.");
        var field = new HeaderField(output);
        WriteFields(message, field);
        new PartWriter(message, field, output).Write();
    }

    private static void WriteFields(OutgoingMessage message, HeaderField field)
    {
        Addresses(field, "From", message.From);
        if (message.ReplyTo is { } replyTo) Addresses(field, "Reply-To", replyTo);
        field.Begin("To");
        if (message.VisibleTo.Count == 0) AddressList.Write(field, message.To);
        else AddressList.Write(field, message.VisibleTo);
        field.End();
        field.Begin("Subject").Unstructured(message.Subject);
        field.End();
        field.Begin("Date").Token(FormatDate(message.Date));
        field.End();
        field.Begin("Message-ID").Token(message.MessageId);
        field.End();
        foreach (var header in message.Headers) WriteField(header, field);
        field.Begin("MIME-Version").Token("1.0"u8);
        field.End();
    }

    private static void Addresses(HeaderField field, string name, Mailbox mailbox)
    {
        AddressList.Write(field.Begin(name), mailbox);
        field.End();
    }

    private static void WriteField(MailHeader header, HeaderField field)
    {
        field.Begin(header.Name);
        if (header.Value.Length > 0)
        {
            if (header.Value.AsSpan().ContainsAnyExceptInRange(' ', '~')) EncodedWord.Write(field, header.Value);
            else field.Spaced(header.Value);
        }

        field.End();
    }

    private static string FormatDate(DateTimeOffset date)
    {
        var offset = date.Offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{date:ddd, dd MMM yyyy HH:mm:ss} {offset}{date.Offset:hhmm}");
    }

    /// <summary>The Content-* fields and what stands behind them, part in part.</summary>
    private sealed class PartWriter(OutgoingMessage message, HeaderField field, IBufferWriter<byte> output)
    {
        public void Write()
        {
            if (message.Attachments.Count == 0)
            {
                WriteText();
                return;
            }

            var boundary = OpenMultipart("multipart/mixed;", 'm');
            Separate(boundary, last: false);
            WriteText();
            foreach (var attachment in message.Attachments)
            {
                Separate(boundary, last: false);
                WriteAttachment(attachment);
            }

            Separate(boundary, last: true);
        }

        private void WriteText()
        {
            var parts = new (string Type, string? Text)[]
            {
                ("text/plain", message.Text), ("text/html", message.Html),
                (message.Calendar is { } c ? $"text/calendar; method={c.Method}" : "", message.Calendar?.Text),
            };
            if (parts.Count(p => p.Text is not null) == 1)
            {
                var (type, text) = parts.First(p => p.Text is not null);
                WriteTextPart(type, text!, closeLine: message.Attachments.Count == 0);
                return;
            }

            var boundary = OpenMultipart("multipart/alternative;", 'a');
            foreach (var (type, text) in parts)
            {
                if (text is null) continue;
                Separate(boundary, last: false);
                WriteTextPart(type, text, closeLine: false);
            }

            Separate(boundary, last: true);
        }

        private string OpenMultipart(string type, char level)
        {
            // "=_" cannot stand in base64 nor in quoted-printable, and plain text with it is not left plain.
            Span<byte> hash = stackalloc byte[32];
            SHA256.HashData(Encoding.ASCII.GetBytes(message.MessageId), hash);
            var boundary = $"=_{level}{Convert.ToHexStringLower(hash[..12])}";
            field.Begin("Content-Type").Token(type);
            field.Token($"boundary=\"{boundary}\"");
            field.End();
            return boundary;
        }

        private void Separate(string boundary, bool last)
        {
            field.Fold();
            field.Put("--"u8);
            field.Raw(boundary);
            if (last) field.Put("--"u8);
            field.Fold();
        }

        // In a multipart the line end before the boundary is not part of the text, so the text is exact;
        // alone, a text must end its last line (RFC 5321 §2.3.8).
        private void WriteTextPart(string type, string text, bool closeLine)
        {
            using var normal = new PooledBuffer(text.Length + 256);
            TextBody.Normalise(text, normal);
            if (closeLine && !normal.WrittenSpan.EndsWith("\r\n"u8)) normal.Write("\r\n"u8);
            var encoding = TextBody.Choose(normal.WrittenSpan);
            field.Begin("Content-Type").Token(type + "; charset=utf-8");
            field.End();
            WriteEncoding(encoding);
            field.End();
            TextBody.Write(normal.WrittenSpan, encoding, output);
        }

        private void WriteAttachment(Attachment attachment)
        {
            field.Begin("Content-Type").Token(attachment.MediaType);
            field.End();
            WriteEncoding(TransferEncoding.Base64);
            Disposition.Write(field, attachment.FileName);
            field.End();
            Base64Lines.Write(attachment.Content.Span, output);
        }

        private void WriteEncoding(TransferEncoding encoding)
        {
            field.Begin("Content-Transfer-Encoding").Token(encoding switch
            {
                TransferEncoding.SevenBit => "7bit"u8,
                TransferEncoding.QuotedPrintable => "quoted-printable"u8,
                _ => "base64"u8,
            });
            field.End();
        }
    }
}
