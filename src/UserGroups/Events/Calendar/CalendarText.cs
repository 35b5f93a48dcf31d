using System.Globalization;
using System.Text;

namespace UserGroups.Events.Calendar;

/// <summary>Lines of an iCalendar object: escaped, folded, ended by CRLF (RFC 5545 §3.1, §3.3.11).</summary>
public sealed class CalendarText
{
    /// <summary>Octets of a line without its CRLF.</summary>
    private const int MostOctets = 75;

    private readonly StringBuilder text = new();

    /// <summary>A content line as it stands; the value must be escaped already where its type is TEXT.</summary>
    /// <param name="name">Property with its parameters, such as <c>DTSTART;TZID=Europe/Oslo</c>.</param>
    /// <param name="value">Control characters are left out: not even an escape may carry them.</param>
    public CalendarText Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (Rune.IsControl(rune) && rune.Value != '\t')
                continue;
            // Folded between characters, never inside one; the blank of the next line counts.
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
        return this;
    }

    /// <summary>A property of type TEXT; nothing is written for an empty one.</summary>
    public CalendarText Words(string name, string? value) => string.IsNullOrEmpty(value) ? this : Line(name, Escape(value));

    /// <summary>Backslash, semicolon, comma and line ends as TEXT writes them.</summary>
    public static string Escape(string value) =>
        value.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A parameter value in quotes, without the quotes it must not hold (RFC 6868 escapes them).</summary>
    public static string Quoted(string value) =>
        $"\"{value.Replace("^", "^^", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal).ReplaceLineEndings("^n")}\"";

    /// <summary>A moment in UTC.</summary>
    public static string Utc(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A local time; its zone stands in TZID.</summary>
    public static string Local(DateTime local) => local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
