using UserGroups.Chapters;

namespace UserGroups.Events;

/// <summary>Who may do what with a chapter's events. For who has no role in the chapter these pages do not exist.</summary>
public static class EventsAccess
{
    /// <summary>See the chapter's events on the desk and the list at the door: lead, co-organizer and host.</summary>
    public static bool CanSeeDesk(ChapterFacts chapter, ChapterRoles roles) => ChaptersAccess.CanOpenDesk(chapter, roles);

    /// <summary>Plan, change, publish, postpone, cancel, copy; see who answered with their addresses: lead and co-organizer.</summary>
    public static bool CanPlan(ChapterFacts chapter, ChapterRoles roles) => ChaptersAccess.CanOrganize(chapter, roles);

    /// <summary>Check people in: every organizer, hosts too.</summary>
    public static bool CanCheckIn(ChapterFacts chapter, ChapterRoles roles) => ChaptersAccess.CanCheckIn(chapter, roles);
}
