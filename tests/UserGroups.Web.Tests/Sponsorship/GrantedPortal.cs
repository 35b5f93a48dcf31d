using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Sponsorship;

/// <summary>The site with Oslo, a meetup, and a request of Lena's that Aino granted in full. Made through the services the site calls.</summary>
public sealed class GrantedPortal : IAsyncDisposable
{
    private long eventNumber;

    private GrantedPortal(Portal site) => Site = site;

    public Portal Site { get; }

    public PortalClient Lena { get; private set; } = null!;

    /// <summary>Organizes Lima, and has nothing to do with Oslo.</summary>
    public PortalClient Ida { get; private set; } = null!;

    public string Reference { get; private set; } = "";

    public string Path => $"/requests/{Reference}";

    public static async Task<GrantedPortal> OpenAsync()
    {
        var world = new GrantedPortal(await Portal.OpenAsync());
        await world.Site.AddOsloAsync();
        world.Lena = await world.Site.SignInAsync("Lena");
        world.Ida = await world.Site.SignedInAsync("Ida");
        var lima = await world.Site.AddGroupAsync("Lima");
        await world.Site.OrganizeAsync(lima, await world.IdAsync("Ida"), OrganizerRole.Lead);
        await world.Site.AddAsync("Aino", StaffRole.CommunityManager);
        var aino = await world.IdAsync("Aino");
        await world.UseAsync<BudgetService>(b => b.CreateAsync(aino, new DateOnly(2026, 1, 1), 12, "online", Benefit.Stipend, 1000));
        world.Reference = await world.GrantAsync();
        return world;
    }

    /// <summary>Another meetup of Oslo with all four lines granted; its reference.</summary>
    public async Task<string> GrantAsync()
    {
        var meetup = await Site.AddEventAsync(OsloPortal.Details($"Maps {++eventNumber}") with { Date = new DateOnly(2026, 4, 16).AddDays((int)eventNumber) });
        var (lena, aino) = (await IdAsync("Lena"), await IdAsync("Aino"));
        var typed = new TypedRequest { Headcount = "30", Plan = "Food and the room.", Stipend = "180.00", Promotion = true, PromotionText = "An evening about maps.", LicenceSeats = "2", LicencePurpose = "Demonstrations.", SwagKits = "30" };
        var oslo = await Site.AskAsync(db => db.Chapters.Where(c => c.Slug == "oslo").Select(c => c.Id).SingleAsync());
        await UseAsync<RequestService>(s => s.KeepAsync(lena, oslo, meetup.Id, typed, 0));
        var draft = await RequestAsync(meetup.Id);
        await UseAsync<RequestService>(s => s.SubmitAsync(lena, draft.Id, draft.Version, Guid.Empty, CultureInfo.InvariantCulture));
        var sent = await RequestAsync(meetup.Id);
        await UseAsync<RequestDecisions>(s => s.DecideAsync(aino, sent.Id, sent.Version, [.. sent.Lines.Select(l => new LineVerdict(l.Benefit, l.Asked, null))], null, false));
        return sent.Reference!;
    }

    public Task<long> IdAsync(string name) => Site.AskAsync(db => db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync());

    public Task<BenefitLine> LineAsync(Benefit benefit, string? reference = null) =>
        Site.AskAsync(db => db.BenefitLines.AsNoTracking().SingleAsync(l => l.Request.Reference == (reference ?? Reference) && l.Benefit == benefit));

    /// <summary>A thing in one size on the shelf.</summary>
    public async Task<long> ShelfAsync(int pieces)
    {
        var aino = await IdAsync("Aino");
        long size = 0;
        await UseAsync<CatalogueService>(async s =>
        {
            size = (await s.AddAsync(aino, "Sticker", null, 1.50m, 100, [])).Sizes[0].Id;
            await s.DeliverAsync(aino, size, pieces, null, Guid.NewGuid());
        });
        return size;
    }

    public Task ImportAsync(int count) =>
        UseAsync<KeyPool>(p => p.ImportAsync([.. Enumerable.Range(1, count).Select(i => new KeyRow(i + 1, "Atlas", $"SECRET-{i:0000}", "5"))], dryRun: false));

    public async Task UseAsync<TService>(Func<TService, Task> work)
        where TService : notnull
    {
        await using var scope = Site.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    private Task<SponsorshipRequest> RequestAsync(long eventId) => Site.AskAsync(db => db.SponsorshipRequests.AsNoTracking().Include(r => r.Lines).SingleAsync(r => r.EventId == eventId));
}
