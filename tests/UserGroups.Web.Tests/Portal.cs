using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serilog;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Tests;

namespace UserGroups.Web.Tests;

/// <summary>The whole site on a database of its own, with a clock the test moves. Production unless told otherwise.</summary>
public sealed class Portal(TestDatabase database, string environment, int iterations) : WebApplicationFactory<Program>
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // Most tests only want somebody signed in; with the site's own work for each password that was more than half of all they did.
    private const int FewIterations = 1_000;

    public MovedClock Clock { get; } = new(Start);

    /// <summary>Collects what the security log is told, when a test wants to read it.</summary>
    public SecurityEvents? Security { get; init; }

    /// <summary>Rounds of a password's hash in this portal.</summary>
    public int Iterations => iterations;

    public static async Task<Portal> OpenAsync(string environment = "Production") => new(await TestDatabase.CreateAsync(), environment, FewIterations);

    /// <summary>With the site's own work for each password: for tests about passwords, and for those in which many try theirs at once.</summary>
    public static async Task<Portal> OpenHashingAsync() => new(await TestDatabase.CreateAsync(), "Production", Passwords.Iterations);

    /// <summary>With its security log read along.</summary>
    public static async Task<Portal> OpenLoggingAsync() => new(await TestDatabase.CreateAsync(), "Production", FewIterations) { Security = new SecurityEvents() };

    public AppDbContext Db() => database.Open();

    /// <summary>What the database is asked while the page is drawn. Asked once before, so that nothing is counted that only a first visit costs.</summary>
    public async Task<int> QueriesAsync(Func<Task<Page>> visit)
    {
        await visit();
        // A write to what everybody sees, of no row: so the page asks for all it shows instead of taking what was kept.
        await AskAsync(db => db.InTransactionAsync(cancel => db.Events.Where(e => e.Id < 0).ExecuteUpdateAsync(set => set.SetProperty(e => e.Title, e => e.Title), cancel)));
        using var count = new QueryCount(database.Name);
        await visit();
        return count.Commands.Count;
    }

    /// <summary>A browser of its own: cookies, redirects not followed by themselves.</summary>
    public PortalClient Browser(string agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    {
        var http = CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });
        http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        return new PortalClient(http, Clock);
    }

    public async Task<T> AskAsync<T>(Func<AppDbContext, Task<T>> question)
    {
        await using var db = Db();
        return await question(db);
    }

    /// <summary>Letters to an address, oldest first.</summary>
    public Task<List<OutboxMessage>> LettersAsync(string address) =>
        AskAsync(db => db.Outbox.AsNoTracking().Where(m => m.ToAddress == address).OrderBy(m => m.Id).ToListAsync());

    /// <summary>Path of the first link in the newest letter of the kind.</summary>
    public async Task<string> LinkAsync(string address, string kind)
    {
        var letter = (await LettersAsync(address)).Last(m => m.Kind == kind);
        var start = letter.Body.IndexOf("https://", StringComparison.Ordinal);
        return new Uri(letter.Body[start..letter.Body.IndexOfAny([')', '>'], start)]).PathAndQuery;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseSetting("Database:Provider", database.Provider.ToString());
        builder.UseSetting("ConnectionStrings:UserGroups", database.ConnectionString);
        builder.UseSetting("Site:PublicUrl", "https://localhost");
        builder.UseSetting("Serilog:MinimumLevel", "Warning");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            if (iterations != Passwords.Iterations)
                services.Configure<PasswordHasherOptions>(options => options.IterationCount = iterations);
            if (Security is not null)
                services.AddLogging(logging => logging.AddSerilog(Security.Log, dispose: false));
            // Jobs run when a test says so.
            services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        });
    }
}
