namespace UserGroups.Mail;

/// <summary>
/// Something given to the mail writer cannot be put into a message: a line break in a header, an address without a domain,
/// a file name with a path. The text is a sentence that can be shown to the person who typed it.
/// </summary>
/// <param name="message">The sentence.</param>
public sealed class MailFormatException(string message) : FormatException(message);
