using System.Globalization;
using System.Text;

namespace UserGroups.Mail.Inbound;

/// <summary>Transfer encodings (RFC 2045 §6), read leniently: what is broken is left out, never an error.</summary>
internal static class MimeDecoding
{
    public static string Base64(string body)
    {
        var clean = new StringBuilder(body.Length);
        foreach (var c in body)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
                clean.Append(c);
            else if (c == '=')
                break;
        }

        clean.Length -= clean.Length % 4 == 1 ? 1 : 0;
        return Encoding.Latin1.GetString(Convert.FromBase64String(clean.Append('=', (4 - (clean.Length % 4)) % 4).ToString()));
    }

    public static string QuotedPrintable(string body)
    {
        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
            {
                text.Append(body[i]);
            }
            else if (i + 1 < body.Length && body[i + 1] == '\n')
            {
                i++;
            }
            else if (i + 2 < body.Length && byte.TryParse(body.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                text.Append((char)value);
                i += 2;
            }
            else
            {
                text.Append('=');
            }
        }

        return text.ToString();
    }
}
