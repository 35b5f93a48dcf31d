using UserGroups.Shared;

namespace UserGroups.Announcements;

public static class AnnouncementsScopes
{
    /// <summary>Those everybody may read: sent ones of chapters with a page.</summary>
    public static IQueryable<Announcement> Archived(this IQueryable<Announcement> announcements) => announcements.Where(a => a.SentAt != null && !a.Chapter.IsTest);

    /// <summary>Those of the regions a community manager looks after.</summary>
    public static IQueryable<Announcement> ManagedBy(this IQueryable<Announcement> announcements, Viewer viewer)
    {
        var everywhere = viewer.Is(StaffRole.CommunityManager, null);
        List<string> regions = viewer.HasSecondFactor ? [.. viewer.Roles.Where(r => r.Role == StaffRole.CommunityManager && r.Region is not null).Select(r => r.Region!)] : [];
        return announcements.Where(a => everywhere || regions.Contains(a.Chapter.Region));
    }
}
