using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Mail.Dkim;

/// <summary>
/// Writes DKIM-Signature fields (RFC 6376), relaxed/relaxed, one for each key, so that RSA and Ed25519 stand on one message (RFC 8463 §3).
/// Never with l=. Safe for several threads.
/// </summary>
public sealed class DkimSigner
{
    // What is signed when it is there, in this order (RFC 6376 §5.4.1; RFC 8058 §4 for the unsubscribe fields).
    private static readonly string[] Signed =
    [
        "from", "reply-to", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
        "list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted",
    ];

    // Named once more than they are there, so that nobody adds a second one unseen (RFC 6376 §8.15).
    private static readonly string[] Sealed = ["from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type"];

    private readonly DkimKey[] keys;

    /// <summary>Makes a signer.</summary>
    /// <param name="keys">One key, or an RSA and an Ed25519 key for receivers that know only one of them.</param>
    /// <exception cref="ArgumentException">There is no key.</exception>
    public DkimSigner(params IEnumerable<DkimKey> keys)
    {
        this.keys = [.. keys];
        if (this.keys.Length == 0) throw new ArgumentException("Signing needs at least one key.", nameof(keys));
    }

    /// <summary>Writes the signature fields that belong above the message.</summary>
    /// <param name="message">The whole message with CRLF line ends.</param>
    /// <param name="signedAt">Goes into t=, in seconds.</param>
    /// <param name="output">Where the fields go.</param>
    /// <exception cref="MailFormatException">The message has no header or no From.</exception>
    public void WriteSignatures(ReadOnlySpan<byte> message, DateTimeOffset signedAt, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var split = message.IndexOf("\r\n\r\n"u8);
        if (split < 0) throw new MailFormatException("A message without an empty line after its header cannot be signed.");
        var header = message[..(split + 2)];
        using var canonical = new PooledBuffer(message.Length + 1024);
        Span<byte> bodyHash = stackalloc byte[32];
        RelaxedForm.Body(message[(split + 4)..], canonical);
        SHA256.HashData(canonical.WrittenSpan, bodyHash);
        canonical.Clear();
        var names = WriteHeader(header, canonical);
        var headerLength = canonical.Length;
        foreach (var key in keys)
        {
            canonical.Truncate(headerLength);
            WriteSignature(key, names, bodyHash, signedAt, canonical, output);
        }
    }

    private static void WriteSignature(DkimKey key, string names, ReadOnlySpan<byte> bodyHash, DateTimeOffset signedAt, PooledBuffer canonical, IBufferWriter<byte> output)
    {
        var field = string.Create(
            CultureInfo.InvariantCulture,
            $"DKIM-Signature: v=1; a={key.Algorithm}; c=relaxed/relaxed;\r\n d={key.Domain};\r\n s={key.Selector}; t={signedAt.ToUnixTimeSeconds()};\r\n h={names};\r\n bh={Convert.ToBase64String(bodyHash)};\r\n b=");
        var start = output.GetSpan(field.Length);
        var length = Encoding.ASCII.GetBytes(field, start);
        RelaxedForm.Header(start[..length], canonical); // without a line end: the signed form of this field (RFC 6376 §3.7)
        output.Advance(length);
        Span<byte> hash = stackalloc byte[32];
        Span<byte> signature = stackalloc byte[1024];
        SHA256.HashData(canonical.WrittenSpan, hash);
        WriteFolded(signature[..key.Sign(hash, signature)], output);
        output.Write("\r\n"u8);
    }

    // 54 bytes make 72 characters; white space inside b= does not count (RFC 6376 §3.5).
    private static void WriteFolded(ReadOnlySpan<byte> signature, IBufferWriter<byte> output)
    {
        for (var at = 0; at < signature.Length; at += 54)
        {
            if (at > 0) output.Write("\r\n "u8);
            var piece = signature[at..Math.Min(at + 54, signature.Length)];
            System.Buffers.Text.Base64.EncodeToUtf8(piece, output.GetSpan(72), out _, out var written);
            output.Advance(written);
        }
    }

    // Writes the canonical fields and gives the value of h=. Of several fields with one name the last comes first (RFC 6376 §5.4.2).
    private static string WriteHeader(ReadOnlySpan<byte> header, PooledBuffer canonical)
    {
        var names = new StringBuilder(256);
        var column = 3;
        foreach (var name in Signed)
        {
            var rest = header;
            var found = false;
            while (FindLast(ref rest, name) is { Length: > 0 } field)
            {
                RelaxedForm.Header(field, canonical);
                canonical.Write("\r\n"u8);
                Name(names, name, ref column);
                found = true;
            }

            if (!found && name == "from") throw new MailFormatException("A message without From cannot be signed.");
            if (found && Sealed.Contains(name, StringComparer.Ordinal)) Name(names, name, ref column);
        }

        return names.ToString();
    }

    private static void Name(StringBuilder names, string name, ref int column)
    {
        if (names.Length > 0) names.Append(':');
        if (column + name.Length > 74)
        {
            names.Append("\r\n  ");
            column = 2;
        }

        names.Append(name);
        column += name.Length + 1;
    }

    // The last field of that name; rest is then what stands above it.
    private static ReadOnlySpan<byte> FindLast(ref ReadOnlySpan<byte> rest, string name)
    {
        var end = rest.Length;
        while (end > 0)
        {
            var start = FieldStart(rest[..end]);
            var field = rest[start..end];
            if (field.Length > name.Length && field[name.Length] == ':' && Ascii.EqualsIgnoreCase(field[..name.Length], name))
            {
                rest = rest[..start];
                return field;
            }

            end = start;
        }

        rest = default;
        return default;
    }

    // Where the last field begins: the last line that does not begin with white space.
    private static int FieldStart(ReadOnlySpan<byte> header)
    {
        var end = header.Length;
        while (true)
        {
            var at = end < 2 ? -1 : header[..(end - 2)].LastIndexOf("\r\n"u8);
            var start = at < 0 ? 0 : at + 2;
            if (start == 0 || header[start] is not (byte)' ' and not (byte)'\t') return start;
            end = start;
        }
    }
}
