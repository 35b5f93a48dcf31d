using System.Text;

namespace UserGroups.Mail;

/// <summary>A file that travels with a message, always in base64.</summary>
public sealed record Attachment
{
    /// <summary>Makes an attachment.</summary>
    /// <param name="fileName">The name shown to readers, any Unicode (RFC 2231), without path and control characters, at most 200 characters; white space around it is removed.</param>
    /// <param name="mediaType">For example <c>application/pdf</c>; type and subtype only.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="MailFormatException">The name or the media type is not valid.</exception>
    public Attachment(string fileName, string mediaType, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(mediaType);
        HeaderText.Require(fileName, "A file name");
        fileName = fileName.Trim();
        if (fileName.Length is 0 or > 200 || fileName.Any(c => c is '/' or '\\' || char.IsControl(c))) throw new MailFormatException("A file name has 1 to 200 characters, without path and control characters.");
        if (!IsMediaType(mediaType)) throw new MailFormatException("A media type is written like application/pdf; multipart and message types are not attached.");
        FileName = fileName;
        MediaType = mediaType;
        Content = content;
    }

    /// <summary>The name shown to readers.</summary>
    public string FileName { get; }

    /// <summary>Type and subtype.</summary>
    public string MediaType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    // multipart and message must not be in base64 (RFC 2045 §6.4), so they are refused here.
    private static bool IsMediaType(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && text.Length <= 120
            && text.AsSpan(slash + 1).IndexOf('/') < 0
            && Ascii.IsValid(text) && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$&-^_.+/".Contains(c, StringComparison.Ordinal))
            && !text.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("message/", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>An invitation that mail programs understand: a <c>text/calendar</c> alternative with its method (RFC 6047 §2.4).</summary>
public sealed record CalendarPart
{
    /// <summary>Makes a calendar part.</summary>
    /// <param name="method">The iTIP method, the same as METHOD in the text: REQUEST, CANCEL, PUBLISH, REPLY …</param>
    /// <param name="text">The whole iCalendar object (RFC 5545); line ends become CRLF.</param>
    /// <exception cref="MailFormatException">The method is not a word of letters.</exception>
    public CalendarPart(string method, string text)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(text);
        if (method.Length is 0 or > 20 || !method.All(char.IsAsciiLetter)) throw new MailFormatException("A calendar method is one word, such as REQUEST.");
        Method = method.ToUpperInvariant();
        Text = text;
    }

    /// <summary>The iTIP method in capitals.</summary>
    public string Method { get; }

    /// <summary>The iCalendar object.</summary>
    public string Text { get; }
}
