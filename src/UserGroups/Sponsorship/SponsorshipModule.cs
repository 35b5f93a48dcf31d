using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Jobs;

namespace UserGroups.Sponsorship;

public static class SponsorshipModule
{
    /// <summary>Requests, decisions and budgets. Needs AddData, AddMail, AddJobs, AddChapters, AddEvents, a SiteAddress and a TimeProvider.</summary>
    public static IServiceCollection AddSponsorship(this IServiceCollection services)
    {
        services.AddScoped<BudgetLedger>();
        services.AddScoped<OfferDesk>();
        services.AddScoped<RequestGate>();
        services.AddScoped<RequestLoad>();
        services.AddScoped<RequestPost>();
        services.AddScoped<RequestJournal>();
        services.AddScoped<RequestService>();
        services.AddScoped<DecisionGate>();
        services.AddScoped<RequestDecisions>();
        services.AddScoped<ReportService>();
        services.AddScoped<BudgetService>();
        services.AddScoped<LineService>();
        services.AddFulfilment();
        services.AddJob<FollowRequests>("sponsorship.follow", TimeSpan.FromMinutes(5));
        services.AddJob<RemindOfRequests>("sponsorship.remind", TimeSpan.FromHours(6));
        return services.AddSettings(SponsorshipSettings.All);
    }
}
