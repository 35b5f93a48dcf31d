using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Announcements;

/// <summary>The chapter of the desk, and what the viewer does in it.</summary>
public sealed record LetterDesk(long Id, string Slug, string Name, string TimeZone)
{
    public string Path => $"/lead/{Slug}/announcements";
}

/// <summary>A letter in a list.</summary>
public sealed record LetterRow(long Id, string Slug, string Subject, AnnouncementState State, DateTime UpdatedAt, DateTime? SentAt, int Reached, string ChapterName, string ChapterSlug)
{
    /// <summary>A draft that kept itself may have no subject yet.</summary>
    public string Title => Subject.Length == 0 ? "No subject yet" : Subject;

    public static readonly Expression<Func<Announcement, LetterRow>> Shape = a => new LetterRow(a.Id, a.Slug, a.Subject, a.State, a.UpdatedAt, a.SentAt, a.Reached, a.Chapter.Name, a.Chapter.Slug);
}

/// <summary>All letters of a chapter, latest first.</summary>
public sealed record DeskLettersPage(LetterDesk Desk, PageOf<LetterRow> Rows);

/// <summary>One letter on the organizer's desk: to check before it goes out, and how it went after.</summary>
public sealed record DeskLetterPage(LetterDesk Desk, Announcement Letter, Reach? Reach, SendProgress? Progress, bool IsModerated, QuietHours Quiet, string MyEmail)
{
    public string Path => $"{Desk.Path}/{Letter.Id}";
}

/// <summary>A letter as typed.</summary>
public sealed class LetterForm
{
    [StringLength(Announcement.SubjectLength), Display(Name = "Subject")]
    public string? Subject { get; set; }

    [StringLength(Announcement.BodyLength), Display(Name = "Your letter")]
    public string? Body { get; set; }

    /// <summary>The version the person saw; 0 for a new one.</summary>
    public int Version { get; set; }

    /// <summary>Of this very form, so that it makes one draft however often it is sent.</summary>
    public Guid? FormKey { get; set; }

    [BindNever]
    internal LetterDesk Desk { get; set; } = null!;

    [BindNever]
    internal long? Id { get; set; }

    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    internal Task MeaningAsync()
    {
        Announcement.Require(Subject, Body);
        return Task.CompletedTask;
    }

    internal LetterForm On(LetterDesk desk, long? id)
    {
        (Desk, Id) = (desk, id);
        return this;
    }
}

/// <summary>What staff say.</summary>
public sealed class LetterDecisionForm
{
    public int Version { get; set; }

    [StringLength(Announcement.ReasonLength), Display(Name = "Reason")]
    public string? Reason { get; set; }
}

/// <summary>A letter before staff, with the facts beside it.</summary>
public sealed record ModerationPage(
    Announcement Letter, string ChapterName, string ChapterSlug, string Place, string? Writer, int SentBefore, Reach Reach, SendProgress Progress, bool CanDecide, LetterDecisionForm Form);

/// <summary>Letters that wait for staff.</summary>
public sealed record ModerationList(string View, PageOf<LetterRow> Rows);

/// <summary>A chapter's letters for everybody.</summary>
public sealed record ArchivePage(string ChapterName, string ChapterSlug, PageOf<LetterRow> Rows);

/// <summary>One letter in the archive.</summary>
public sealed record ArchivedLetter(string ChapterName, string ChapterSlug, string TimeZone, string Subject, string Body, DateTime SentAt, Uri Site);

/// <summary>What becomes of a state on screen.</summary>
public static class LetterWords
{
    public static string Of(AnnouncementState state) => state switch
    {
        AnnouncementState.Draft => "Draft",
        AnnouncementState.Waiting => "Being read",
        AnnouncementState.Returned => "To change",
        AnnouncementState.Sent => "Sent",
        AnnouncementState.Paused => "Paused",
        _ => "Stopped",
    };

    public static StateTone ToneOf(AnnouncementState state) => state switch
    {
        AnnouncementState.Sent => StateTone.Good,
        AnnouncementState.Waiting => StateTone.Accent,
        AnnouncementState.Returned or AnnouncementState.Paused => StateTone.Warn,
        AnnouncementState.Stopped => StateTone.Bad,
        _ => StateTone.Quiet,
    };

    /// <summary>The count and the reasons, before anything is sent.</summary>
    public static string Of(Reach reach)
    {
        var reaches = reach.Reaches switch { 0 => "Nobody gets it yet.", 1 => "It reaches 1 member.", _ => $"It reaches {reach.Reaches} members." };
        var reasons = new List<string>();
        if (reach.NotAsked > 0)
            reasons.Add($"{reach.NotAsked} did not ask for news");
        if (reach.Stopped > 0)
            reasons.Add($"{reach.Stopped} {(reach.Stopped == 1 ? "has an address" : "have addresses")} that take no mail");
        return reasons.Count == 0 ? reaches : $"{reaches} {reach.LeftOut} of {reach.Members} {(reach.LeftOut == 1 ? "is" : "are")} left out: {string.Join(", ", reasons)}.";
    }
}
