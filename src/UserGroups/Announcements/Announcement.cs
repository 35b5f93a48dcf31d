using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>Where an announcement stands; which step is possible when is in docs/words.md.</summary>
public enum AnnouncementState
{
    Draft,

    /// <summary>One of the first of its chapter: staff read it before it goes out.</summary>
    Waiting,

    /// <summary>Staff sent it back with a reason; its writer changes it.</summary>
    Returned,

    /// <summary>Its letters are in the outbox.</summary>
    Sent,

    /// <summary>Too many complaints or bounces; what has not left waits for staff.</summary>
    Paused,

    /// <summary>Staff ended it; what had not left does not leave.</summary>
    Stopped,
}

/// <summary>What organizers write to the members of their chapter.</summary>
public sealed class Announcement : IHasId, IOnPublicPages
{
    public const int SubjectLength = 120;
    public const int BodyLength = 10_000;
    public const int ReasonLength = 1000;
    private static readonly string NoSubject = $"Give it a subject: one line of at most {SubjectLength} characters.";

    private Announcement()
    {
    }

    public Announcement(long chapterId, string slug, string? subject, string? body, long writtenById, Guid? formKey, DateTime now)
    {
        (ChapterId, Slug, WrittenById, FormKey, CreatedAt) = (chapterId, slug, writtenById, formKey, now);
        Keep(subject, body, writtenById, now);
    }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    /// <summary>Its address in the chapter's archive.</summary>
    public string Slug { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    public AnnouncementState State { get; private set; } = AnnouncementState.Draft;

    public long WrittenById { get; private set; }

    /// <summary>Of the form that made it, so that the same form sent twice makes one draft.</summary>
    public Guid? FormKey { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>When its writer pressed "send".</summary>
    public DateTime? SubmittedAt { get; private set; }

    public DateTime? SentAt { get; private set; }

    public long? ReviewedById { get; private set; }

    /// <summary>Why staff sent it back, or why it was paused or stopped.</summary>
    public string? Reason { get; private set; }

    /// <summary>To how many it went.</summary>
    public int Reached { get; private set; }

    /// <summary>How many members it did not go to.</summary>
    public int LeftOut { get; private set; }

    public int Version { get; private set; }

    public bool IsEditable => State is AnnouncementState.Draft or AnnouncementState.Returned;

    /// <summary>A finished text: nothing is missing.</summary>
    /// <exception cref="RuleException">Something is missing or too long, or it has been sent.</exception>
    public void Write(string? subject, string? body, long byId, DateTime now)
    {
        Require(subject, body);
        Keep(subject, body, byId, now);
    }

    /// <summary>The rules about a finished text: the letter asks them, and the form before it together with its own.</summary>
    /// <param name="subject">As typed.</param>
    /// <param name="body">As typed.</param>
    /// <param name="isWhole">False for what was typed so far: nothing is missing then.</param>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static void Require(string? subject, string? body, bool isWhole = true)
    {
        var broken = new BrokenRules();
        var (line, text) = Trimmed(subject, body);
        if (line.Length > SubjectLength || (line.Length > 0 ? !TypedText.IsLine(line) : isWhole))
            broken.Add(NoSubject, "Subject");
        if (text.Length > BodyLength)
            broken.Add($"This is too long: at most {BodyLength} characters, and it has {text.Length}.", "Body");
        else if (text.Length == 0 && isWhole)
            broken.Add("Write something to your members.", "Body");
        else if (TypedText.HasTricks(text, manyLines: true))
            broken.Add("This holds characters that cannot be shown.", "Body");
        broken.Throw();
    }

    /// <summary>What was typed so far, half of it perhaps. The same text again changes nothing.</summary>
    /// <exception cref="RuleException">It is too long or cannot be shown, or it has been sent.</exception>
    public void Keep(string? subject, string? body, long byId, DateTime now)
    {
        Require(subject, body, isWhole: false);
        var (line, text) = Trimmed(subject, body);
        if (Version > 0 && line == Subject && text == Body)
            return;
        if (!IsEditable)
            throw new RuleException("It has been sent; what people read cannot be changed.");
        (Subject, Body, WrittenById, UpdatedAt) = (line, text, byId, now);
        Version++;
    }

    /// <summary>Where it will stand in the archive: follows its subject until somebody may have read it.</summary>
    public void MoveTo(string slug)
    {
        if (SubmittedAt is null)
            Slug = slug;
    }

    /// <summary>Its writer is done. It waits for staff, or goes out at once (<see cref="Send"/>).</summary>
    public void Submit(DateTime now)
    {
        if (!IsEditable)
            throw new RuleException("It is on its way already.");
        Require(Subject, Body);
        (State, SubmittedAt) = (AnnouncementState.Waiting, now);
        Version++;
    }

    /// <summary>Its letters are being put into the outbox, in the same transaction.</summary>
    public void Send(int reached, int leftOut, DateTime now)
    {
        if (State != AnnouncementState.Waiting)
            throw new RuleException("It is on its way already.");
        (State, SentAt, Reached, LeftOut, Reason) = (AnnouncementState.Sent, now, reached, leftOut, null);
        Version++;
    }

    public void Approve(long deciderId, long[] organizers)
    {
        Concern(deciderId, organizers);
        ReviewedById = deciderId;
    }

    public void Return(long deciderId, long[] organizers, string? reason)
    {
        if (State != AnnouncementState.Waiting)
            throw new RuleException("Somebody decided this already.");
        Concern(deciderId, organizers);
        (State, ReviewedById, Reason) = (AnnouncementState.Returned, deciderId, CheckedReason(reason, "Tell its writer what to change."));
        Version++;
    }

    public void Pause(string reason)
    {
        if (State == AnnouncementState.Sent)
            (State, Reason) = (AnnouncementState.Paused, reason);
        Version++;
    }

    public void Resume(string? reason)
    {
        if (State != AnnouncementState.Paused)
            throw new RuleException("This send is not paused.");
        (State, Reason) = (AnnouncementState.Sent, CheckedReason(reason, "Say why it may go on; it stands in the history."));
        Version++;
    }

    public void Stop(string? reason)
    {
        if (State is not (AnnouncementState.Paused or AnnouncementState.Sent))
            throw new RuleException("There is nothing to stop.");
        (State, Reason) = (AnnouncementState.Stopped, CheckedReason(reason, "Say why; its writer reads it."));
        Version++;
    }

    private static (string Line, string Text) Trimmed(string? subject, string? body) => ((subject ?? "").Trim(), (body ?? "").ReplaceLineEndings("\n").Trim());

    private void Concern(long deciderId, long[] organizers)
    {
        if (deciderId == WrittenById || organizers.Contains(deciderId))
            throw new RuleException("Nobody decides about mail of a group they organize. Ask a colleague.");
    }

    private static string CheckedReason(string? reason, string whenEmpty)
    {
        var text = (reason ?? "").ReplaceLineEndings("\n").Trim();
        return text.Length switch
        {
            0 => throw new RuleException(whenEmpty, "Reason"),
            > ReasonLength => throw new RuleException($"Use at most {ReasonLength} characters.", "Reason"),
            _ => text,
        };
    }
}

/// <summary>One copy of an announcement. The row is what makes each address get it once.</summary>
public sealed class Delivery
{
    private Delivery()
    {
    }

    public Delivery(long announcementId, long personId, string address)
    {
        (AnnouncementId, PersonId) = (announcementId, personId);
        Address = Mail.OutboxMessage.KeyOf(address);
    }

    public long Id { get; private set; }

    public long AnnouncementId { get; private set; }

    public long PersonId { get; private set; }

    /// <summary>In lower case; empty of the person once the account is deleted.</summary>
    public string Address { get; private set; } = "";
}
