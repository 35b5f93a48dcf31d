using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters.Jobs;
using UserGroups.Data;
using UserGroups.Jobs;

namespace UserGroups.Chapters;

public static class ChaptersModule
{
    /// <summary>Chapters from the application to the end. Needs AddData, AddMail, AddPlaces, AddAccounts, a SiteAddress and a TimeProvider.</summary>
    public static IServiceCollection AddChapters(this IServiceCollection services)
    {
        services.AddScoped<ApplicationService>();
        services.AddScoped<OrganizerInvitationService>();
        services.AddScoped<DecisionService>();
        services.AddScoped<OrganizerService>();
        services.AddScoped<HandOverService>();
        services.AddScoped<VacancyService>();
        services.AddScoped<MembershipService>();
        services.AddScoped<WatchService>();
        services.AddScoped<ViewerRoles>();
        services.AddScoped<IPersonData, ChaptersPersonData>();
        services.AddScoped<Import.ChapterImport>();
        services.AddJob<CheckHealth>("chapters.health", TimeSpan.FromHours(24));
        services.AddJob<SeekOrganizers>("chapters.seek-organizers", TimeSpan.FromHours(1));
        services.AddJob<ForgetPeople>("chapters.forget", TimeSpan.FromHours(24));
        return services.AddSettings(ChaptersSettings.All);
    }
}
