using System.Buffers;

namespace UserGroups.Mail.Mime;

/// <summary>
/// Quoted-printable (RFC 2045 §6.7) of text whose lines end in CRLF: encoded lines of at most 76 characters, no white space at a line's end,
/// and no dot or “From ” at a line's beginning, which careless relays change.
/// </summary>
internal static class QuotedPrintable
{
    private const int LineLimit = 76;
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        "\t !\"#$%&'()*+,-./0123456789:;<>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf("\r\n"u8);
            WriteLine(end < 0 ? text : text[..end], output);
            if (end < 0) return;
            output.Write("\r\n"u8);
            text = text[(end + 2)..];
        }
    }

    /// <summary>About how many bytes <see cref="Write"/> makes; without soft line breaks.</summary>
    public static int Measure(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        while (true)
        {
            var at = text.IndexOfAnyExcept(Plain);
            if (at < 0) return length;
            if (text[at] is not (byte)'\r' and not (byte)'\n') length += 2;
            text = text[(at + 1)..];
        }
    }

    private static void WriteLine(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var (at, column) = (0, 0);
        while (at < line.Length)
        {
            var run = column == 0 && IsRisky(line[at..]) ? 0 : PlainRun(line, at);
            var limit = at + run == line.Length ? LineLimit : LineLimit - 1; // a soft break needs one place for its =
            var piece = run > 0 ? Math.Min(run, (column + run <= limit ? limit : LineLimit - 1) - column) : 0;
            if (piece > 0)
            {
                output.Write(line.Slice(at, piece));
                at += piece;
                column += piece;
            }
            else if (run == 0 && column + 3 <= (at + 1 == line.Length ? LineLimit : LineLimit - 1))
            {
                Hex.Escape(line[at++], output.GetSpan(3));
                output.Advance(3);
                column += 3;
            }
            else
            {
                output.Write("=\r\n"u8);
                column = 0;
            }
        }
    }

    // At the beginning of an encoded line, after a soft break too.
    private static bool IsRisky(ReadOnlySpan<byte> line) => line[0] == '.' || line.StartsWith("From "u8);

    // How many bytes from here may stand as they are.
    private static int PlainRun(ReadOnlySpan<byte> line, int at)
    {
        var run = line[at..].IndexOfAnyExcept(Plain);
        if (run >= 0) return run;
        run = line.Length - at;
        return line[^1] is (byte)' ' or (byte)'\t' ? run - 1 : run;
    }
}
