using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>
/// Who may look at letters and what they may do. The words of system mail (links for signing in) are shown to nobody on staff: who reads
/// such a link can become the person.
/// </summary>
public static class MailAccess
{
    /// <summary>Support agents answer "I never got it"; community managers and administrators besides.</summary>
    public static bool CanSeeOutbox(Viewer viewer) =>
        viewer.Is(StaffRole.Administrator) || viewer.Is(StaffRole.CommunityManager) || viewer.Is(StaffRole.SupportAgent);

    /// <summary>The words of one letter.</summary>
    public static bool CanReadLetter(Viewer viewer, MailLane lane) => lane != MailLane.System && CanSeeOutbox(viewer);

    /// <summary>Try again: no harm, whoever sees the outbox may.</summary>
    public static bool CanRetry(Viewer viewer) => CanSeeOutbox(viewer);

    /// <summary>Call back: somebody will not hear something.</summary>
    public static bool CanCancel(Viewer viewer) => viewer.Is(StaffRole.Administrator) || viewer.Is(StaffRole.CommunityManager);

    /// <summary>Let a stopped address get mail again.</summary>
    public static bool CanRelease(Viewer viewer) => CanCancel(viewer);
}
