using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace UserGroups.Mail.Mime;

/// <summary>
/// RFC 2047 encoded words in UTF-8: never longer than 75 characters, never a line with one longer than 76, never a character split in two.
/// Lone surrogates become U+FFFD. The smaller of Q and B is taken for the whole text.
/// </summary>
internal static class EncodedWord
{
    public const int LineLimit = 76;
    private const int WordLimit = 75;
    private const int Frame = 12; // =?utf-8?Q? and ?=

    // The strictest set (RFC 2047 §5 rule 3), so the same words may stand in a subject and in a name.
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"u8);

    /// <summary>Writes the text as encoded words, folding between them; the field is at a place where white space may come.</summary>
    public static void Write(HeaderField field, string text)
    {
        var useQ = QLength(text) <= BLength(text);
        Span<byte> word = stackalloc byte[WordLimit];
        Span<byte> utf8 = stackalloc byte[WordLimit];
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var room = RoomFor(field, rest, useQ);
            if (room == 0)
            {
                field.Fold();
                room = RoomFor(field, rest, useQ);
            }

            var taken = Take(rest, useQ, room, utf8, out var bytes);
            field.Word(word[..Build(utf8[..bytes], useQ, word)]);
            rest = rest[taken..];
        }
    }

    // Payload characters that fit behind what stands on the line, or 0 when not even the next character does.
    private static int RoomFor(HeaderField field, ReadOnlySpan<char> rest, bool useQ)
    {
        var room = Math.Min(WordLimit, LineLimit - field.Column - 1) - Frame;
        _ = Rune.DecodeFromUtf16(rest, out var first, out _);
        return room >= (useQ ? QCost(first) : 8) ? room : 0;
    }

    private static int Take(ReadOnlySpan<char> text, bool useQ, int room, Span<byte> utf8, out int bytes)
    {
        var (taken, cost) = (0, 0);
        bytes = 0;
        while (taken < text.Length)
        {
            _ = Rune.DecodeFromUtf16(text[taken..], out var rune, out var chars); // gives U+FFFD for a lone surrogate
            cost = useQ ? cost + QCost(rune) : Base64.GetMaxEncodedToUtf8Length(bytes + rune.Utf8SequenceLength);
            if (cost > room) break;
            bytes += rune.EncodeToUtf8(utf8[bytes..]);
            taken += chars;
        }

        return taken;
    }

    private static int Build(ReadOnlySpan<byte> utf8, bool useQ, Span<byte> word)
    {
        (useQ ? "=?utf-8?Q?"u8 : "=?utf-8?B?"u8).CopyTo(word);
        var length = Frame - 2;
        if (useQ)
        {
            foreach (var b in utf8) length += Q(b, word[length..]);
        }
        else
        {
            Base64.EncodeToUtf8(utf8, word[length..], out _, out var written);
            length += written;
        }

        "?="u8.CopyTo(word[length..]);
        return length + 2;
    }

    private static int Q(byte b, Span<byte> target)
    {
        if (b == ' ') target[0] = (byte)'_';
        else if (Plain.Contains(b)) target[0] = b;
        else
        {
            Hex.Escape(b, target);
            return 3;
        }

        return 1;
    }

    private static int QCost(Rune rune) =>
        rune.IsAscii && (rune.Value == ' ' || Plain.Contains((byte)rune.Value)) ? 1 : 3 * rune.Utf8SequenceLength;

    private static int QLength(string text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes()) length += QCost(rune);
        return length;
    }

    private static int BLength(string text) => Base64.GetMaxEncodedToUtf8Length(Encoding.UTF8.GetByteCount(text));
}
