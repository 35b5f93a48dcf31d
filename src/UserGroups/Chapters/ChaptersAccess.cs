using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>Who may do what with chapters. Chapter roles count in that chapter only; staff roles in their region, after a second factor.</summary>
public static class ChaptersAccess
{
    /// <summary>Start a group: anybody with an account.</summary>
    public static bool CanApply(Viewer viewer) => viewer.IsSignedIn;

    /// <summary>See and change an application: who applied. The co-organizer sees it too.</summary>
    public static bool CanEditApplication(Viewer viewer, ChapterFacts chapter) => viewer.PersonId is long me && chapter.AppliedById == me;

    public static bool CanSeeApplication(Viewer viewer, ChapterFacts chapter, ChapterRoles roles) => CanEditApplication(viewer, chapter) || roles.In(chapter.Id) is not null;

    /// <summary>Join or leave: anybody with an account, while the group is alive.</summary>
    public static bool CanJoin(Viewer viewer, ChapterFacts chapter) => viewer.IsSignedIn && IsAlive(chapter);

    /// <summary>Ask for the lead, or offer to help: whoever may join and does not organize; of those who organize, whoever is left when nobody leads.</summary>
    public static bool CanOffer(Viewer viewer, ChapterFacts chapter, ChapterRoles roles, bool hasLead) =>
        CanJoin(viewer, chapter) && (roles.In(chapter.Id) is null || !hasLead);

    /// <summary>Open the organizer's desk: lead, co-organizer and host.</summary>
    public static bool CanOpenDesk(ChapterFacts chapter, ChapterRoles roles) => roles.In(chapter.Id) is not null;

    /// <summary>Change the page, plan events, invite: lead and co-organizer. A host checks people in and nothing more.</summary>
    public static bool CanOrganize(ChapterFacts chapter, ChapterRoles roles) => roles.In(chapter.Id) is OrganizerRole.Lead or OrganizerRole.CoOrganizer && IsAlive(chapter);

    /// <summary>Hand over the lead, remove an organizer, accept a reduced offer: the lead alone.</summary>
    public static bool CanLead(ChapterFacts chapter, ChapterRoles roles) => roles.In(chapter.Id) is OrganizerRole.Lead && IsAlive(chapter);

    /// <summary>Check people in: every organizer, hosts too.</summary>
    public static bool CanCheckIn(ChapterFacts chapter, ChapterRoles roles) => roles.In(chapter.Id) is not null && IsAlive(chapter);

    /// <summary>See the queue of applications: a community manager.</summary>
    public static bool CanSeeQueue(Viewer viewer) => viewer.Is(StaffRole.CommunityManager);

    /// <summary>See an application as staff: a community manager of the region.</summary>
    public static bool CanReview(Viewer viewer, ChapterFacts chapter) => chapter.State != ChapterState.Draft && viewer.Is(StaffRole.CommunityManager, chapter.Region);

    /// <summary>Tick, ask for changes, approve, decline, retire: a community manager of the region who neither applied nor organizes there.</summary>
    public static bool CanDecide(Viewer viewer, ChapterFacts chapter, ChapterRoles roles) =>
        CanReview(viewer, chapter) && chapter.AppliedById != viewer.PersonId && roles.In(chapter.Id) is null;

    private static bool IsAlive(ChapterFacts chapter) => chapter.State is ChapterState.Active or ChapterState.Dormant;
}
