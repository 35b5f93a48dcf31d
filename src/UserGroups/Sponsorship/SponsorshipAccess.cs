using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What the rules about access need to know of a request.</summary>
public sealed record RequestFacts(long Id, RequestState State, ChapterFacts Chapter, long RequestedById);

/// <summary>Who may do what with requests and budgets. Which step is whose stands in <see cref="SponsorshipFlow"/>; here it is asked.</summary>
public static class SponsorshipAccess
{
    /// <summary>Ask for help: lead and co-organizers.</summary>
    public static bool CanAsk(ChapterFacts chapter, ChapterRoles roles) => ChaptersAccess.CanOrganize(chapter, roles);

    /// <summary>See a request with its public side: lead and co-organizers, and staff of the region once it was sent.</summary>
    public static bool CanSee(Viewer viewer, RequestFacts request, ChapterRoles roles) => IsOrganizer(request, roles) || IsOfStaff(viewer, request);

    /// <summary>
    /// See it with the facts and the staff's notes, and write one: community manager, finance and fulfilment of the region. Who sent it or organizes the chapter
    /// sees the organizers' side, whatever else they are: nobody reads what colleagues think of their own request.
    /// </summary>
    public static bool CanSeeAsStaff(Viewer viewer, RequestFacts request, ChapterRoles roles) => IsOfStaff(viewer, request) && !IsConcerned(viewer, request, roles);

    /// <summary>On the staff of the region of a request that was sent, whether or not it is their own.</summary>
    public static bool IsOfStaff(Viewer viewer, RequestFacts request) =>
        request.State != RequestState.Draft && (viewer.Is(StaffRole.CommunityManager, request.Chapter.Region) || IsFulfiller(viewer, request));

    /// <summary>See the queue: community manager, finance, fulfilment.</summary>
    public static bool CanSeeQueue(Viewer viewer) => viewer.Is(StaffRole.CommunityManager) || viewer.Is(StaffRole.Finance) || viewer.Is(StaffRole.Fulfilment);

    /// <summary>Take a step from the state it is in: whom the table names. Nobody who asked, and nobody who organizes the chapter, acts for the staff.</summary>
    public static bool CanTake(Viewer viewer, RequestFacts request, ChapterRoles roles, RequestStep step) => SponsorshipFlow.Allows(request.State, step, PartiesOf(viewer, request, roles));

    /// <summary>The same, whatever state it is in now: for pages that say politely that somebody was faster.</summary>
    public static bool CouldTake(Viewer viewer, RequestFacts request, ChapterRoles roles, RequestStep step) =>
        SponsorshipFlow.Table.Any(t => t.Step == step && (t.Who & PartiesOf(viewer, request, roles)) != Party.Nobody);

    /// <summary>Grant what the rules forbid: a supervisor, who is a community manager for every region.</summary>
    public static bool CanOverride(Viewer viewer) => viewer.Is(StaffRole.CommunityManager, null);

    /// <summary>See budgets: community manager and finance.</summary>
    public static bool CanSeeBudgets(Viewer viewer) => viewer.Is(StaffRole.CommunityManager) || viewer.Is(StaffRole.Finance);

    /// <summary>Set up and change a budget: finance of the region, or a supervisor.</summary>
    public static bool CanSetBudget(Viewer viewer, string region) => viewer.Is(StaffRole.Finance, region) || CanOverride(viewer);

    /// <summary>Set up any budget at all.</summary>
    public static bool CanSetBudgets(Viewer viewer) => viewer.Is(StaffRole.Finance) || CanOverride(viewer);

    /// <summary>Which parties of the table this person is for this request.</summary>
    public static Party PartiesOf(Viewer viewer, RequestFacts request, ChapterRoles roles)
    {
        var parties = Party.Nobody;
        if (IsOrganizer(request, roles))
            parties |= Party.Organizers;
        if (roles.In(request.Chapter.Id) is OrganizerRole.Lead)
            parties |= Party.Lead;
        var isConcerned = IsConcerned(viewer, request, roles);
        if (!isConcerned && viewer.Is(StaffRole.CommunityManager, request.Chapter.Region))
            parties |= Party.Managers;
        if (!isConcerned && IsFulfiller(viewer, request))
            parties |= Party.Fulfillers;
        return parties;
    }

    // A host too: who stands at the chapter's door is on its side of the table.
    private static bool IsConcerned(Viewer viewer, RequestFacts request, ChapterRoles roles) => roles.In(request.Chapter.Id) is not null || request.RequestedById == viewer.PersonId;

    // Also when the chapter has ended: the report is still owed.
    private static bool IsOrganizer(RequestFacts request, ChapterRoles roles) => roles.In(request.Chapter.Id) is OrganizerRole.Lead or OrganizerRole.CoOrganizer;

    private static bool IsFulfiller(Viewer viewer, RequestFacts request) => viewer.Is(StaffRole.Finance, request.Chapter.Region) || viewer.Is(StaffRole.Fulfilment, request.Chapter.Region);
}
