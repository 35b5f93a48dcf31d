using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Places;
using UserGroups.Programme;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Commands;

/// <summary>
/// Plays the demo story: the cast, and what they did over a year, through the services the site itself calls, under a moved clock. It has services of
/// its own, so that the clock of the running site never moves. Exists only in Development, because everybody knows the cast's password.
/// </summary>
public sealed class DemoStage(IServiceProvider site, PortalConfiguration portal, MailOptions mail, TimeProvider time)
{
    /// <summary>Tells it to a database without people.</summary>
    public async Task PlayIfEmptyAsync(CancellationToken cancel = default)
    {
        bool empty;
        await using (var scope = site.CreateAsyncScope())
            empty = !await scope.ServiceProvider.GetRequiredService<AppDbContext>().People.AnyAsync(cancel);
        if (empty)
            await PlayAsync(cancel);
    }

    /// <summary>Makes those of the cast who are missing, and tells the story where there is no chapter yet; twice changes nothing.</summary>
    public async Task PlayAsync(CancellationToken cancel = default)
    {
        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddHours(-12);
        var clock = new MovedClock(today.AddDays(-430));
        await using var services = Services(clock);
        await AsideAsync(services, (s, c) => s.GetRequiredService<AccountsSeed>().SeedAsync(c), cancel);
        var told = false;
        await AsideAsync(services, async (s, c) => told = await s.GetRequiredService<AppDbContext>().Chapters.AnyAsync(c), cancel);
        if (told)
            return;
        // Acts at the same moment keep the order in which their part tells them.
        foreach (var act in services.GetServices<IDemoPart>().SelectMany(part => part.Acts(today)).OrderBy(act => act.At))
        {
            clock.Set(act.At);
            await AsideAsync(services, act.Play, cancel);
        }
    }

    private static async Task AsideAsync(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> play, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        await play(scope.ServiceProvider, cancel);
    }

    private ServiceProvider Services(MovedClock clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(site.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(portal.Site);
        services.AddData(portal.Provider, portal.ConnectionString, portal.MaxBatchSize);
        services.AddKeys();
        services.AddJobs().AddMail(mail).AddPlaces().AddAccounts().AddChapters().AddEvents().AddSponsorship().AddAnnouncements().AddProgramme();
        services.AddScoped<AccountsSeed>();
        services.AddSingleton<IDemoPart, ChaptersDemo>().AddSingleton<IDemoPart, EventsDemo>().AddSingleton<IDemoPart, SponsorshipDemo>().AddSingleton<IDemoPart, AnnouncementsDemo>();
        return services.BuildServiceProvider();
    }
}
