using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;

namespace UserGroups.Announcements;

public static class AnnouncementsModule
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services) => services.AddSettings(AnnouncementsSettings.All);
}
