using System.Globalization;
using System.Text;

namespace UserGroups.Shared;

/// <summary>
/// The form in which text is compared when people search. Stored beside the text in a column of its own, because LIKE and Contains differ
/// in case and accents between SQLite and SQL Server.
/// </summary>
public static class SearchText
{
    /// <summary>
    /// Folds what a searcher does not type: case (invariant, and final sigma), compatibility forms (NFKD: ﬁ, ①, full width), accents of Latin,
    /// Greek, Cyrillic, Hebrew and Arabic, letters without decomposition (ß → ss, ø → o, ł → l, æ → ae), curly quotes and long dashes,
    /// invisible characters (zero width, soft hyphen, direction marks), and every run of white space or control characters to one blank;
    /// none at the ends. Other signs stay, so "C#" and "C++" remain different. The result is NFC. Folding twice changes nothing.
    /// </summary>
    /// <param name="text">Any string; null counts as empty; halves of surrogate pairs become U+FFFD.</param>
    /// <returns>Never null. A single character can become up to 18 (U+FDFA), so give the column twice the length and cut with <paramref name="maxLength"/>.</returns>
    /// <param name="maxLength">Longest result in UTF-16 units; what is over is cut between characters.</param>
    public static string Normalise(string? text, int maxLength = int.MaxValue)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var folded = IsPlain(text) ? text : Fold(text);
        // Lower case or recomposition can produce a letter that folds further (a handful of code points); a second pass settles them.
        if (!IsPlain(folded))
            folded = Fold(folded);
        return Cut(folded, maxLength);
    }

    /// <summary>The words of a normalised text: runs of letters, digits and marks.</summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Normalise(text).EnumerateRunes())
        {
            if (IsWordRune(rune))
                word.Append(rune);
            else if (rune.Value != '\'')
                Flush();
        }
        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsWordRune(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsPlain(string text)
    {
        var blank = true;
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or (>= 'A' and <= 'Z') || (c == ' ' && blank))
                return false;
            blank = c == ' ';
        }
        return !blank;
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in LatinLetters.WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (LatinLetters.IsAccent(rune) || IsInvisible(rune))
                continue;
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
                AppendBlank(folded);
            else if (LatinLetters.PlainFor(rune) is { } plain)
                folded.Append(plain);
            else
                folded.Append(Sign(Rune.ToLowerInvariant(rune)));
        }
        return folded.ToString().TrimEnd(' ').Normalize(NormalizationForm.FormC);
    }

    private static void AppendBlank(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
            folded.Append(' ');
    }

    private static bool IsInvisible(Rune rune) =>
        rune.Value is 0x00AD or 0x034F or 0x061C or 0xFEFF or (>= 0xFE00 and <= 0xFE0F)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static Rune Sign(Rune rune) => rune.Value switch
    {
        '‘' or '’' or '‚' or '‛' or '´' or '`' => new Rune('\''),
        '“' or '”' or '„' or '‟' => new Rune('"'),
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => new Rune('-'),
        'ς' => new Rune('σ'),
        _ => rune,
    };

    private static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..end].TrimEnd(' ');
    }
}
