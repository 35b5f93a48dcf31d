using System.Buffers;
using System.Text;

namespace UserGroups.Mail.Mime;

/// <summary>Writes one header field and folds it: lines of at most 78 characters where the value allows, never more than 998 (RFC 5322 §2.1.1).</summary>
internal sealed class HeaderField(IBufferWriter<byte> output)
{
    public const int LineLimit = 78;
    private const int HardLimit = 998;
    private string name = "";
    private int limit = LineLimit;

    /// <summary>Characters on the current line.</summary>
    public int Column { get; private set; }

    public HeaderField Begin(string fieldName)
    {
        name = fieldName;
        Column = 0;
        limit = LineLimit;
        Raw(fieldName);
        Put(":"u8);
        return this;
    }

    /// <summary>A piece that is not broken: a space (or a fold) and then the piece.</summary>
    public void Token(ReadOnlySpan<byte> piece)
    {
        if (Column + 1 + piece.Length > limit && Column > name.Length + 1) Fold();
        Put(" "u8);
        Put(piece);
    }

    /// <summary>An encoded word: its whole line has at most 76 characters (RFC 2047 §2).</summary>
    public void Word(ReadOnlySpan<byte> word)
    {
        Token(word);
        limit = EncodedWord.LineLimit;
    }

    public void Token(string piece)
    {
        var length = Encoding.UTF8.GetByteCount(piece);
        if (Column + 1 + length > limit && Column > name.Length + 1) Fold();
        Put(" "u8);
        Raw(piece);
    }

    /// <summary>Text right behind what stands there.</summary>
    public void Raw(ReadOnlySpan<char> text)
    {
        var span = output.GetSpan(text.Length * 3);
        var written = Encoding.UTF8.GetBytes(text, span);
        output.Advance(written);
        Count(written);
    }

    public void Put(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Count(bytes.Length);
    }

    /// <summary>A line end; the next thing written must be white space.</summary>
    public void Fold()
    {
        output.Write("\r\n"u8);
        Column = 0;
        limit = LineLimit;
    }

    public void End() => Fold();

    /// <summary>Free text: as it is when that is safe to fold and to read back, else encoded words.</summary>
    public void Unstructured(string text)
    {
        if (text.Length == 0) return;
        if (IsPlain(text, name.Length + 2)) Spaced(text);
        else EncodedWord.Write(this, text);
    }

    /// <summary>ASCII text folded before its runs of spaces, so that unfolding gives exactly the same text.</summary>
    public void Spaced(ReadOnlySpan<char> text)
    {
        Put(" "u8);
        var start = 0;
        while (start < text.Length)
        {
            var end = EndOfPiece(text, start);
            if (start > 0 && Column + end - start > limit) Fold();
            Raw(text[start..end]);
            start = end;
        }
    }

    // Spaces and the word behind them.
    private static int EndOfPiece(ReadOnlySpan<char> text, int start)
    {
        var word = text[start..].IndexOfAnyExcept(' ');
        if (word < 0) return text.Length;
        var length = text[(start + word)..].IndexOf(' ');
        return length < 0 ? text.Length : start + word + length;
    }

    private static bool IsPlain(ReadOnlySpan<char> text, int column)
    {
        if (text[0] == ' ' || text[^1] == ' ' || text.ContainsAnyExceptInRange(' ', '~') || text.Contains("=?", StringComparison.Ordinal)) return false;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfPiece(text, start);
            if (end - start > LineLimit - (start == 0 ? column : 0)) return false;
            start = end;
        }

        return true;
    }

    private void Count(int bytes)
    {
        Column += bytes;
        if (Column > HardLimit) throw new MailFormatException($"The header {name} has a piece that is too long for a line of {HardLimit} characters.");
    }
}
