using System.Buffers;

namespace UserGroups.Mail.Dkim;

/// <summary>The relaxed canonical forms of RFC 6376 §3.4.2 and §3.4.4.</summary>
internal static class RelaxedForm
{
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n"u8);

    /// <summary>One field, as <c>name:value</c> without its line end.</summary>
    public static void Header(ReadOnlySpan<byte> field, IBufferWriter<byte> output)
    {
        var colon = field.IndexOf((byte)':');
        var target = output.GetSpan(field.Length);
        var length = 0;
        foreach (var b in field[..colon].TrimEnd(" \t"u8)) target[length++] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        target[length++] = (byte)':';
        var rest = field[(colon + 1)..].Trim(" \t\r\n"u8);
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny(Space);
            var word = end < 0 ? rest : rest[..end];
            word.CopyTo(target[length..]);
            length += word.Length;
            if (end < 0) break;
            rest = rest[end..].TrimStart(" \t\r\n"u8);
            target[length++] = (byte)' ';
        }

        output.Advance(length);
    }

    /// <summary>The body: runs of white space to one space, none at a line's end, no empty lines at the end.</summary>
    public static void Body(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(body.Length + 2);
        var (length, end) = (0, 0); // end: behind the last line that is not empty
        while (body.Length > 0)
        {
            var at = body.IndexOf("\r\n"u8);
            var line = (at < 0 ? body : body[..at]).TrimEnd(" \t"u8);
            length += Squeeze(line, target[length..]);
            target[length++] = (byte)'\r';
            target[length++] = (byte)'\n';
            if (line.Length > 0) end = length;
            body = at < 0 ? default : body[(at + 2)..];
        }

        output.Advance(end);
    }

    private static int Squeeze(ReadOnlySpan<byte> line, Span<byte> target)
    {
        var length = 0;
        while (true)
        {
            var end = line.IndexOfAny((byte)' ', (byte)'\t');
            if (end < 0) break;
            line[..end].CopyTo(target[length..]);
            length += end;
            target[length++] = (byte)' ';
            line = line[end..].TrimStart(" \t"u8);
        }

        line.CopyTo(target[length..]);
        return length + line.Length;
    }
}
