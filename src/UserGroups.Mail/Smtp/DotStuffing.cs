using System.Buffers;

namespace UserGroups.Mail.Smtp;

/// <summary>A message as DATA carries it (RFC 5321 §4.5.2): a dot before each line that begins with one, and the final dot.</summary>
internal static class DotStuffing
{
    /// <summary>Writes a piece; <paramref name="lineStart"/> says whether it begins a line and is left for the next piece.</summary>
    public static void Write(ReadOnlySpan<byte> piece, ref bool lineStart, IBufferWriter<byte> output)
    {
        if (piece.Length == 0) return;
        if (lineStart && piece[0] == '.') output.Write("."u8);
        lineStart = piece[^1] == '\n';
        while (true)
        {
            var at = piece.IndexOf("\n."u8);
            if (at < 0) break;
            output.Write(piece[..(at + 1)]);
            output.Write("."u8);
            piece = piece[(at + 1)..];
        }

        output.Write(piece);
    }

    public static void End(bool lineStart, IBufferWriter<byte> output) => output.Write(lineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
}
