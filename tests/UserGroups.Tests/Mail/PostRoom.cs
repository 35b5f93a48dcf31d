using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Shared;

namespace UserGroups.Tests.Mail;

/// <summary>A letter to anybody.</summary>
public sealed record Note(string ToAddress, string Words = "Hello") : Letter(ToAddress, "Max Berg")
{
    public override string Subject => "A seat is yours";

    public override string Body => Words;

    public override MailLane Lane => Queue;

    public MailLane Queue { get; init; } = MailLane.Ordinary;

    public override DateTime? UselessAfter => Until;

    public DateTime? Until { get; init; }
}

/// <summary>A real database, a real mail server, and a portal's mail part between them; several "processes" can share the two.</summary>
public sealed class PostRoom : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly List<ServiceProvider> processes = [];

    private PostRoom(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public SmtpSink Sink { get; } = new();

    public MovedClock Clock { get; } = new(Noon);

    public string Folder { get; } = TestFolder.New("mail");

    public static async Task<PostRoom> OpenAsync() => new(await TestDatabase.CreateAsync());

    public MailOptions Options(Action<MailOptions>? change = null)
    {
        var options = new MailOptions
        {
            Transport = MailTransportKind.Smtp,
            From = "Vendor <groups@vendor.example>",
            Journal = Path.Combine(Folder, "journal"),
            Smtp = new SmtpSection { Host = "127.0.0.1", Port = Sink.Port, Security = MailSecurity.None },
            Inbound = new InboundSection { Key = new string('k', 32), Address = "bounces@vendor.example", Folder = Path.Combine(Folder, "inbound") },
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>One more process on this database.</summary>
    public ServiceProvider Process(Action<MailOptions>? change = null)
    {
        var process = Database.Services(Clock, services => services
            .AddJobs()
            .AddSingleton(new SiteAddress(new Uri("https://groups.example")))
            .AddMail(Options(change)));
        processes.Add(process);
        return process;
    }

    public async Task<long> PostAsync(IServiceProvider process, params Letter[] letters)
    {
        await using var scope = process.CreateAsyncScope();
        var office = scope.ServiceProvider.GetRequiredService<PostOffice>();
        foreach (var letter in letters)
            office.Send(letter);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await db.SaveChangesAsync();
        return await db.Outbox.MaxAsync(m => m.Id);
    }

    public static Task<RoundResult> SendAsync(IServiceProvider process) => process.GetRequiredService<SendMail>().RunAsync(CancellationToken.None);

    public async Task<OutboxMessage> LetterAsync(long id)
    {
        await using var db = Database.Open();
        return await db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id);
    }

    public async Task SetAsync<T>(IServiceProvider process, Setting<T> setting, string value)
    {
        await using var scope = process.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SettingsService>().ChangeAsync(1, setting, value, 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        await Sink.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
