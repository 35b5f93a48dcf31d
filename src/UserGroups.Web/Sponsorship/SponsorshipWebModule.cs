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
        services.AddScoped<RequestDraftReader>();
        services.AddScoped<RequestReader>();
        services.AddScoped<RequestReviewReader>();
        services.AddPagePart(new(PagePart.My, "MyRequests", 30));
        services.AddPagePart(new(PagePart.Lead, "DeskRequests", 20));
        services.AddStaffPlace(new("Requests", "What waits, how long, and whose turn it is; with the facts beside each request.", "/staff/requests", 5, SponsorshipAccess.CanSeeQueue) { Waits = RequestsWaiting.ReadAsync });
        services.AddStaffPlace(new("Budgets", "What there is for each region, what is promised, and what is left.", "/staff/budgets", 30, SponsorshipAccess.CanSeeBudgets));
        return services;
    }
}

/// <summary>What waits for a decision, in a few words for the staff desk.</summary>
public static class RequestsWaiting
{
    public static async Task<string?> ReadAsync(HttpContext context)
    {
        var db = context.RequestServices.GetRequiredService<AppDbContext>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var waiting = db.SponsorshipRequests.AsNoTracking().ManagedBy(context.Viewer()).AwaitingDecision();
        var count = await waiting.CountAsync(context.RequestAborted);
        if (count == 0)
            return null;
        var oldest = await waiting.MinAsync(r => r.StateSince, context.RequestAborted);
        var late = await waiting.CountAsync(r => r.Clock!.DueAt < now, context.RequestAborted);
        var days = BusinessDays.Between(oldest, now);
        return $"{count} {(count == 1 ? "waits" : "wait")} for a decision, the longest for {(days == 1 ? "1 business day" : $"{days} business days")}{(late > 0 ? $"; {late} late" : "")}";
    }
}
