using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Benchmarks.Accounts;

/// <summary>
/// Does the clock tell who has an account? Known and unknown addresses in turn, through the same services as the pages, on a SQLite
/// file with synchronous=FULL. The bar is a difference of medians within 20 ms.
/// </summary>
internal static class AccountsTiming
{
    private static readonly VisitOrigin Origin = new("Benchmark", "192.0.2.0/24");

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Number("rounds", 40);
        var folder = Directory.CreateTempSubdirectory("usergroups-bench");
        var clock = new MovedClock(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await using var services = Services(Path.Combine(folder.FullName, "bench.db"), clock);
        await PrepareAsync(services, clock);
        var worst = 0.0;
        worst = Math.Max(worst, await CompareAsync("sign-in, wrong password", rounds, services, clock, (s, email) => TryAsync(s.GetRequiredService<SignInService>().OpenAsync(email, "not the password", Origin, null))));
        worst = Math.Max(worst, await CompareAsync("sign-up", rounds, services, clock, (s, email) => TryAsync(s.GetRequiredService<SignUpService>().AskAsync("Somebody", email, "nine quiet elephants", Origin))));
        worst = Math.Max(worst, await CompareAsync("password reset", rounds, services, clock, (s, email) => TryAsync(s.GetRequiredService<PasswordService>().AskAsync(email, Origin))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest difference of medians {worst:0.0} ms (bar 20 ms)"));
        folder.Delete(recursive: true);
        return worst <= 20 ? 0 : 1;
    }

    private static ServiceProvider Services(string file, MovedClock clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new SiteAddress(new Uri("https://groups.example.org")));
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddData(DatabaseProvider.Sqlite, $"Data Source={file}");
        services.AddMail(new MailOptions());
        services.AddAccounts();
        return services.BuildServiceProvider();
    }

    private static async Task PrepareAsync(ServiceProvider services, MovedClock clock)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await DatabaseUpgrade.ApplyAsync(db);
        var hash = scope.ServiceProvider.GetRequiredService<Passwords>().Hash("seven friendly penguins");
        for (var i = 0; i < 500; i++)
        {
            var person = new Person("Known", $"known{i}@example.org", clock.GetUtcNow().UtcDateTime);
            person.SetPassword(hash);
            db.People.Add(person);
        }

        await db.SaveChangesAsync();
    }

    private static async Task<double> CompareAsync(string what, int rounds, ServiceProvider services, MovedClock clock, Func<IServiceProvider, string, Task> act)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = -5; i < rounds; i++)
        {
            // A new address each round, so that no lock and no limit comes into it.
            clock.Move(TimeSpan.FromMinutes(1));
            var first = await OnceAsync(services, act, $"known{i + 5}@example.org");
            var second = await OnceAsync(services, act, $"unknown{i + 5}@example.org");
            if (i < 0)
                continue;
            known.Add(first);
            unknown.Add(second);
        }

        var (a, b) = (Median(known), Median(unknown));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: known {a:0.0} ms, unknown {b:0.0} ms, difference {Math.Abs(a - b):0.0} ms (medians of {rounds})"));
        return Math.Abs(a - b);
    }

    private static async Task<double> OnceAsync(ServiceProvider services, Func<IServiceProvider, string, Task> act, string email)
    {
        await using var scope = services.CreateAsyncScope();
        var started = Stopwatch.GetTimestamp();
        await act(scope.ServiceProvider, email);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task TryAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (RuleException)
        {
            // The refusal is what is being timed.
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
