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

/// <summary>One kind of mail: typed data in, subject and one Markdown body out. Text and HTML are made from that body.</summary>
/// <param name="ToAddress">Address of the one receiver.</param>
/// <param name="ToName">Name of the receiver, shown beside the address.</param>
public abstract record Letter(string ToAddress, string ToName)
{
    public abstract string Subject { get; }

    /// <summary>Markdown; what people typed must pass <see cref="Quote"/> first.</summary>
    public abstract string Body { get; }

    public virtual MailLane Lane => MailLane.Ordinary;

    /// <summary>Kind of the letter as the outbox shows it: the type's name.</summary>
    public string Kind => GetType().Name;

    /// <summary>Makes a text that somebody typed stand as it is in Markdown, on one line.</summary>
    protected static string Quote(string typed) => string.Concat(typed.Select(c => char.IsControl(c) ? " "
        : char.IsAscii(c) && char.IsPunctuation(c) || c is '<' or '>' or '`' or '|' or '~' or '=' or '+' or '^' or '$' ? "\\" + c : c.ToString()));
}
