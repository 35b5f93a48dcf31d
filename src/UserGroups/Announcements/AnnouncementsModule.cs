using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Announcements.Jobs;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Jobs;

namespace UserGroups.Announcements;

public static class AnnouncementsModule
{
    /// <summary>Letters of chapters to their members, and who wants which. Needs AddData, AddMail, AddChapters, a SiteAddress and a TimeProvider.</summary>
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddSingleton<LetterLinks>();
        services.AddScoped<Audience>();
        services.AddScoped<FanOut>();
        services.AddScoped<AnnouncementService>();
        services.AddScoped<SendingService>();
        services.AddScoped<PauseService>();
        services.AddScoped<ConsentService>();
        services.AddScoped<IMemberPost, MemberPost>();
        services.AddScoped<IPersonData, AnnouncementsPersonData>();
        services.AddScoped<IMembershipFollower>(provider => provider.GetRequiredService<ConsentService>());
        services.AddJob<WatchSends>("announcements.watch-sends", TimeSpan.FromMinutes(1));
        return services.AddSettings(AnnouncementsSettings.All);
    }
}
