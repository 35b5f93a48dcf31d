using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>Who may do what with announcements.</summary>
public static class AnnouncementsAccess
{
    /// <summary>See that the pages below the desk are there: every organizer.</summary>
    public static bool CanSeeDesk(ChapterFacts chapter, ChapterRoles roles) => ChaptersAccess.CanOpenDesk(chapter, roles);

    /// <summary>Write to the members: lead and co-organizer. A host checks people in and nothing more.</summary>
    public static bool CanWrite(ChapterFacts chapter, ChapterRoles roles) => ChaptersAccess.CanOrganize(chapter, roles);

    /// <summary>See what waits for staff and what was paused: a community manager.</summary>
    public static bool CanSeeQueue(Viewer viewer) => viewer.Is(StaffRole.CommunityManager);

    /// <summary>Read one before it is sent: a community manager of the chapter's region.</summary>
    public static bool CanReview(Viewer viewer, string region) => viewer.Is(StaffRole.CommunityManager, region);

    /// <summary>Approve, send back, let go on, stop: the same, unless they organize that chapter.</summary>
    public static bool CanDecide(Viewer viewer, string region, long chapterId, ChapterRoles roles) => CanReview(viewer, region) && roles.In(chapterId) is null;
}
