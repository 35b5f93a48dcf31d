namespace UserGroups.Mail;

/// <summary>Which queue a letter stands in: what somebody waits for at the screen must not stand behind a campaign.</summary>
public enum MailLane
{
    /// <summary>Sign-in, reset, confirmation: at once.</summary>
    System,

    /// <summary>Seats, decisions, reminders.</summary>
    Ordinary,

    /// <summary>Announcements and newsletters.</summary>
    Bulk,
}

/// <summary>The list a bulk letter belongs to; mail programs show a button from it (RFC 2369, RFC 2919, RFC 8058).</summary>
/// <param name="Id">Stable name in the form of a domain: <c>oslo.news.example.org</c>.</param>
/// <param name="UnsubscribePage">Absolute https address that takes the one-click POST.</param>
public sealed record MailingList(string Id, Uri UnsubscribePage);

/// <summary>One kind of mail: typed data in, subject and one Markdown body out. Text and HTML are made from that body.</summary>
/// <param name="ToAddress">Address of the one receiver.</param>
/// <param name="ToName">Name of the receiver, shown beside the address.</param>
public abstract record Letter(string ToAddress, string ToName)
{
    public abstract string Subject { get; }

    /// <summary>
    /// Markdown; what people typed must pass <see cref="Quote"/> first. A paragraph that is nothing but one link becomes a button.
    /// </summary>
    public abstract string Body { get; }

    public virtual MailLane Lane => MailLane.Ordinary;

    /// <summary>Why the receiver gets it, as the last sentence of the letter: "You get this because …". Empty: the house's own sentence.</summary>
    public virtual string Why => "";

    /// <summary>An invitation that mail programs offer to put into the calendar, or null.</summary>
    public virtual CalendarPart? Calendar => null;

    /// <summary>Files that travel along.</summary>
    public virtual IReadOnlyList<Attachment> Attachments => [];

    /// <summary>The list a bulk letter belongs to, or null.</summary>
    public virtual MailingList? List => null;

    /// <summary>When it says nothing any more (UTC): a link that has ended, an event that has begun. A letter still waiting then is not sent.</summary>
    public virtual DateTime? UselessAfter => null;

    /// <summary>Kind of the letter as the outbox shows it: the type's name.</summary>
    public string Kind => GetType().Name;

    /// <summary>As <see cref="Quote"/>, for what several letters have in common.</summary>
    public static string AsTyped(string typed) => Quote(typed);

    /// <summary>Makes a text that somebody typed stand as it is in Markdown, on one line.</summary>
    protected static string Quote(string typed) => string.Concat(typed.Select(c => char.IsControl(c) ? " "
        : char.IsAscii(c) && char.IsPunctuation(c) || c is '<' or '>' or '`' or '|' or '~' or '=' or '+' or '^' or '$' ? "\\" + c : c.ToString()));
}
