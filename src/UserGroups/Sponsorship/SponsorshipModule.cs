using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Sponsorship;

public static class SponsorshipModule
{
    /// <summary>Requests, decisions and budgets. Needs AddData, AddMail, AddJobs, AddChapters, AddEvents, a SiteAddress and a TimeProvider.</summary>
    public static IServiceCollection AddSponsorship(this IServiceCollection services)
    {
        services.AddScoped<BudgetLedger>();
        services.AddScoped<RequestJournal>();
        services.AddScoped<LineService>();
        services.AddFulfilment();
        return services.AddSettings(SponsorshipSettings.All);
    }
}
