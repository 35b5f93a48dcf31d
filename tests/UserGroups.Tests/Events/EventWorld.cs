using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>The chapter Oslo, the cast, a moved clock and the services as the site wires them, on a database of its own.</summary>
public sealed class EventWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private EventWorld(TestDatabase database)
    {
        this.database = database;
        services = database.Services(Clock, add =>
        {
            add.AddSingleton(new SiteAddress(new Uri("https://groups.example.org")) { Sender = "calendar@example.org" });
            add.AddMail(new MailOptions()).AddChapters().AddEvents().AddSingleton<SecurityLog>().AddScoped<AccountService>();
        });
    }

    public MovedClock Clock { get; } = new(Start);

    public long OsloId { get; private set; }

    public long LenaId { get; private set; }

    public static async Task<EventWorld> OpenAsync()
    {
        var world = new EventWorld(await TestDatabase.CreateAsync());
        await using var db = world.Db();
        var lena = new Person("Lena", "lena@example.org", world.Clock.Now());
        var oslo = Chapter.Existing("Oslo", "oslo", null, world.Clock.Now());
        db.AddRange(lena, oslo);
        await db.SaveChangesAsync();
        (world.OsloId, world.LenaId) = (oslo.Id, lena.Id);
        return world;
    }

    public AppDbContext Db() => database.Open();

    public static EventDetails Details(string title = "Maps that explain themselves", int? seats = null) => new()
    {
        Title = title,
        Summary = "An evening about maps.",
        Body = "Bring *your* map.",
        CapacityInPerson = seats,
        Venue = "Deichman",
        Address = "Anne-Cath. Vestlys plass 1",
        Date = new DateOnly(2026, 3, 20),
        Time = new TimeOnly(18, 0),
        TimeZone = "Europe/Oslo",
        Agenda = [new("Tiles by hand", "Max", AgendaKind.Peer, 30), new("What is new", "Vera of the vendor", AgendaKind.Vendor, 10), new("Pizza", "", AgendaKind.Social, 60)],
    };

    public async Task<long> DraftAsync(EventDetails? details = null) => (await UseAsync<EventService, GroupEvent>(s => s.CreateAsync(LenaId, OsloId, details ?? Details()))).Id;

    public async Task<long> PublishedAsync(EventDetails? details = null)
    {
        var id = await DraftAsync(details);
        await UseAsync<EventService>(s => s.PublishAsync(LenaId, id));
        return id;
    }

    public Task<long> PublishedAsync(int? seats) => PublishedAsync(Details(seats: seats));

    public async Task<long> PersonAsync(string name)
    {
        await using var db = Db();
        var person = new Person(name, $"{name.ToLowerInvariant()}@example.org", Clock.Now());
        db.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    }

    public async Task<List<long>> PeopleAsync(int count)
    {
        await using var db = Db();
        var people = Enumerable.Range(1, count).Select(i => new Person($"Person {i}", $"person{i}@example.org", Clock.Now())).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync();
        return [.. people.Select(p => p.Id)];
    }

    public Task<Answer> AnswerAsync(long eventId, long personId, int guests = 0, SeatKind kind = SeatKind.InPerson) =>
        UseAsync<AnswerService, Answer>(s => s.AnswerAsync(eventId, personId, new AnswerWish(true, kind, guests)));

    public Task<Answer> SayNoAsync(long eventId, long personId) => UseAsync<AnswerService, Answer>(s => s.AnswerAsync(eventId, personId, AnswerWish.No));

    public Task ChangeAsync(long eventId, Func<EventDetails, EventDetails> change) => UseAsync<EventService>(async s =>
    {
        var now = await EventAsync(eventId);
        await s.ChangeAsync(LenaId, eventId, change(now.Details), now.Version);
    });

    public async Task<GroupEvent> EventAsync(long id)
    {
        await using var db = Db();
        return await db.Events.AsNoTracking().Include(e => e.Agenda).Include(e => e.Chapter).SingleAsync(e => e.Id == id);
    }

    public async Task<AnswerState> StateAsync(long eventId, long personId)
    {
        await using var db = Db();
        return await db.Answers.Where(a => a.EventId == eventId && a.PersonId == personId).Select(a => a.State).SingleAsync();
    }

    /// <summary>Kinds of the letters to an address, oldest first.</summary>
    public async Task<List<string>> LettersAsync(string address)
    {
        await using var db = Db();
        return await db.Outbox.Where(m => m.ToAddress == address).OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync();
    }

    /// <summary>The token in the newest letter to an address.</summary>
    public async Task<string> TokenAsync(string address)
    {
        await using var db = Db();
        var body = await db.Outbox.Where(m => m.ToAddress == address).OrderByDescending(m => m.Id).Select(m => m.Body).FirstAsync();
        var at = body.IndexOf("/rsvp/", StringComparison.Ordinal) + 6;
        return body[at..body.IndexOf('>', at)];
    }

    /// <summary>Counters and rows must say the same, always.</summary>
    public async Task<(int Counted, int Held, int? Capacity)> SeatsAsync(long eventId, SeatKind kind = SeatKind.InPerson)
    {
        await using var db = Db();
        var held = await db.Answers.Where(a => a.EventId == eventId && a.Kind == kind && (a.State == AnswerState.Seated || a.State == AnswerState.Offered)).SumAsync(a => 1 + a.Guests);
        var row = await db.Events.AsNoTracking().SingleAsync(e => e.Id == eventId);
        return (row.Taken(kind), held, row.Capacity(kind));
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
