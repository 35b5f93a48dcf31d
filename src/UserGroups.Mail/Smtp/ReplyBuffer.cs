using System.Buffers.Text;
using System.Text;

namespace UserGroups.Mail.Smtp;

/// <summary>Bytes from the server, cut into replies. A stranger's input: everything has a limit.</summary>
internal sealed class ReplyBuffer
{
    /// <summary>Far above the 512 of RFC 5321 §4.5.3.1.5; a server that says more is not one we speak to.</summary>
    private const int Limit = 64 * 1024;

    private byte[] bytes = new byte[1024];
    private int start;
    private int end;

    public bool IsEmpty => start == end;

    /// <summary>Room for the next read.</summary>
    /// <exception cref="SmtpFaultException">The reply is endless.</exception>
    public Memory<byte> Room()
    {
        if (start > 0)
        {
            bytes.AsSpan(start, end - start).CopyTo(bytes);
            (start, end) = (0, end - start);
        }

        if (end == bytes.Length)
        {
            if (bytes.Length >= Limit) throw new SmtpFaultException(Delivery.Temporary("The server's answer has no end.", DeliveryStep.Greeting));
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        return bytes.AsMemory(end);
    }

    public void Filled(int count) => end += count;

    /// <summary>Takes one whole reply; false when more must be read.</summary>
    /// <param name="keepText">True to keep the words of a good answer too.</param>
    /// <param name="reply">The reply.</param>
    /// <exception cref="SmtpFaultException">It is not SMTP.</exception>
    public bool TryTake(bool keepText, out SmtpReply reply)
    {
        reply = default;
        var rest = bytes.AsSpan(start, end - start);
        var length = 0;
        while (true)
        {
            var newline = rest[length..].IndexOf((byte)'\n');
            if (newline < 0) return false;
            var line = rest.Slice(length, newline).TrimEnd((byte)'\r');
            length += newline + 1;
            if (!TryCode(line, out var code)) throw NotSmtp(line);
            if (line.Length > 3 && line[3] == '-') continue;
            reply = Parse(rest[..length], code, keepText || code >= 400);
            start += length;
            return true;
        }
    }

    private static bool TryCode(ReadOnlySpan<byte> line, out int code) =>
        Utf8Parser.TryParse(line[..Math.Min(3, line.Length)], out code, out var used) && used == 3 && code is >= 200 and < 600
        && (line.Length == 3 || line[3] is (byte)' ' or (byte)'-');

    private static SmtpReply Parse(ReadOnlySpan<byte> lines, int code, bool keepText)
    {
        if (!keepText) return new SmtpReply(code, null, "");
        string? status = null;
        var text = new StringBuilder();
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range].TrimEnd((byte)'\r');
            if (line.Length < 3) continue;
            var words = Clean(line.Length > 4 ? line[4..] : default);
            if (StatusOf(words, code) is { } found)
            {
                status ??= found;
                words = words[found.Length..].TrimStart();
            }

            if (text.Length > 0) text.Append('\n');
            text.Append(words);
        }

        return new SmtpReply(code, status, text.ToString());
    }

    // class "." subject "." detail with the class of the code (RFC 2034 §4).
    private static string? StatusOf(string words, int code)
    {
        var word = words.Split(' ', 2)[0];
        var parts = word.Split('.');
        return parts.Length == 3 && parts[0].Length == 1 && parts[0][0] - '0' == code / 100 && parts[0][0] is '2' or '4' or '5'
            && parts.Skip(1).All(p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit)) ? word : null;
    }

    // A server's words end up in logs and on a page: no control characters.
    private static string Clean(ReadOnlySpan<byte> bytes) =>
        new([.. Encoding.UTF8.GetString(bytes).Select(c => char.IsControl(c) ? ' ' : c)]);

    private static SmtpFaultException NotSmtp(ReadOnlySpan<byte> line) =>
        new(Delivery.Blocked($"What answers there does not speak SMTP: “{Clean(line[..Math.Min(60, line.Length)])}”.", DeliveryStep.Greeting));
}
