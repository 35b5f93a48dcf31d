namespace UserGroups.Shared.Markdown;

/// <summary>
/// Which addresses a stranger's text may link to. An allow-list read as browsers read (WHATWG URL): what is not surely http, https, mailto or a
/// relative path of this site is no link.
/// </summary>
internal static class SafeUrl
{
    private const int MaxLength = 2000;

    /// <summary>True for http and https with a host and without a user name, mailto with one plain address, and relative addresses.</summary>
    public static bool IsLink(string? url) => Kind(url) is not UrlKind.Refused;

    /// <summary>True for relative addresses and for http(s) addresses of the site itself.</summary>
    public static bool IsImage(string? url, Uri? origin) => Kind(url) switch
    {
        UrlKind.Relative => url![0] != '#',
        UrlKind.Web => origin is not null && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && Uri.Compare(address, origin, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0,
        _ => false,
    };

    /// <summary>The address for a reader who is not on the site.</summary>
    public static string Complete(string url, Uri? origin)
    {
        if (url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return Uri.UnescapeDataString(url["mailto:".Length..].Split('?')[0]);
        return Kind(url) == UrlKind.Relative && origin is not null && Uri.TryCreate(origin, url, out var address) ? address.AbsoluteUri : url;
    }

    private static UrlKind Kind(string? url)
    {
        if (url is not { Length: > 0 and <= MaxLength } || url.Any(IsRefused))
            return UrlKind.Refused;
        // Up to the first of / ? # a colon ends a scheme, known or not, whatever is encoded in it.
        var head = url.AsSpan()[..(url.AsSpan().IndexOfAny('/', '?', '#') is >= 0 and var end ? end : url.Length)];
        var colon = head.IndexOf(':');
        if (colon < 0)
            return url.StartsWith("//", StringComparison.Ordinal) ? UrlKind.Refused : UrlKind.Relative;
        return head[..colon].ToString().ToUpperInvariant() switch
        {
            "HTTP" or "HTTPS" => IsWeb(url) ? UrlKind.Web : UrlKind.Refused,
            "MAILTO" => IsAddress(url[(colon + 1)..]) ? UrlKind.Mail : UrlKind.Refused,
            _ => UrlKind.Refused,
        };
    }

    /// <summary>Browsers drop tabs and line breaks inside addresses and read \ as /; signs that cannot be seen are there to deceive.</summary>
    private static bool IsRefused(char c) => c is <= ' ' or '\\' or '"' or '<' or '>' or '`' or (>= '\u007F' and <= '\u00A0') or '\u00AD' or '\uFEFF' or '\uFFFD'
        || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;

    private static bool IsWeb(string url) => url.AsSpan(url.IndexOf(':', StringComparison.Ordinal)).StartsWith("://")
        && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host.Length > 0
        // https://bank.example@evil.example goes to evil.example.
        && address.UserInfo.Length == 0 && !url.Split('/', 4)[2].Contains('@', StringComparison.Ordinal);

    private static bool IsAddress(string address)
    {
        var to = address.Split('?')[0];
        var at = to.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < to.Length - 1 && to.LastIndexOf('@') == at && to.All(c => c is not (',' or ';' or ':' or '/' or '(' or ')')) && !to.Contains("%0", StringComparison.Ordinal)
            // Headers that a link could smuggle in, a bcc for one, are nobody's need here; a subject is.
            && (address.Length == to.Length || address.AsSpan(to.Length).StartsWith("?subject=", StringComparison.OrdinalIgnoreCase) && !address.Contains('&', StringComparison.Ordinal));
    }

    private enum UrlKind
    {
        Refused,
        Relative,
        Web,
        Mail,
    }
}
