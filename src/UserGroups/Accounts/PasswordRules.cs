using System.Globalization;
using System.Text;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>
/// Which passwords are refused (NIST SP 800-63B, 3.1.1.2): too short, too long, well known, or made of what anybody would try first for
/// this person here. No composition rules: any characters, also spaces and emoji.
/// </summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    // A whole alphabet or row of keys; pieces of it, forwards or backwards, are what a lazy hand makes.
    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm",
    ];

    /// <param name="password">What was typed.</param>
    /// <param name="own">Words that stand for this person and this place: name, address, name of the portal.</param>
    /// <param name="field">The form's field.</param>
    /// <exception cref="RuleException">The password is refused; the sentence says why.</exception>
    public static void Check(string? password, IEnumerable<string> own, string field = "Password")
    {
        var typed = password ?? "";
        var length = new StringInfo(typed).LengthInTextElements;
        if (length < MinLength)
            throw new RuleException("A password has at least 12 characters. A few words in a row are easy to remember.", field);
        if (typed.Length > MaxLength)
            throw new RuleException("This password is too long; use at most 128 characters.", field);
        if (IsRepetition(typed) || IsSequence(typed))
            throw new RuleException("This password is a pattern that is guessed early. Use a few words that do not belong together.", field);
        if (CommonPasswords.Contains(typed) || IsMadeOf(typed, CommonWords.All, mostWords: 2))
            throw new RuleException("This password is on the lists that are tried first. Use a few words that do not belong together.", field);
        var ownWords = own.SelectMany(Words).Concat(CommonWords.Product).ToHashSet(StringComparer.Ordinal);
        if (IsMadeOf(typed, ownWords, mostWords: 12) || IsMadeOf(typed, ownWords.Concat(CommonWords.All).ToHashSet(StringComparer.Ordinal), mostWords: 2))
            throw new RuleException("This password is made of your name, your address or the name of this place. Use words that nobody connects with you.", field);
    }

    private static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+', '\''], StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(w => w.Length >= 3);

    // "abcabcabcabc", "aaaaaaaaaaaa", "hello!hello!": few different characters, or one short piece over and over.
    private static bool IsRepetition(string typed)
    {
        var text = typed.ToLowerInvariant();
        if (text.Distinct().Count() < 5)
            return true;
        for (var unit = 1; unit <= Math.Min(6, text.Length / 2); unit++)
        {
            if (Enumerable.Range(unit, text.Length - unit).All(i => text[i] == text[i - unit]))
                return true;
        }

        return false;
    }

    // What is left after the longest pieces of rows are taken away must be more than four characters.
    private static bool IsSequence(string typed)
    {
        var text = typed.ToLowerInvariant();
        var left = 0;
        for (var i = 0; i < text.Length;)
        {
            var run = Rows.Max(row => Math.Max(RunLength(text, i, row), RunLength(text, i, Reversed(row))));
            if (run < 3)
                left++;
            i += run < 3 ? 1 : run;
        }

        return left <= 4;
    }

    private static int RunLength(string text, int start, string row)
    {
        var best = 0;
        for (var at = row.IndexOf(text[start], StringComparison.Ordinal); at >= 0; at = row.IndexOf(text[start], at + 1))
        {
            var length = 1;
            while (start + length < text.Length && at + length < row.Length && text[start + length] == row[at + length])
                length++;
            best = Math.Max(best, length);
        }

        return best;
    }

    private static string Reversed(string text) => new([.. text.Reverse()]);

    /// <summary>True when the password is nothing but at most <paramref name="mostWords"/> different words of the list, with digits and signs around them.</summary>
    private static bool IsMadeOf(string typed, IReadOnlySet<string> words, int mostWords)
    {
        var lower = typed.ToLowerInvariant();
        // "p4ssw0rd" is read as letters, and once more with its digits as decoration ("password1234").
        return new[] { Plain(lower), Letters(lower), Letters(Plain(lower)) }.Any(text => text.Length >= 3 && CanSplit(text, words, mostWords));
    }

    private static bool CanSplit(string text, IReadOnlySet<string> words, int mostWords)
    {
        // fewest[i]: the fewest words the first i characters can be split into; a word said again counts once more, which is strict enough.
        var fewest = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            fewest[end] = int.MaxValue;
            for (var start = Math.Max(0, end - 20); start <= end - 3; start++)
            {
                if (fewest[start] != int.MaxValue && words.Contains(text[start..end]))
                    fewest[end] = Math.Min(fewest[end], fewest[start] + 1);
            }
        }

        return fewest[^1] <= mostWords;
    }

    private static string Letters(string lower) => new([.. lower.Where(char.IsLetter)]);

    private static string Plain(string lower)
    {
        var plain = new StringBuilder(lower.Length);
        foreach (var c in lower.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.', '?', '#', '*', '$', '@', '-', '_', ' '))
        {
            var letter = c switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '8' => 'b', '@' => 'a', '$' => 's', '!' => 'i', _ => c };
            if (char.IsLetter(letter))
                plain.Append(letter);
        }

        return plain.ToString();
    }
}
