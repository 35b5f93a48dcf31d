using System.Buffers;
using System.Text;

namespace UserGroups.Mail.Mime;

/// <summary>Content-Disposition with a file name of any Unicode (RFC 2183, RFC 2231 with continuations).</summary>
internal static class Disposition
{
    private const int PieceLimit = 55;
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    public static void Write(HeaderField field, string fileName)
    {
        field.Begin("Content-Disposition").Token("attachment;"u8);
        if (fileName.Length <= PieceLimit && !fileName.AsSpan().ContainsAnyExceptInRange(' ', '~') && !fileName.AsSpan().ContainsAny("\"\\%")
            && !fileName.Contains("=?", StringComparison.Ordinal) && !fileName.Contains("  ", StringComparison.Ordinal) && fileName.Trim(' ').Length == fileName.Length)
            field.Token($"filename=\"{fileName}\"");
        else Extended(field, Pieces(fileName));
        field.End();
    }

    private static void Extended(HeaderField field, List<string> pieces)
    {
        if (pieces.Count == 1)
        {
            field.Token($"filename*=utf-8''{pieces[0]}");
            return;
        }

        for (var i = 0; i < pieces.Count; i++)
            field.Token($"filename*{i}*={(i == 0 ? "utf-8''" : "")}{pieces[i]}{(i == pieces.Count - 1 ? "" : ";")}");
    }

    // Percent-encoded pieces; no character is split between two.
    private static List<string> Pieces(string fileName)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        Span<byte> utf8 = stackalloc byte[4];
        Span<byte> escape = stackalloc byte[3];
        foreach (var rune in fileName.EnumerateRunes())
        {
            var bytes = utf8[..rune.EncodeToUtf8(utf8)];
            if (piece.Length + 3 * bytes.Length > PieceLimit)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            foreach (var b in bytes)
            {
                if (Plain.Contains(b)) piece.Append((char)b);
                else
                {
                    Hex.Percent(b, escape);
                    piece.Append(Encoding.ASCII.GetString(escape));
                }
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
