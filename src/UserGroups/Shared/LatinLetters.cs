using System.Text;

namespace UserGroups.Shared;

/// <summary>
/// Letters that Unicode does not decompose into a plain letter and an accent (NFKD leaves ø and ł as they are), and the marks that are
/// accents in alphabets that can be read without them. Source: Unicode Character Database 16, NamesList and DerivedCombiningClass.
/// </summary>
internal static class LatinLetters
{
    private static readonly Dictionary<int, string> Plain = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['ø'] = "o",
        ['Ø'] = "o",
        ['đ'] = "d",
        ['Đ'] = "d",
        ['ð'] = "d",
        ['Ð'] = "d",
        ['þ'] = "th",
        ['Þ'] = "th",
        ['ł'] = "l",
        ['Ł'] = "l",
        ['ħ'] = "h",
        ['Ħ'] = "h",
        ['ı'] = "i",
        ['ĸ'] = "k",
        ['ŋ'] = "n",
        ['Ŋ'] = "n",
        ['ŧ'] = "t",
        ['Ŧ'] = "t",
        ['ƒ'] = "f",
        ['ɓ'] = "b",
        ['Ɓ'] = "b",
        ['ɗ'] = "d",
        ['Ɗ'] = "d",
        ['ə'] = "e",
        ['Ə'] = "e",
        ['ɛ'] = "e",
        ['Ɛ'] = "e",
        ['ɔ'] = "o",
        ['Ɔ'] = "o",
        ['ƙ'] = "k",
        ['Ƙ'] = "k",
        ['ƴ'] = "y",
        ['Ƴ'] = "y",
        ['ɨ'] = "i",
        ['Ɨ'] = "i",
        ['ʉ'] = "u",
        ['Ʉ'] = "u",
        ['ŀ'] = "l",
        ['ȷ'] = "j",
        ['ʻ'] = "'",
        ['ʼ'] = "'",
        ['ʾ'] = "'",
        ['ʿ'] = "'",
    };

    /// <summary>The plain lower-case letters that stand for a rune, or null when it has none.</summary>
    public static string? PlainFor(Rune rune) => Plain.GetValueOrDefault(rune.Value);

    /// <summary>
    /// True for marks that may fall away: accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel signs. Vowel signs of
    /// Indic scripts and the Japanese voicing mark are letters to their readers and stay.
    /// </summary>
    public static bool IsAccent(Rune rune) => rune.Value is
        (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF)
        or (>= 0xFE20 and <= 0xFE2F) or (>= 0x0483 and <= 0x0487) or (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2
        or 0x05C4 or 0x05C5 or 0x05C7 or (>= 0x064B and <= 0x065F) or 0x0670;

    /// <summary>The same text without halves of surrogate pairs and U+FFFE, which <see cref="string.Normalize()"/> refuses; U+FFFD stands for them.</summary>
    public static string WellFormed(string text)
    {
        text = text.Replace('\uFFFE', '\uFFFD');
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }
        return text;
    }
}
