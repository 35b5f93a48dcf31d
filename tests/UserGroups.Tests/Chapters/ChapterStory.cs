using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Chapters.Jobs;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

/// <summary>The rules on a database of their own, with the cast in it. Each call works in a scope of its own, as each request does.</summary>
public sealed class ChapterStory : IAsyncDisposable
{
    public const int OsloCity = 3143244;
    public static readonly DateTime Start = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CityIndex Cities = new();

    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private ChapterStory(TestDatabase database)
    {
        this.database = database;
        services = database.Services(Clock, add =>
        {
            add.AddSingleton(new SiteAddress(new Uri("https://groups.example")));
            add.AddSingleton(Cities);
            add.AddMail(new MailOptions());
            add.AddChapters();
        });
    }

    public MovedClock Clock { get; } = new(new DateTimeOffset(Start));

    public long Lena { get; private set; }

    public long Max { get; private set; }

    public long Ida { get; private set; }

    public long Aino { get; private set; }

    public static City Oslo => Cities.FindById(OsloCity)!;

    public static async Task<ChapterStory> OpenAsync()
    {
        var story = new ChapterStory(await TestDatabase.CreateAsync());
        story.Lena = await story.AddPersonAsync("Lena");
        story.Max = await story.AddPersonAsync("Max");
        story.Ida = await story.AddPersonAsync("Ida");
        story.Aino = await story.AddPersonAsync("Aino", StaffRole.CommunityManager);
        return story;
    }

    /// <summary>Moves the clock to so many days after the start.</summary>
    public void GoTo(int day) => Clock.Set(new DateTimeOffset(Start.AddDays(day)));

    public async Task<long> AddPersonAsync(string name, StaffRole? role = null)
    {
        await using var db = database.Open();
        var person = new Person(name, $"{name.ToLowerInvariant()}@example.org", Start);
        db.People.Add(person);
        if (role is StaffRole granted)
            db.RoleGrants.Add(new RoleGrant(person, granted, null, Start));
        await db.SaveChangesAsync();
        return person.Id;
    }

    /// <summary>A group that is active already and led by Lena.</summary>
    public async Task<long> AddActiveAsync(string name = "Oslo", City? city = null, long? lead = null, double? latitude = null, double? longitude = null)
    {
        await using var db = database.Open();
        var chapter = Chapter.Existing(name, Slug.From(name), city ?? Oslo, Start);
        if (latitude is not null)
            chapter.PlaceIn(city ?? Oslo, latitude, longitude);
        db.Chapters.Add(chapter);
        await db.SaveChangesAsync();
        db.Organizers.Add(new Organizer(chapter, lead ?? Lena, OrganizerRole.Lead, Start));
        await db.SaveChangesAsync();
        return chapter.Id;
    }

    public async Task DoAsync<TService>(Func<TService, Task> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task DoAsync<TOne, TOther>(Func<TOne, TOther, Task> act)
        where TOne : notnull
        where TOther : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TOne>(), scope.ServiceProvider.GetRequiredService<TOther>());
    }

    public async Task<T> AskAsync<T>(Func<AppDbContext, Task<T>> question)
    {
        await using var db = database.Open();
        return await question(db);
    }

    public Task SaveAsync(Func<AppDbContext, Task> change) => DoAsync<AppDbContext>(async db =>
    {
        await change(db);
        await db.SaveChangesAsync();
    });

    public Task<ChapterRoles> RolesAsync(long person) => ChapterRoles.OfAsync(services.GetRequiredService<PreparedReads>(), person);

    public Task<Chapter> ChapterAsync(long id) => AskAsync(db => db.Chapters.AsNoTracking().Include(c => c.Organizers).Include(c => c.Criteria).SingleAsync(c => c.Id == id));

    public Task<List<string>> LettersAsync(string name) => AskAsync(db => db.Outbox.Where(m => m.ToAddress == $"{name.ToLowerInvariant()}@example.org").OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync());

    public Task<List<string>> HistoryAsync(long chapterId) => AskAsync(db => db.History.Where(h => h.SubjectType == nameof(Chapter) && h.SubjectId == chapterId).OrderBy(h => h.Id).Select(h => h.Action).ToListAsync());

    /// <summary>The secret in the newest letter of the kind.</summary>
    public async Task<string> TokenAsync(string kind)
    {
        var body = await AskAsync(db => db.Outbox.Where(m => m.Kind == kind).OrderByDescending(m => m.Id).Select(m => m.Body).FirstAsync());
        var start = body.IndexOf('<', StringComparison.Ordinal) + 1;
        return new Uri(body[start..body.IndexOf('>', start)]).Segments[^1];
    }

    /// <summary>Lena's application for Oslo, sent.</summary>
    public async Task<long> SubmitAsync(string name = "Oslo")
    {
        long id = 0;
        await DoAsync<ApplicationService>(async s => id = await s.StartAsync(Lena, new WhereAnswers(name, "nb", OsloCity, false)));
        await DoAsync<ApplicationService>(s => s.AnswerWhatAsync(id, new WhatAnswers("Maps", "There is nobody to ask.", new DateOnly(2026, 4, 1), "Max", "max@example.org")));
        await DoAsync<ApplicationService>(s => s.SubmitAsync(Lena, id, CodeOfConduct.Version));
        return id;
    }

    public async Task AcceptAsync(long personId) => await DoAsync<OrganizerInvitationService>(async s => await s.AcceptAsync(await TokenAsync("InvitedToOrganize"), personId));

    public Task TickAllAsync(long id) => DoAsync<DecisionService>(async s =>
        await s.TickAsync(Aino, id, (await ChapterAsync(id)).Version, [.. CriterionKeys.All.Select(k => new Tick(k, true, null))]));

    public Task RunHealthAsync() => DoAsync<CheckHealth>(job => job.RunAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
