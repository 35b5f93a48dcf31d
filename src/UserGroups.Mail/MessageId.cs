using System.Buffers;
using System.Security.Cryptography;

namespace UserGroups.Mail;

/// <summary>Message identifiers (RFC 5322 §3.6.4). Made once per letter and kept for all tries.</summary>
public static class MessageId
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>()[]\"\\,;: ");

    /// <summary>A new identifier with 128 random bits: <c>&lt;…@domain&gt;</c>.</summary>
    /// <param name="domain">The domain that answers for its uniqueness, usually the sender's.</param>
    /// <exception cref="MailFormatException">The domain is not a domain name.</exception>
    public static string New(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (!MailDomain.TryParse(domain, out var clean, out _)) throw new MailFormatException($"“{domain}” is not a domain name.");
        return $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{clean}>";
    }

    /// <summary>True for <c>&lt;left@right&gt;</c> in printable ASCII of at most 250 characters.</summary>
    /// <param name="text">The identifier with its angle brackets.</param>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: >= 5 and <= 250 } || text[0] != '<' || text[^1] != '>') return false;
        var inner = text.AsSpan(1, text.Length - 2);
        var at = inner.IndexOf('@');
        return at > 0 && at < inner.Length - 1 && !inner.ContainsAnyExceptInRange('!', '~') && !inner.ContainsAny(Special) && inner.Count('@') == 1;
    }
}
