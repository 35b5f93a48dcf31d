using System.Buffers;
using System.Text;

namespace UserGroups.Mail.Mime;

/// <summary>A text as the bytes of a part: UTF-8 with CRLF, in the plainest transfer encoding that carries it unchanged.</summary>
internal static class TextBody
{
    /// <summary>Line length up to which plain text goes as it is.</summary>
    private const int PlainLine = 76;

    /// <summary>UTF-8 (lone surrogates become U+FFFD) with every CR, LF and CRLF as CRLF.</summary>
    public static void Normalise(string text, PooledBuffer target)
    {
        using var utf8 = new PooledBuffer(Encoding.UTF8.GetMaxByteCount(text.Length));
        utf8.Advance(Encoding.UTF8.GetBytes(text, utf8.GetSpan()));
        var rest = utf8.WrittenSpan;
        while (true)
        {
            var at = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0) break;
            target.Write(rest[..at]);
            target.Write("\r\n"u8);
            var crlf = rest[at] == '\r' && at + 1 < rest.Length && rest[at + 1] == '\n';
            rest = rest[(at + (crlf ? 2 : 1))..];
        }

        target.Write(rest);
    }

    /// <summary>Chooses 7bit, quoted-printable or base64 for normalised text.</summary>
    public static TransferEncoding Choose(ReadOnlySpan<byte> text)
    {
        if (IsPlain(text)) return TransferEncoding.SevenBit;
        return QuotedPrintable.Measure(text) <= Base64Lines.Measure(text.Length) * 5 / 4 ? TransferEncoding.QuotedPrintable : TransferEncoding.Base64;
    }

    public static void Write(ReadOnlySpan<byte> text, TransferEncoding encoding, IBufferWriter<byte> output)
    {
        switch (encoding)
        {
            case TransferEncoding.SevenBit:
                output.Write(text);
                break;
            case TransferEncoding.QuotedPrintable:
                QuotedPrintable.Write(text, output);
                break;
            default:
                Base64Lines.Write(text, output);
                break;
        }
    }

    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        if (!Ascii.IsValid(text)) return false;
        foreach (var range in text.Split("\r\n"u8))
        {
            var line = text[range];
            if (line.Length == 0) continue;
            // "--=_" could be mistaken for one of our boundaries; the rest is what relays are known to change.
            if (line.Length > PlainLine || line[0] == '.' || line[^1] == ' ' || line.ContainsAnyExceptInRange((byte)' ', (byte)'~')
                || line.StartsWith("From "u8) || line.StartsWith("--=_"u8)) return false;
        }

        return true;
    }
}

/// <summary>Content-Transfer-Encoding (RFC 2045 §6).</summary>
internal enum TransferEncoding
{
    SevenBit,
    QuotedPrintable,
    Base64,
}
