using System.Buffers;

namespace UserGroups.Mail;

/// <summary>What may stand in a header field at all. The only guard against header injection, so everything passes here.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\r\n\0");

    /// <summary>Names the first character that ends a header or a string too early, or null.</summary>
    public static string? ForbiddenIn(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Forbidden);
        return at < 0 ? null : text[at] == '\0' ? "a NUL character" : "a line break";
    }

    /// <summary>Refuses a line break or NUL, naming the field.</summary>
    public static void Require(ReadOnlySpan<char> text, string field)
    {
        if (ForbiddenIn(text) is { } forbidden) throw new MailFormatException($"{field} must not contain {forbidden}.");
    }
}
