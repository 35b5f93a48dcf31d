using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>Where a letter stands. The words are those of the outbox page.</summary>
public enum OutboxState
{
    /// <summary>Waits for its next try.</summary>
    Waiting,

    /// <summary>A process has it under lease.</summary>
    Sending,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>Refused for good, or refused for three days.</summary>
    Failed,

    /// <summary>Called back by staff, or it would have come too late.</summary>
    Cancelled,

    /// <summary>Never tried, because its address was stopped.</summary>
    Suppressed,
}

/// <summary>A letter that waits to be sent, is being sent, or was; written in the same SaveChanges as its cause.</summary>
public sealed class OutboxMessage : IHasId
{
    public const int SubjectLength = 400;
    public const int NameLength = 200;
    public const int BodyLength = 50_000;
    public const int AnswerLength = 500;

    private OutboxMessage()
    {
    }

    /// <param name="letter">What to send.</param>
    /// <param name="messageId">Its Message-ID, the same for all tries.</param>
    /// <param name="createdAt">Now (UTC).</param>
    public OutboxMessage(Letter letter, string messageId, DateTime createdAt)
    {
        if (letter.Body.Length > BodyLength)
            throw new ArgumentException($"A letter's body has at most {BodyLength} characters; {letter.Kind} has {letter.Body.Length}.", nameof(letter));
        Kind = letter.Kind;
        Lane = letter.Lane;
        ToAddress = letter.ToAddress.Trim();
        ToKey = KeyOf(letter.ToAddress);
        ToName = OneLine(letter.ToName, NameLength);
        Subject = OneLine(letter.Subject, SubjectLength);
        Body = letter.Body;
        Why = OneLine(letter.Why, SubjectLength);
        CalendarMethod = letter.Calendar?.Method;
        CalendarText = letter.Calendar?.Text;
        ListId = letter.List?.Id;
        UnsubscribePage = letter.List?.UnsubscribePage.AbsoluteUri;
        Attachments = [.. letter.Attachments.Select(a => new OutboxAttachment(a))];
        HasAttachments = Attachments.Count > 0;
        MessageId = messageId;
        CreatedAt = createdAt;
        NextTryAt = createdAt;
        UselessAfter = letter.UselessAfter;
    }

    /// <summary>One of many copies of a send.</summary>
    /// <param name="letter">What to send.</param>
    /// <param name="messageId">Its Message-ID.</param>
    /// <param name="createdAt">Now (UTC).</param>
    /// <param name="notBefore">First try (UTC): the morning of who sleeps.</param>
    /// <param name="batchId">The announcement it belongs to; null when it is none.</param>
    public OutboxMessage(Letter letter, string messageId, DateTime createdAt, DateTime notBefore, long? batchId)
        : this(letter, messageId, createdAt)
    {
        NextTryAt = notBefore;
        BatchId = batchId;
    }

    public long Id { get; private set; }

    /// <summary>The send this is one copy of: the announcement's number; null for a letter that is the only one.</summary>
    public long? BatchId { get; private set; }

    public string Kind { get; private set; } = "";

    public MailLane Lane { get; private set; }

    /// <summary>As it was given; the wire part checks it when the letter is written.</summary>
    public string ToAddress { get; private set; } = "";

    /// <summary>The address in lower case: what is searched and what is stopped.</summary>
    public string ToKey { get; private set; } = "";

    public string ToName { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Markdown; empty once it was erased.</summary>
    public string Body { get; private set; } = "";

    public string Why { get; private set; } = "";

    public string? CalendarMethod { get; private set; }

    public string? CalendarText { get; private set; }

    public string? ListId { get; private set; }

    public string? UnsubscribePage { get; private set; }

    public bool HasAttachments { get; private set; }

    public List<OutboxAttachment> Attachments { get; private set; } = [];

    /// <summary>With angle brackets; one for all tries, so that a receiver who gets two copies shows one.</summary>
    public string MessageId { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public OutboxState State { get; private set; } = OutboxState.Waiting;

    /// <summary>Tries that a server answered; a server that could not be reached costs none.</summary>
    public int Tries { get; private set; }

    public DateTime NextTryAt { get; private set; }

    /// <summary>True when <see cref="NextTryAt"/> is this letter's own turn in the pace of its domain.</summary>
    public bool HasTurn { get; private set; }

    public DateTime? UselessAfter { get; private set; }

    /// <summary>The process that has it, and until when; null when nobody has.</summary>
    public string? LeasedBy { get; private set; }

    public DateTime? LeasedUntil { get; private set; }

    /// <summary>The mail server's words, or a sentence of ours.</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>When it was sent, failed, cancelled or suppressed.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>What stands behind the @, in lower case; empty when there is no @.</summary>
    public string Domain => ToKey[(ToKey.LastIndexOf('@') + 1)..];

    /// <summary>The form of an address under which it is found again: trimmed, lower case, at most 254 characters.</summary>
    public static string KeyOf(string address)
    {
        var key = address.Trim().ToLowerInvariant();
        return key.Length <= 254 ? key : key[..254];
    }

    /// <summary>A header is one line: line breaks and other control characters become spaces, and what is too long ends in "…".</summary>
    private static string OneLine(string text, int length)
    {
        var line = text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
        if (line.Length <= length)
            return line;
        var cut = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return line[..cut] + "…";
    }
}

/// <summary>A file that travels with a letter.</summary>
public sealed class OutboxAttachment
{
    private OutboxAttachment()
    {
    }

    public OutboxAttachment(Attachment file)
    {
        FileName = file.FileName;
        MediaType = file.MediaType;
        Content = file.Content.ToArray();
    }

    public long Id { get; private set; }

    public long OutboxMessageId { get; private set; }

    public string FileName { get; private set; } = "";

    public string MediaType { get; private set; } = "";

    public byte[] Content { get; private set; } = [];
}
