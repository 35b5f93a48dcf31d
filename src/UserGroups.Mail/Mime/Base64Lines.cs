using System.Buffers;
using System.Buffers.Text;

namespace UserGroups.Mail.Mime;

/// <summary>Base64 in lines of 76 characters that end in CRLF, the last one too (RFC 2045 §6.8).</summary>
internal static class Base64Lines
{
    private const int BytesPerLine = 57;

    public static void Write(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        while (content.Length > 0)
        {
            var piece = content[..Math.Min(BytesPerLine, content.Length)];
            var span = output.GetSpan(78);
            Base64.EncodeToUtf8(piece, span, out _, out var written);
            "\r\n"u8.CopyTo(span[written..]);
            output.Advance(written + 2);
            content = content[piece.Length..];
        }
    }

    public static int Measure(int length) => Base64.GetMaxEncodedToUtf8Length(length) / 76 * 78;
}
