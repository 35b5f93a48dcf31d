using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What the rules about access need to know of a line.</summary>
/// <param name="DecidedById">Null until it is decided.</param>
public sealed record LineFacts(long LineId, Benefit Benefit, ChapterFacts Chapter, long RequestedById, long? DecidedById);

/// <summary>Who may fulfil what. Nobody acts for the staff in a chapter they organize or for a request of their own.</summary>
public static class FulfilmentAccess
{
    /// <summary>See payments: finance.</summary>
    public static bool CanSeePayments(Viewer viewer) => viewer.Is(StaffRole.Finance);

    /// <summary>Authorise, send, settle: finance of the region, who neither asked nor decided (four eyes, also a check constraint).</summary>
    public static bool CanPay(Viewer viewer, LineFacts line, ChapterRoles roles) =>
        viewer.Is(StaffRole.Finance, line.Chapter.Region) && IsUnconcerned(viewer, line, roles) && line.DecidedById != viewer.PersonId;

    /// <summary>See catalogue, stock and parcels: fulfilment.</summary>
    public static bool CanSeeSwag(Viewer viewer) => viewer.Is(StaffRole.Fulfilment);

    /// <summary>Reserve, pack, ship: fulfilment of the region.</summary>
    public static bool CanPack(Viewer viewer, LineFacts line, ChapterRoles roles) => viewer.Is(StaffRole.Fulfilment, line.Chapter.Region) && IsUnconcerned(viewer, line, roles);

    /// <summary>See the pool of licence keys: community manager and fulfilment. The keys themselves are shown to neither.</summary>
    public static bool CanSeePool(Viewer viewer) => viewer.Is(StaffRole.CommunityManager) || viewer.Is(StaffRole.Fulfilment);

    /// <summary>Hand out a key, or take it back: community manager or fulfilment of the region.</summary>
    public static bool CanHandOut(Viewer viewer, LineFacts line, ChapterRoles roles) =>
        (viewer.Is(StaffRole.CommunityManager, line.Chapter.Region) || viewer.Is(StaffRole.Fulfilment, line.Chapter.Region)) && IsUnconcerned(viewer, line, roles);

    /// <summary>See the posts that are being written: community manager.</summary>
    public static bool CanSeePosts(Viewer viewer) => viewer.Is(StaffRole.CommunityManager);

    /// <summary>Write, review, publish: community manager of the region.</summary>
    public static bool CanEdit(Viewer viewer, LineFacts line, ChapterRoles roles) => viewer.Is(StaffRole.CommunityManager, line.Chapter.Region) && IsUnconcerned(viewer, line, roles);

    /// <summary>Say who is paid, where the parcel goes and that it came, suggest words, see the key: lead and co-organizers of that chapter.</summary>
    public static bool CanReceive(LineFacts line, ChapterRoles roles) => roles.In(line.Chapter.Id) is OrganizerRole.Lead or OrganizerRole.CoOrganizer;

    private static bool IsUnconcerned(Viewer viewer, LineFacts line, ChapterRoles roles) => roles.In(line.Chapter.Id) is null && line.RequestedById != viewer.PersonId;
}
