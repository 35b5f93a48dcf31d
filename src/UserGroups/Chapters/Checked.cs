using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What people type, checked: trimmed, of a length, one line where one line is meant.</summary>
internal static class Checked
{
    public static string Line(string? typed, int length, string field, string whenEmpty)
    {
        var text = Text(typed, length, field, whenEmpty);
        return text.Any(char.IsControl) ? throw new RuleException("This is one line of plain text.", field) : text;
    }

    /// <param name="whenEmpty">What to say when nothing was typed; null when that is fine.</param>
    public static string Text(string? typed, int length, string field, string? whenEmpty)
    {
        // Browsers send line ends as two characters and count them as one.
        var text = (typed ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length == 0 && whenEmpty is not null)
            throw new RuleException(whenEmpty, field);
        if (text.Length > length)
            throw new RuleException($"This is too long: at most {length} characters, and it has {text.Length}.", field);
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? throw new RuleException("This holds characters that cannot be shown.", field) : text;
    }

    public static string Reason(string? typed, string field, string whenEmpty) => Text(typed, Chapter.ReasonLength, field, whenEmpty);

    public static string Email(string? typed, string field)
    {
        try
        {
            return Person.CheckedEmail(typed);
        }
        catch (RuleException wrong)
        {
            throw new RuleException(wrong.Message, field);
        }
    }

    public static string? Website(string? typed, string field)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0)
            return null;
        if (text.Length > Chapter.WebsiteLength || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0)
            throw new RuleException("A web address begins with https:// and has at most 300 characters.", field);
        return address.AbsoluteUri.Length > Chapter.WebsiteLength ? throw new RuleException("A web address has at most 300 characters.", field) : address.AbsoluteUri;
    }
}
