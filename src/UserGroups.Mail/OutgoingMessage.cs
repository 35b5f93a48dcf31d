namespace UserGroups.Mail;

/// <summary>
/// A message to one recipient, before it becomes bytes. One envelope has one recipient, so that every answer of a server says whose it is;
/// <see cref="VisibleTo"/> only changes what readers see.
/// </summary>
public sealed record OutgoingMessage
{
    private readonly string subject = "";
    private readonly string messageId = "";

    /// <summary>Who writes.</summary>
    public required Mailbox From { get; init; }

    /// <summary>The one recipient of the envelope, and of the To header when <see cref="VisibleTo"/> is empty.</summary>
    public required Mailbox To { get; init; }

    /// <summary>The subject, any Unicode; lone surrogates become U+FFFD.</summary>
    /// <exception cref="MailFormatException">It holds a line break or NUL.</exception>
    public required string Subject
    {
        get => subject;
        init
        {
            HeaderText.Require(value, "A subject");
            subject = value;
        }
    }

    /// <summary>When it was written; goes into the Date header to the second with its offset.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The identifier with angle brackets (see <see cref="Mail.MessageId.New"/>), the same for all tries.</summary>
    /// <exception cref="MailFormatException">It is not of the form <c>&lt;left@right&gt;</c>.</exception>
    public required string MessageId
    {
        get => messageId;
        init => messageId = Mail.MessageId.IsValid(value) ? value : throw new MailFormatException("A Message-ID has the form <left@right> in plain characters.");
    }

    /// <summary>Where answers go, or null for <see cref="From"/>.</summary>
    public Mailbox? ReplyTo { get; init; }

    /// <summary>What the To header shows instead of <see cref="To"/>; empty for <see cref="To"/>.</summary>
    public IReadOnlyList<Mailbox> VisibleTo { get; init; } = [];

    /// <summary>Where bounces go (RFC 5321 MAIL FROM), or null for <see cref="From"/>. Its name is not used.</summary>
    public Mailbox? ReturnPath { get; init; }

    /// <summary>True for the empty return path <c>&lt;&gt;</c>: nothing comes back. For automatic answers.</summary>
    public bool NoBounces { get; init; }

    /// <summary>The text part. Line ends of any kind become CRLF.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML part. Line ends of any kind become CRLF.</summary>
    public string? Html { get; init; }

    /// <summary>An invitation, or null.</summary>
    public CalendarPart? Calendar { get; init; }

    /// <summary>Files that travel along.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Further header fields, written in this order.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    /// <summary>True when an address in a header is not ASCII before its @, so that only SMTPUTF8 servers can take the message.</summary>
    public bool NeedsSmtpUtf8 =>
        From.NeedsSmtpUtf8 || To.NeedsSmtpUtf8 || ReplyTo is { NeedsSmtpUtf8: true } || ReturnPath is { NeedsSmtpUtf8: true } || VisibleTo.Any(m => m.NeedsSmtpUtf8);
}
