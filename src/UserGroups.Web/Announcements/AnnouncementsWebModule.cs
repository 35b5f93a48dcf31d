using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Data;
using UserGroups.Web.Shell;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Announcements;

public static class AnnouncementsWebModule
{
    /// <summary>Pages of announcements: the organizer's, the archive, the staff's, and who wants which mail; and their parts on other pages.</summary>
    public static IServiceCollection AddAnnouncementsWeb(this IServiceCollection services)
    {
        services.AddPagePart(new(PagePart.Lead, nameof(DeskLetters), 30));
        services.AddPagePart(new(PagePart.Chapter, nameof(LatestLetters), 30));
        services.AddPagePart(new(PagePart.Join, nameof(JoinNews), 10));
        services.AddPagePart(new(PagePart.My, nameof(MyMail), 40));
        return services.AddStaffPlace(new("Letters to members", "The first letters of new groups, read before they go out; sends that paused themselves.", "/staff/announcements", 20, AnnouncementsAccess.CanSeeQueue, Waiting.Of<AppDbContext>(
            (db, viewer, now, cancel) => db.Announcements.AsNoTracking().ManagedBy(viewer).Where(a => a.State == AnnouncementState.Waiting || a.State == AnnouncementState.Paused)
                .Select(a => new WaitingThing { Since = a.SubmittedAt, DueAt = null }).FactsAsync(now, cancel), "letter to read", "letters to read")));
    }
}
