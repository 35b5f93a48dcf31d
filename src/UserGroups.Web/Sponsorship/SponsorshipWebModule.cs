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
        services.AddScoped<LineSteps>();
        services.AddScoped<RequestReviewReader>();
        services.AddScoped<RequestDraftReader>();
        services.AddPagePart(new(PagePart.My, "MyRequests", 30));
        services.AddScoped<IDeskTasks, RequestTasks>();
        services.AddPagePart(new(PagePart.Lead, "DeskRequests", 20));
        services.AddStaffPlace(new("Requests", "What waits, how long, and whose turn it is; with the facts beside each request.", "/staff/requests", 5, SponsorshipAccess.CanSeeQueue, Waiting.All(
            Waiting.Of<AppDbContext>(
                (db, viewer, now, cancel) => db.SponsorshipRequests.AsNoTracking().DecidableBy(viewer).AwaitingDecision()
                    .Select(r => new WaitingThing { Since = r.StateSince, DueAt = r.Clock!.DueAt }).FactsAsync(now, cancel), "request to decide", "requests to decide"),
            Waiting.Of<AppDbContext>(
                (db, viewer, now, cancel) => db.SponsorshipRequests.AsNoTracking().DecidableBy(viewer).Where(r => r.State == RequestState.ReportSubmitted)
                    .Select(r => new WaitingThing { Since = r.StateSince, DueAt = null }).FactsAsync(now, cancel), "report to read", "reports to read"))));
        services.AddStaffPlace(new("Budgets", "What there is for each region, what is promised, and what is left.", "/staff/budgets", 30, SponsorshipAccess.CanSeeBudgets, NoBudgetAsync));
        return services;
    }

    // The first request would be decided in vain.
    private static async Task<string?> NoBudgetAsync(HttpContext context)
    {
        var today = DateOnly.FromDateTime(context.RequestServices.GetRequiredService<TimeProvider>().Now());
        var any = await context.RequestServices.GetRequiredService<AppDbContext>().Budgets.AnyAsync(b => b.Benefit == Benefit.Stipend && b.StartsOn <= today && b.EndsOn >= today, context.RequestAborted);
        return any ? null : "no money for stipends is set up yet";
    }
}
