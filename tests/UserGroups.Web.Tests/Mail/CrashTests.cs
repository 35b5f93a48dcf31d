using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Tests.Mail;
using UserGroups.Web.Tests.Start;

namespace UserGroups.Web.Tests.Mail;

/// <summary>The command <c>send-mail</c> as an operator runs it, killed in the middle. The long version is the benchmark <c>mail-endurance</c>.</summary>
public sealed class CrashTests
{
    private const int Letters = 600;

    [Fact]
    public async Task Killed_in_the_middle_it_loses_no_letter_and_sends_none_twice_whose_answer_was_read()
    {
        var folder = PortalProcess.NewFolder();
        await using var sink = new SmtpSink { KeepsContent = false };
        sink.Answer = (step, _) =>
        {
            if (step == ".")
                Thread.Sleep(2);
            return null;
        };
        var environment = Environment(sink.Port);
        await using (var migrate = PortalProcess.Start(folder, environment, "migrate"))
            Assert.Equal(0, await migrate.EndAsync(TimeSpan.FromSeconds(120)));
        await PostAsync(folder);
        const int kills = 2;
        for (var kill = 1; kill <= kills; kill++)
        {
            await using var sending = PortalProcess.Start(folder, environment, "send-mail");
            for (var patience = 0; sink.Messages.Count < Letters * kill / (kills + 1) && patience < 3000; patience++)
                await Task.Delay(10);
            sending.Kill();
            await sending.EndAsync(TimeSpan.FromSeconds(10));
        }

        await using var last = PortalProcess.Start(folder, environment, "send-mail");
        Assert.Equal(0, await last.EndAsync(TimeSpan.FromSeconds(120)));
        await using var db = Open(folder);
        var copies = sink.Copies();
        Assert.Equal(Letters, await db.Outbox.CountAsync(m => m.State == OutboxState.Sent));
        Assert.Equal(Letters, copies.Count);
        // At most one letter on each of four connections stood between the server's acceptance and our reading of it.
        Assert.InRange(copies.Values.Count(n => n > 1), 0, kills * 4);
        Assert.InRange(copies.Values.Max(), 1, 2);
    }

    [Fact]
    public async Task Without_a_mail_server_it_exits_with_a_sentence_and_the_letters_wait()
    {
        var folder = PortalProcess.NewFolder();
        var environment = Environment(1);
        await using (var migrate = PortalProcess.Start(folder, environment, "migrate"))
            await migrate.EndAsync(TimeSpan.FromSeconds(120));
        await PostAsync(folder);
        await using var sending = PortalProcess.Start(folder, environment, "send-mail");
        Assert.Equal(1, await sending.EndAsync(TimeSpan.FromSeconds(120)));
        Assert.Contains("0 sent", sending.Errors, StringComparison.Ordinal);
        await using var db = Open(folder);
        Assert.Equal(Letters, await db.Outbox.CountAsync(m => m.State == OutboxState.Waiting && m.Tries == 0));
    }

    private static Dictionary<string, string> Environment(int port) => new(StringComparer.Ordinal)
    {
        ["Mail__Transport"] = "Smtp",
        ["Mail__From"] = "Vendor <groups@vendor.example>",
        ["Mail__Smtp__Host"] = "127.0.0.1",
        ["Mail__Smtp__Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mail__Smtp__Security"] = "None",
    };

    internal static SqliteAppDbContext Open(string folder)
    {
        var options = new DbContextOptionsBuilder<SqliteAppDbContext>();
        DataModule.UseSqlite(options, $"Data Source={Path.Combine(folder, "portal.db")}");
        return new SqliteAppDbContext(options.Options);
    }

    private static async Task PostAsync(string folder)
    {
        await using var db = Open(folder);
        for (var i = 0; i < Letters; i++)
            db.Outbox.Add(new OutboxMessage(new Note($"m{i}@member{i % 100}.example"), MessageId.New("vendor.example"), DateTime.UtcNow));
        await db.SaveChangesAsync();
    }
}
