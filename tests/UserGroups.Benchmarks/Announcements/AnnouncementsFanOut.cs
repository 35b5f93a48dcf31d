using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Benchmarks.Announcements;

/// <summary>One letter becomes as many as it has readers.</summary>
internal static class AnnouncementsFanOut
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var members = arguments.Number("members", 100_000);
        var folder = Directory.CreateTempSubdirectory("usergroups-bench").FullName;
        await using (var services = Services(Path.Combine(folder, "bench.db")))
        {
            var (lena, group) = await PrepareAsync(services, members);
            await SendAsync(services, lena, group, "Warm up", members / 100);
            var watch = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            await SendAsync(services, lena, group, "The letter", members);
            var elapsed = watch.Elapsed;
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            var tracked = await TrackedAsync(services, members / 10);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"fan-out to {members}: {elapsed.TotalSeconds:0.00} s ({members / elapsed.TotalSeconds:0} readers/s, {cpu.TotalSeconds:0.00} s CPU, {allocated / members} bytes allocated each), peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB; EF's AddRange of {members / 10} outbox rows {tracked.TotalSeconds:0.00} s, {tracked * 10 / elapsed:0.0} times as long for as many"));
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static ServiceProvider Services(string database)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddData(DatabaseProvider.Sqlite, $"Data Source={database}");
        services.AddJobs();
        services.AddSingleton(new SiteAddress(new Uri("https://groups.example")));
        services.AddMail(new MailOptions { From = "groups@vendor.example" }).AddChapters().AddAnnouncements();
        return services.BuildServiceProvider();
    }

    private static async Task<(long Lena, long Group)> PrepareAsync(IServiceProvider services, int members)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await DatabaseUpgrade.ApplyAsync(db);
        var now = TimeProvider.System.Now();
        var group = Chapter.Existing("Oslo", "oslo", null, now);
        var lena = new Person("Lena", "lena@example.org", now);
        db.AddRange(group, lena);
        await db.SaveChangesAsync();
        await db.InTransactionAsync(async token =>
        {
            await db.InsertAsync(Enumerable.Range(0, members).Select(i => new Person($"Member {i}", $"m{i}@member.example", now)), withKeys: false, token);
            var people = await db.People.Where(p => p.Id != lena.Id).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(token);
            await db.InsertAsync(people.Select(p => new ChapterMember(group.Id, p, now)), withKeys: false, token);
            await db.InsertAsync(people.Select(p => new Consent(p, MailPurpose.ChapterNews, group.Id, "benchmark", "benchmark", now)), withKeys: false, token);
        });
        var settings = scope.ServiceProvider.GetRequiredService<SettingsService>();
        await settings.ChangeAsync(lena.Id, AnnouncementsSettings.ModeratedMails, "0", (await settings.FindAsync(AnnouncementsSettings.ModeratedMails.Key))!.Version);
        await settings.ChangeAsync(lena.Id, AnnouncementsSettings.PerChapterWeek, "7", (await settings.FindAsync(AnnouncementsSettings.PerChapterWeek.Key))!.Version);
        return (lena.Id, group.Id);
    }

    private static async Task SendAsync(IServiceProvider services, long lena, long group, string subject, int expected)
    {
        await using var scope = services.CreateAsyncScope();
        var letters = scope.ServiceProvider.GetRequiredService<AnnouncementService>();
        var body = string.Concat(Enumerable.Repeat("We meet **on Thursday** in the library's hall, and Ida tells how Lima moved 400 stores in a weekend.\n\n", 12));
        var made = await letters.CreateAsync(lena, group, subject, body, null);
        await scope.ServiceProvider.GetRequiredService<SendingService>().SendAsync(lena, made.Id);
        var sent = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Outbox.CountAsync(m => m.BatchId == made.Id);
        if (sent < expected)
            throw new InvalidOperationException($"{sent} of {expected} letters are in the outbox.");
    }

    private static async Task<TimeSpan> TrackedAsync(IServiceProvider services, int letters)
    {
        await using var scope = services.CreateAsyncScope();
        var office = scope.ServiceProvider.GetRequiredService<PostOffice>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < letters; i++)
            office.Send(new Mail.BenchLetter($"t{i}@member.example", $"Member {i}", i));
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().SaveChangesAsync();
        return watch.Elapsed;
    }
}
