using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>Oslo with Lena, Max and the host Vera, a meetup in April and a budget; requests as people make them.</summary>
public static class AskingPortal
{
    public const string Form = "/lead/oslo/events/maps/request";

    /// <summary>What Lena types; change a field by naming it again.</summary>
    public static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Headcount"] = "30",
        ["Plan"] = "Food and the room.",
        ["Stipend"] = "180.00",
        ["Promotion"] = "true",
        ["PromotionText"] = "An evening about maps.",
        ["LicenceSeats"] = "",
        ["LicencePurpose"] = "",
        ["SwagKits"] = "",
        ["SwagNote"] = "",
    };

    public static async Task<Portal> OpenWithOsloAsync(decimal? budget = 1000)
    {
        var portal = await Portal.OpenAsync();
        await portal.AddOsloAsync();
        var max = await portal.AddAsync("Max");
        await using (var db = portal.Db())
        {
            db.Add(new Organizer(await db.Chapters.SingleAsync(), max, OrganizerRole.CoOrganizer, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        await portal.AddEventAsync(OsloPortal.Details("Maps", 30) with { Date = new DateOnly(2026, 4, 16) });
        if (budget is decimal total)
            await portal.UseAsync<BudgetService>(s => s.CreateAsync(max, new DateOnly(2026, 1, 1), 12, "online", Benefit.Stipend, total));
        return portal;
    }

    public static (string Name, string Value)[] Typed(string version = "0", params (string Name, string Value)[] changed) =>
        [("Version", version), .. Answers.Where(a => changed.All(c => c.Name != a.Key)).Select(a => (a.Key, a.Value)), .. changed];

    /// <summary>Asks as a person does: form, check, send. Returns the page's reference.</summary>
    public static async Task<string> AskAsync(this PortalClient organizer, params (string Name, string Value)[] changed)
    {
        var kept = await organizer.PostAsync(Form, Form, Typed("0", changed));
        Assert.Equal((System.Net.HttpStatusCode.Found, Form + "/check"), (kept.Status, kept.Location));
        var sent = await organizer.SubmitAsync(kept.Location!, "Send the request");
        Assert.Equal(System.Net.HttpStatusCode.Found, sent.Status);
        return sent.Location!.Split('/')[2];
    }

    public static Task<SponsorshipRequest> RequestAsync(this Portal portal, string reference) =>
        portal.AskAsync(db => db.SponsorshipRequests.AsNoTracking().Include(r => r.Lines).Include(r => r.Report).SingleAsync(r => r.Reference == reference));

    public static async Task<Page> DecideAsync(this PortalClient staff, Portal portal, string reference, params (string Name, string Value)[] fields) =>
        await staff.PostAsync($"/staff/requests/{reference}/decision", $"/staff/requests/{reference}", [("Version", $"{(await portal.RequestAsync(reference)).Version}"), .. fields]);

    public static Task<Page> GrantAsync(this PortalClient staff, Portal portal, string reference, string stipend = "180") =>
        staff.DecideAsync(portal, reference, ("StipendGranted", stipend), ("StipendReason", "As agreed."), ("PromotionGranted", "1"));

    public static async Task UseAsync<TService>(this Portal portal, Func<TService, Task> work)
        where TService : notnull
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static Task RunJobAsync<TJob>(this Portal portal)
        where TJob : class, UserGroups.Jobs.IJob => portal.UseAsync<TJob>(job => job.RunAsync(CancellationToken.None));
}
