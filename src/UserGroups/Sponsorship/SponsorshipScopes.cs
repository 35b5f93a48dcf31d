using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>Which requests a question is about.</summary>
public static class SponsorshipScopes
{
    private static readonly StaffRole[] Staff = [StaffRole.CommunityManager, StaffRole.Finance, StaffRole.Fulfilment];

    /// <summary>What this person may know of: those of chapters they lead or co-organize, and, for staff of the region, all that were sent.</summary>
    public static IQueryable<SponsorshipRequest> VisibleTo(this IQueryable<SponsorshipRequest> requests, Viewer viewer)
    {
        if (viewer.PersonId is not long me)
            return requests.Where(r => false);
        var (everywhere, regions) = RegionsOf(viewer, Staff);
        return requests.Where(r => r.Chapter.Organizers.Any(o => o.PersonId == me && o.Role != OrganizerRole.Host)
            || (r.State != RequestState.Draft && (everywhere || regions.Contains(r.Chapter.Region))));
    }

    /// <summary>Those of the staff's queue.</summary>
    public static IQueryable<SponsorshipRequest> ManagedBy(this IQueryable<SponsorshipRequest> requests, Viewer viewer)
    {
        var (everywhere, regions) = RegionsOf(viewer, Staff);
        return requests.Where(r => r.State != RequestState.Draft && (everywhere || regions.Contains(r.Chapter.Region)));
    }

    /// <summary>Those this person may decide: as a community manager of the region, and neither asked for nor organized by themselves (<see cref="SponsorshipAccess.PartiesOf"/>).</summary>
    public static IQueryable<SponsorshipRequest> DecidableBy(this IQueryable<SponsorshipRequest> requests, Viewer viewer)
    {
        var (everywhere, regions) = RegionsOf(viewer, StaffRole.CommunityManager);
        var me = viewer.PersonId ?? 0;
        return requests.Where(r => r.State != RequestState.Draft && (everywhere || regions.Contains(r.Chapter.Region)) && r.RequestedById != me && r.Chapter.Organizers.All(o => o.PersonId != me));
    }

    /// <summary>Those whose turn is a community manager's.</summary>
    public static IQueryable<SponsorshipRequest> AwaitingDecision(this IQueryable<SponsorshipRequest> requests) => requests.Where(r => r.State == RequestState.Submitted && r.Clock != null);

    /// <summary>Help was granted, the event ended before this moment, and nobody has reported.</summary>
    public static IQueryable<SponsorshipRequest> ReportMissing(this IQueryable<SponsorshipRequest> requests, DateTime endedBefore) =>
        requests.Where(r => r.Report == null && r.Event != null && r.Event.EndsAt <= endedBefore && r.Event.State == Events.EventState.Published
            && (r.State == RequestState.Accepted || r.State == RequestState.InFulfilment || r.State == RequestState.AwaitingReport));

    /// <summary>Not ended.</summary>
    public static IQueryable<SponsorshipRequest> Open(this IQueryable<SponsorshipRequest> requests) =>
        requests.Where(r => r.State != RequestState.Closed && r.State != RequestState.Declined && r.State != RequestState.Withdrawn && r.State != RequestState.Expired && r.State != RequestState.Cancelled);

    internal static (bool Everywhere, List<string> Regions) RegionsOf(Viewer viewer, params StaffRole[] roles) => (
        viewer.HasSecondFactor && viewer.Roles.Any(r => roles.Contains(r.Role) && r.Region is null),
        viewer.HasSecondFactor ? [.. viewer.Roles.Where(r => roles.Contains(r.Role) && r.Region is not null).Select(r => r.Region!).Distinct(StringComparer.Ordinal)] : []);
}
