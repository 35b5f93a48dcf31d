using System.Text;

namespace UserGroups.Shared;

/// <summary>Text for XML and SVG.</summary>
public static class XmlText
{
    /// <summary>
    /// Escapes &amp;, &lt;, &gt; and both quotes, fit for element content and quoted attributes. What XML 1.0 §2.2 does not allow at all (control
    /// characters, halves of surrogate pairs, U+FFFE and U+FFFF) becomes U+FFFD, so one strange name cannot break a feed.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                case '\t' or '\n' or '\r': escaped.Append((char)rune.Value); break;
                case < ' ' or 0xFFFE or 0xFFFF: escaped.Append('\uFFFD'); break;
                default: escaped.Append(rune); break;
            }
        }
        return escaped.ToString();
    }
}
