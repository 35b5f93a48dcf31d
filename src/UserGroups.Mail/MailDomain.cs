using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace UserGroups.Mail;

/// <summary>Domains as SMTP carries them: lower case, A-labels, letters, digits and hyphens (RFC 5321 §4.1.2, RFC 5890).</summary>
internal static class MailDomain
{
    public static bool TryParse(string text, out string domain, [NotNullWhen(false)] out string? why)
    {
        domain = "";
        why = text switch
        {
            "" => "there is no domain after the @.",
            ['[', ..] => "write a domain name, not a number in brackets.",
            _ => null,
        };
        if (why is not null) return false;
        if (!TryToAscii(text, out domain))
        {
            why = "its domain cannot be written in letters, digits and hyphens.";
            return false;
        }

        if (domain.Length <= 253 && domain.Split('.').All(IsLabel)) return true;
        why = "its domain is not a domain name.";
        return false;
    }

    private static bool TryToAscii(string text, out string domain)
    {
        domain = text.ToLowerInvariant();
        if (Ascii.IsValid(text)) return true; // IdnMapping refuses underscores and long names with worse words.
        try
        {
            domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
