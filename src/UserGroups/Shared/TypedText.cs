using System.Globalization;

namespace UserGroups.Shared;

/// <summary>What somebody typed on one line: any script, but nothing that cannot be seen and changes how the rest is read.</summary>
public static class TypedText
{
    /// <summary>
    /// True when something can be seen and nothing plays tricks: no control characters, no line or paragraph separators, no bidirectional overrides
    /// or embeddings (UAX #9: they make "exe.doc" of "cod.exe"), no halves of surrogate pairs, no noncharacters. Joiners and single
    /// direction marks stay: Persian, Hebrew and emoji need them.
    /// </summary>
    public static bool IsLine(string text) => text.Any(IsSeen) && !HasTricks(text);

    /// <summary>True when the text holds a character that no line of text needs. Line breaks count too, unless <paramref name="manyLines"/>.</summary>
    public static bool HasTricks(string text, bool manyLines = false)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // A half of a pair is read as U+FFFD, which nobody types either.
            if (rune.Value is 0xFFFD || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is (>= 0xFDD0 and <= 0xFDEF) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF)
                return true;
            if (manyLines && rune.Value is '\n' or '\r' or '\t')
                continue;
            if (System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                return true;
        }

        return false;
    }

    /// <summary>True for an address of the web, also one a mail program makes a link of by itself.</summary>
    public static bool HasLink(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase)
        || (text.Contains('/', StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal));

    private static bool IsSeen(char c) => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control);
}
