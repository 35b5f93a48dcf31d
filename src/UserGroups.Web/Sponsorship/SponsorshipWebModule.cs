using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

public static class SponsorshipWebModule
{
    /// <summary>Pages of requests: the organizer's form, the page of a request, the staff's queue, reports and budgets; and their parts on other pages.</summary>
    public static IServiceCollection AddSponsorshipWeb(this IServiceCollection services)
    {
        services.AddScoped<RequestReader>();
        services.AddScoped<RequestReviewReader>();
        services.AddScoped<RequestDraftReader>();
        services.AddPagePart(new(PagePart.My, "MyRequests", 30));
        services.AddPagePart(new(PagePart.Lead, "DeskRequests", 20));
        services.AddStaffPlace(new("Requests", "What waits, how long, and whose turn it is; with the facts beside each request.", "/staff/requests", 5, SponsorshipAccess.CanSeeQueue, Waiting.Of<AppDbContext>(WaitingAsync)));
        services.AddStaffPlace(new("Budgets", "What there is for each region, what is promised, and what is left.", "/staff/budgets", 30, SponsorshipAccess.CanSeeBudgets));
        return services;
    }

    // Requests to decide, and reports that can be closed.
    private static async Task<string?> WaitingAsync(AppDbContext db, Viewer viewer, CancellationToken cancel)
    {
        var managed = db.SponsorshipRequests.ManagedBy(viewer);
        string?[] waiting =
        [
            Waiting.Words(await managed.AwaitingDecision().CountAsync(cancel), "request to decide", "requests to decide"),
            Waiting.Words(await managed.CountAsync(r => r.State == RequestState.ReportSubmitted, cancel), "report to read", "reports to read"),
        ];
        return waiting.OfType<string>().ToList() is { Count: > 0 } some ? string.Join(", ", some) : null;
    }
}
