using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>Which chapters a question is about.</summary>
public static class ChaptersScopes
{
    /// <summary>Those with a page for everybody, retired ones too.</summary>
    public static IQueryable<Chapter> Public(this IQueryable<Chapter> chapters) =>
        chapters.Where(c => !c.IsTest && (c.State == ChapterState.Active || c.State == ChapterState.Dormant || c.State == ChapterState.Retired));

    /// <summary>
    /// Those of the directory, the map and the search: active and dormant ones. Said by what they are not, because nearly all are listed: told the two states,
    /// SQLite begins with the index on states, reads every chapter and sorts them; like this it follows the order of the list and stops when the page is full.
    /// </summary>
    public static IQueryable<Chapter> Listed(this IQueryable<Chapter> chapters) =>
        chapters.Where(c => !c.IsTest && c.State != ChapterState.Draft && c.State != ChapterState.Submitted && c.State != ChapterState.ChangesRequested && c.State != ChapterState.Declined && c.State != ChapterState.Retired);

    /// <summary>What this person may know of: public ones, those they organize, and, for community managers, all of their region that were sent.</summary>
    public static IQueryable<Chapter> VisibleTo(this IQueryable<Chapter> chapters, Viewer viewer)
    {
        if (viewer.PersonId is not long me)
            return chapters.Public();
        var everywhere = viewer.Is(StaffRole.CommunityManager, null);
        var regions = RegionsOf(viewer);
        return chapters.Where(c =>
            (!c.IsTest && (c.State == ChapterState.Active || c.State == ChapterState.Dormant || c.State == ChapterState.Retired))
            || c.AppliedById == me || c.Organizers.Any(o => o.PersonId == me)
            || (c.State != ChapterState.Draft && (everywhere || regions.Contains(c.Region))));
    }

    /// <summary>Applications and chapters a community manager looks after.</summary>
    public static IQueryable<Chapter> ManagedBy(this IQueryable<Chapter> chapters, Viewer viewer)
    {
        var everywhere = viewer.Is(StaffRole.CommunityManager, null);
        var regions = RegionsOf(viewer);
        return chapters.Where(c => c.State != ChapterState.Draft && (everywhere || regions.Contains(c.Region)));
    }

    /// <summary>Applications whose turn is the vendor's.</summary>
    public static IQueryable<Chapter> AwaitingDecision(this IQueryable<Chapter> chapters) => chapters.Where(c => c.State == ChapterState.Submitted && c.Clock != null);

    /// <summary>Those somebody may take over: asleep, or alive without a lead.</summary>
    public static IQueryable<Chapter> OpenToTakeOver(this IQueryable<Chapter> chapters) =>
        chapters.Where(c => c.State == ChapterState.Dormant || (c.State == ChapterState.Active && !c.Organizers.Any(o => o.Role == OrganizerRole.Lead)));

    /// <summary>
    /// Inside the box that holds the circle of so many kilometres: what an index on latitude and longitude finds. The corners of the box are
    /// outside of the circle; who must be exact measures again (<see cref="NearbyChapters"/>).
    /// </summary>
    public static IQueryable<Chapter> Nearby(this IQueryable<Chapter> chapters, double latitude, double longitude, double km)
    {
        var (south, north, west, east) = Box(latitude, longitude, km);
        var inside = chapters.Where(c => c.Latitude >= south && c.Latitude <= north);
        if (east - west >= 360)
            return inside;
        // Across the antimeridian the box is two boxes.
        if (west < -180)
            return inside.Where(c => c.Longitude >= west + 360 || c.Longitude <= east);
        if (east > 180)
            return inside.Where(c => c.Longitude >= west || c.Longitude <= east - 360);
        return inside.Where(c => c.Longitude >= west && c.Longitude <= east);
    }

    /// <summary>Members now.</summary>
    public static IQueryable<ChapterMember> Present(this IQueryable<ChapterMember> members) => members.Where(m => m.LeftAt == null);

    /// <summary>Addresses to tell when the next date is known.</summary>
    public static IQueryable<NextDateWatch> Waiting(this IQueryable<NextDateWatch> watches, long chapterId) =>
        watches.Where(w => w.ChapterId == chapterId && w.EndedAt == null && w.ConfirmedAt != null);

    private static List<string> RegionsOf(Viewer viewer) =>
        viewer.HasSecondFactor ? [.. viewer.Roles.Where(r => r.Role == StaffRole.CommunityManager && r.Region is not null).Select(r => r.Region!)] : [];

    private static (double South, double North, double West, double East) Box(double latitude, double longitude, double km)
    {
        var angle = km / Places.Distance.EarthRadiusKm;
        var degrees = double.RadiansToDegrees(angle) + 1e-6;
        var (south, north) = (latitude - degrees, latitude + degrees);
        // Near a pole every longitude is near.
        if (south <= -90 || north >= 90)
            return (south, north, -180, 180);
        var width = double.RadiansToDegrees(Math.Asin(Math.Min(1, Math.Sin(angle) / Math.Cos(double.DegreesToRadians(latitude))))) + 1e-6;
        return (south, north, longitude - width, longitude + width);
    }
}
