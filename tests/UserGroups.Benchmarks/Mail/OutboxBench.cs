using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Benchmarks.Mail;

/// <summary>A personal letter of an ordinary length.</summary>
internal sealed record BenchLetter(string ToAddress, string ToName, int Number) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ToName}: Oslo meets on Thursday";

    public override MailLane Lane => MailLane.Bulk;

    public override string Body =>
        $"""
        Hello {Quote(ToName)},

        the Oslo group meets **on Thursday at 18:30** in the library's hall. You are number {Number} who hears of it.

        - Ida tells how Lima moved 400 stores in a weekend
        - five quick tips, one of them yours?
        - food and time to talk

        [Keep a seat for me](https://groups.example/events/oslo-thursday?to={Number})

        If Thursday does not suit you, the [calendar](https://groups.example/chapters/oslo/calendar.ics) has the next dates.
        """;

    public override string Why => "You get this because you joined the Oslo group.";

    public override MailingList List => new("oslo.news.groups.example", new Uri($"https://groups.example/unsubscribe/{Number:x32}"));
}

/// <summary>The mail part of a portal on a SQLite file.</summary>
internal static class OutboxBench
{
    public static ServiceProvider Services(string database, int port, int connections, string journal, DkimSection? dkim = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddData(DatabaseProvider.Sqlite, $"Data Source={database}");
        services.AddJobs();
        services.AddSingleton(new SiteAddress(new Uri("https://groups.example")));
        services.AddMail(new MailOptions
        {
            Transport = MailTransportKind.Smtp,
            From = "Vendor <groups@vendor.example>",
            Journal = journal,
            Dkim = dkim ?? new DkimSection(),
            Smtp = new SmtpSection { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, Connections = connections },
        });
        return services.BuildServiceProvider();
    }

    public static async Task PrepareAsync(IServiceProvider services, int letters, Func<int, string> address)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            await DatabaseUpgrade.ApplyAsync(scope.ServiceProvider.GetRequiredService<AppDbContext>());
            var settings = scope.ServiceProvider.GetRequiredService<SettingsService>();
            var pace = (await settings.FindAsync(MailSettings.PerDomain.Key))!;
            await settings.ChangeAsync(1, MailSettings.PerDomain, "0", pace.Version);
        }

        for (var from = 0; from < letters; from += 2000)
        {
            await using var scope = services.CreateAsyncScope();
            var office = scope.ServiceProvider.GetRequiredService<PostOffice>();
            for (var i = from; i < Math.Min(letters, from + 2000); i++)
                office.Send(new BenchLetter(address(i), $"Max {i}", i));
            await scope.ServiceProvider.GetRequiredService<AppDbContext>().SaveChangesAsync();
        }
    }
}
