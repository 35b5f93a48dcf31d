using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Tests.Mail;

namespace UserGroups.Benchmarks.Mail;

/// <summary>Ten thousand letters, a process killed at random, a server that goes down: nothing lost, nothing doubled without need.</summary>
internal static class MailEndurance
{
    private const int Drops = 50;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var messages = arguments.Number("messages", 10_000);
        var kills = arguments.Number("kills", 10);
        var folder = Directory.CreateTempSubdirectory("usergroups-endurance").FullName;
        var database = Path.Combine(folder, "endurance.db");
        var tries = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var down = false;
        await using var sink = new SmtpSink(arguments.Number("port", 25120)) { KeepsContent = false };
        sink.Answer = (step, to) => step switch
        {
            "MAIL" when Volatile.Read(ref down) => "421 4.3.2 down",
            "." when to.StartsWith("drop-", StringComparison.Ordinal) && tries.AddOrUpdate(to, 1, (_, n) => n + 1) == 1 => SmtpSink.KeepAndDrop,
            _ => null,
        };
        await using var services = OutboxBench.Services(database, sink.Port, 4, Path.Combine(folder, "journal-parent"));
        await OutboxBench.PrepareAsync(services, messages, i => i % (messages / Drops) == 0 ? $"drop-{i}@member.example" : $"m{i}@member.example");
        var random = new Random(arguments.Number("seed", 1));
        var watch = Stopwatch.StartNew();
        for (var kill = 0; kill < kills; kill++)
        {
            using var child = StartChild(database, sink.Port, folder);
            var goal = messages * (kill + 1) / (kills + 1);
            while (sink.Messages.Count < goal - random.Next(messages / (kills * 4)) && watch.Elapsed < TimeSpan.FromMinutes(10))
                await Task.Delay(random.Next(1, 20));
            if (kill is 3 or 7)
            {
                Volatile.Write(ref down, true);
                await Task.Delay(1500);
                Volatile.Write(ref down, false);
            }

            child.Kill();
            await child.WaitForExitAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:0.0} s  killed with {sink.Messages.Count} at the server{(kill is 3 or 7 ? ", which had been down" : "")}"));
        }

        using (var last = StartChild(database, sink.Port, folder))
        {
            while (await WaitingAsync(services) > 0 && watch.Elapsed < TimeSpan.FromMinutes(12))
                await Task.Delay(500);
            last.Kill();
            await last.WaitForExitAsync();
        }

        var code = await JudgeAsync(services, sink, messages, kills);
        Directory.Delete(folder, recursive: true);
        return code;
    }

    /// <summary>The child: sends until it is killed.</summary>
    public static async Task<int> SendUntilKilledAsync(Arguments arguments)
    {
        await using var services = OutboxBench.Services(arguments.Text("db", ""), arguments.Number("port", 0), 4, arguments.Text("journal", ""));
        var mail = services.GetRequiredService<SendMail>();
        while (true)
        {
            await mail.RunAsync(CancellationToken.None);
            await Task.Delay(100);
        }
    }

    private static async Task<int> JudgeAsync(ServiceProvider services, SmtpSink sink, int messages, int kills)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var letters = await db.Outbox.AsNoTracking().Select(m => new { m.MessageId, m.State, m.ToKey }).ToListAsync();
        var copies = sink.Copies();
        var lost = letters.Count(l => !copies.ContainsKey(l.MessageId));
        var unsent = letters.Count(l => l.State != OutboxState.Sent);
        var doubled = letters.Where(l => copies.GetValueOrDefault(l.MessageId) > 1).ToList();
        var dropped = doubled.Count(l => l.ToKey.StartsWith("drop-", StringComparison.Ordinal));
        // A kill finds at most one letter on each of the four connections between the server's acceptance and our reading of its 250.
        var byKills = doubled.Count - dropped;
        var most = copies.Values.DefaultIfEmpty().Max();
        Console.WriteLine($"{messages} letters, {kills} kills: {lost} lost, {unsent} not recorded as sent, {dropped} doubled of {Drops} whose connection the server broke after taking them, {byKills} doubled by kills between acceptance and answer, at most {most} copies, all with one Message-ID.");
        return lost == 0 && unsent == 0 && byKills <= kills * 4 && most <= 3 ? 0 : 1;
    }

    private static async Task<int> WaitingAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Outbox.CountAsync(m => m.State != OutboxState.Sent);
    }

    private static Process StartChild(string database, int port, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(MailEndurance).Assembly.Location);
        string[] arguments = ["mail-endurance-child", "--db", database, "--port", port.ToString(CultureInfo.InvariantCulture), "--journal", Path.Combine(folder, "journal")];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
