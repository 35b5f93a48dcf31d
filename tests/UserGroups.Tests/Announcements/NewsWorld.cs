using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Tests.Announcements;

/// <summary>Oslo, which Lena leads, with members who asked for its news; the services as the site wires them. Noon in Oslo.</summary>
public sealed class NewsWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private NewsWorld(TestDatabase database)
    {
        this.database = database;
        services = database.Services(Clock, add =>
        {
            add.AddSingleton(new SiteAddress(new Uri("https://groups.example.org")));
            add.AddMail(new MailOptions { From = "groups@example.org" }).AddChapters().AddAnnouncements();
        });
    }

    public MovedClock Clock { get; } = new(Start);

    public string Name => database.Name;

    public long Oslo { get; private set; }

    public long Lena { get; private set; }

    public long Aino { get; private set; }

    /// <param name="moderated">How many first letters staff read; none unless a test is about it.</param>
    public static async Task<NewsWorld> OpenAsync(int moderated = 0)
    {
        var world = new NewsWorld(await TestDatabase.CreateAsync());
        await using var db = world.Db();
        var (lena, aino) = (new Person("Lena", "lena@example.org", world.Clock.Now()), new Person("Aino", "aino@example.org", world.Clock.Now()));
        var oslo = Chapter.Existing("Oslo", "oslo", null, world.Clock.Now());
        db.AddRange(lena, aino, oslo);
        await db.SaveChangesAsync();
        db.AddRange(new Organizer(oslo, lena.Id, OrganizerRole.Lead, world.Clock.Now()), new RoleGrant(aino, StaffRole.CommunityManager, null, world.Clock.Now()));
        await db.SaveChangesAsync();
        (world.Oslo, world.Lena, world.Aino) = (oslo.Id, lena.Id, aino.Id);
        await world.UseAsync<SettingsService>(async s => await s.ChangeAsync(aino.Id, AnnouncementsSettings.ModeratedMails, $"{moderated}", (await s.FindAsync(AnnouncementsSettings.ModeratedMails.Key))!.Version));
        return world;
    }

    public AppDbContext Db() => database.Open();

    /// <summary>Joins people; those who ask for news tick the box.</summary>
    public async Task<List<long>> JoinAsync(int count, bool asks = true, string? zone = "Europe/Oslo", string name = "person")
    {
        await using var db = Db();
        var people = Enumerable.Range(1, count).Select(i => new Person($"Person {i}", $"{name}{i}@example.org", Clock.Now())).ToList();
        people.ForEach(p => p.Describe(p.Name, null, zone));
        db.AddRange(people);
        await db.SaveChangesAsync();
        foreach (var person in people)
            await UseAsync<MembershipService>(m => m.JoinAsync(person.Id, Oslo, asks ? [ConsentService.NewsTick] : []));
        return people.ConvertAll(p => p.Id);
    }

    public async Task<long> DraftAsync(string subject = "What comes") =>
        (await UseAsync<AnnouncementService, Announcement>(s => s.CreateAsync(Lena, Oslo, subject, "We meet **on Thursday**.", null))).Id;

    public Task<AnnouncementState> SendAsync(long id) => UseAsync<SendingService, AnnouncementState>(s => s.SendAsync(Lena, id));

    public async Task<long> SentAsync(string subject = "What comes")
    {
        var id = await DraftAsync(subject);
        Assert.Equal(AnnouncementState.Sent, await SendAsync(id));
        return id;
    }

    public async Task<Announcement> LetterAsync(long id)
    {
        await using var db = Db();
        return await db.Announcements.AsNoTracking().SingleAsync(a => a.Id == id);
    }

    /// <summary>The copies of a send, by address.</summary>
    public async Task<List<OutboxMessage>> CopiesAsync(long id)
    {
        await using var db = Db();
        return await db.Outbox.AsNoTracking().Where(m => m.BatchId == id).OrderBy(m => m.ToAddress).ToListAsync();
    }

    public async Task<T> AskAsync<T>(Func<AppDbContext, Task<T>> question)
    {
        await using var db = Db();
        return await question(db);
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
