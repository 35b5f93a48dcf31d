using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Tests.Sponsorship;

/// <summary>Oslo with Lena and Max, the staff, a budget and a meetup to come; the services as the site wires them, on a database of its own.</summary>
public sealed class SponsorshipWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private SponsorshipWorld(TestDatabase database, Action<IServiceCollection>? more)
    {
        this.database = database;
        services = database.Services(Clock, add =>
        {
            add.AddSingleton(new SiteAddress(new Uri("https://groups.example.org")));
            add.AddMail(new MailOptions()).AddChapters().AddEvents().AddSponsorship();
            more?.Invoke(add);
        });
    }

    public MovedClock Clock { get; } = new(Start);

    public long OsloId { get; private set; }

    public long LenaId { get; private set; }

    public long MaxId { get; private set; }

    public long AinoId { get; private set; }

    public long SamId { get; private set; }

    public long FinnId { get; private set; }

    public long EventId { get; private set; }

    public long BudgetId { get; private set; }

    public static async Task<SponsorshipWorld> OpenAsync(decimal budget = 1000, Action<IServiceCollection>? more = null)
    {
        var world = new SponsorshipWorld(await TestDatabase.CreateAsync(), more);
        await using var db = world.Db();
        var now = world.Clock.Now();
        Person Named(string name) => new(name, $"{name.ToLowerInvariant()}@example.org", now);
        var (lena, max, aino, sam, finn) = (Named("Lena"), Named("Max"), Named("Aino"), Named("Sam"), Named("Finn"));
        var oslo = Chapter.Existing("Oslo", "oslo", null, now);
        db.AddRange(lena, max, aino, sam, finn, oslo);
        await db.SaveChangesAsync();
        db.AddRange(new Organizer(oslo, lena.Id, OrganizerRole.Lead, now), new Organizer(oslo, max.Id, OrganizerRole.CoOrganizer, now));
        db.AddRange(new RoleGrant(aino, StaffRole.CommunityManager, "online", now), new RoleGrant(sam, StaffRole.CommunityManager, null, now), new RoleGrant(finn, StaffRole.Finance, null, now));
        await db.SaveChangesAsync();
        (world.OsloId, world.LenaId, world.MaxId, world.AinoId, world.SamId, world.FinnId) = (oslo.Id, lena.Id, max.Id, aino.Id, sam.Id, finn.Id);
        world.EventId = await world.MeetupAsync("Maps", new DateOnly(2026, 4, 16));
        world.BudgetId = await world.UseAsync<BudgetService, long>(s => s.CreateAsync(finn.Id, new DateOnly(2026, 1, 1), 12, "online", Benefit.Stipend, budget));
        return world;
    }

    public static TypedRequest Typed(string stipend = "180.00", string headcount = "30", bool more = false) => new()
    {
        Headcount = headcount,
        Plan = "Food and the room.",
        Stipend = stipend,
        Promotion = more,
        PromotionText = more ? "An evening about maps." : "",
        LicenceSeats = more ? "2" : "",
        LicencePurpose = more ? "Demonstrations." : "",
        SwagKits = more ? "30" : "",
    };

    public AppDbContext Db() => database.Open();

    public async Task<long> MeetupAsync(string title, DateOnly date)
    {
        var details = new EventDetails { Title = title, Summary = "An evening about maps.", CapacityInPerson = 40, Venue = "Deichman", Date = date, Time = new TimeOnly(18, 0), TimeZone = "Europe/Oslo" };
        var made = await UseAsync<EventService, GroupEvent>(s => s.CreateAsync(LenaId, OsloId, details));
        await UseAsync<EventService>(s => s.PublishAsync(LenaId, made.Id));
        return made.Id;
    }

    public async Task<long> DraftAsync(TypedRequest? typed = null, long? eventId = null)
    {
        var about = eventId ?? EventId;
        await UseAsync<RequestService, int>(s => s.KeepAsync(LenaId, OsloId, about, typed ?? Typed(), 0));
        await using var db = Db();
        return await db.SponsorshipRequests.Where(r => r.EventId == about).OrderByDescending(r => r.Id).Select(r => r.Id).FirstAsync();
    }

    public async Task<long> SubmittedAsync(TypedRequest? typed = null, long? eventId = null)
    {
        var id = await DraftAsync(typed, eventId);
        await SubmitAsync(id);
        return id;
    }

    public async Task<string> SubmitAsync(long id, Guid formKey = default)
    {
        var version = (await RequestAsync(id)).Version;
        return await UseAsync<RequestService, string>(s => s.SubmitAsync(LenaId, id, version, formKey, CultureInfo.InvariantCulture));
    }

    public async Task DecideAsync(long id, decimal stipend, long? deciderId = null, string? reason = "Because.", string? overrideReason = null)
    {
        var request = await RequestAsync(id);
        var verdicts = request.Lines.Select(l => new LineVerdict(l.Benefit, l.Benefit == Benefit.Stipend ? stipend : l.Asked, reason)).ToList();
        var decider = deciderId ?? AinoId;
        await UseAsync<RequestDecisions>(s => s.DecideAsync(decider, id, request.Version, verdicts, overrideReason, decider == SamId));
    }

    public async Task<long> GrantedAsync(decimal stipend = 180)
    {
        var id = await SubmittedAsync();
        await DecideAsync(id, stipend);
        return id;
    }

    public async Task AnswerOfferAsync(long id, bool accept)
    {
        var version = (await RequestAsync(id)).Version;
        await UseAsync<RequestDecisions>(s => s.AnswerOfferAsync(LenaId, id, version, accept));
    }

    public async Task<SponsorshipRequest> RequestAsync(long id)
    {
        await using var db = Db();
        return await db.SponsorshipRequests.AsNoTracking().Include(r => r.Lines).Include(r => r.Report).SingleAsync(r => r.Id == id);
    }

    public async Task<RequestState> StateAsync(long id) => (await RequestAsync(id)).State;

    public async Task<Budget> BudgetAsync()
    {
        await using var db = Db();
        return await db.Budgets.AsNoTracking().SingleAsync(b => b.Id == BudgetId);
    }

    /// <summary>Total, committed, authorised, paid; the lines must say the same as the budget, always.</summary>
    public async Task<(decimal Committed, decimal Authorised, decimal Paid)> HeldAsync()
    {
        var budget = await BudgetAsync();
        await using var db = Db();
        var lines = await db.BenefitLines.AsNoTracking().Where(l => l.BudgetId == BudgetId).ToListAsync();
        Assert.Equal((budget.Committed, budget.Authorised, budget.Paid), (lines.Sum(l => l.Committed), lines.Sum(l => l.Authorised), lines.Sum(l => l.Paid)));
        return (budget.Committed, budget.Authorised, budget.Paid);
    }

    /// <summary>Kinds of the letters to an address, oldest first.</summary>
    public async Task<List<string>> LettersAsync(string name)
    {
        await using var db = Db();
        var address = $"{name.ToLowerInvariant()}@example.org";
        return await db.Outbox.Where(m => m.ToAddress == address).OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync();
    }

    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task UseAsync<TService>(Func<TService, Task> work)
        where TService : notnull => UseAsync<TService, bool>(async service =>
        {
            await work(service);
            return true;
        });

    public Task<string> RunAsync<TJob>()
        where TJob : class, IJob => UseAsync<TJob, string>(job => job.RunAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
