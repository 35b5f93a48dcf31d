using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using UserGroups.Mail.Inbound;

namespace UserGroups.Web.Tests.Start;

/// <summary>The portal as a process that is killed, starved of disk, started twice and started wrongly.</summary>
public sealed class RoughTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly Dictionary<string, string> WithHook = new(StringComparer.Ordinal) { ["Mail__Inbound__Key"] = Key };

    [Fact]
    public async Task Killed_ten_times_while_it_writes_it_loses_nothing_it_acknowledged()
    {
        var folder = PortalProcess.NewFolder();
        var acknowledged = new ConcurrentBag<string>();
        for (var kill = 0; kill < 10; kill++)
        {
            await using var portal = PortalProcess.Start(folder, WithHook);
            await portal.WaitUntilReadyAsync();
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 8).Select(_ => WriteAsync(portal.Address, acknowledged, stop.Token)).ToList();
            // Enough written to prove something, however busy the machine is; then at another moment each time.
            for (var wait = 0; wait < 400 && acknowledged.Count < (kill + 1) * 12; wait++)
                await Task.Delay(25);
            await Task.Delay(kill * 17);
            portal.Kill();
            await portal.EndAsync(Patience);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        Assert.True(acknowledged.Count > 100, $"{acknowledged.Count} were acknowledged: too few to prove anything.");
        Assert.Equal("ok", Ask(folder, "PRAGMA integrity_check"));
        var stored = Ask(folder, "SELECT group_concat(Sha256, ' ') FROM InboundReports").Split(' ').ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], acknowledged.Where(hash => !stored.Contains(hash)));
    }

    [Fact]
    public async Task A_start_that_was_killed_in_the_middle_of_its_upgrade_does_not_keep_the_next_one_waiting()
    {
        var folder = PortalProcess.NewFolder();
        Ask(folder, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');""");
        await using var migrate = PortalProcess.Start(folder, null, "migrate");
        Assert.Equal(0, await migrate.EndAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Two_processes_on_one_new_file_start_together_and_both_write()
    {
        var folder = PortalProcess.NewFolder();
        await using var first = PortalProcess.Start(folder, WithHook);
        await using var second = PortalProcess.Start(folder, WithHook);
        await Task.WhenAll(first.WaitUntilReadyAsync(), second.WaitUntilReadyAsync());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var acknowledged = new ConcurrentBag<string>();
        var failures = new ConcurrentBag<int>();
        await Task.WhenAll(new[] { first, second }.SelectMany(p => Enumerable.Range(0, 4).Select(_ => WriteAsync(p.Address, acknowledged, stop.Token, failures))));
        Assert.Equal([], failures);
        var stored = Ask(folder, "SELECT group_concat(Sha256, ' ') FROM InboundReports").Split(' ').ToHashSet(StringComparer.Ordinal);
        Assert.True(acknowledged.Count > 20, $"{acknowledged.Count} were acknowledged: too few to prove anything.");
        Assert.Equal([], acknowledged.Where(hash => !stored.Contains(hash)));
        Assert.Equal("ok", Ask(folder, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task With_a_full_disk_nothing_is_acknowledged_ready_is_red_and_pages_are_still_read()
    {
        var folder = PortalProcess.NewFolder();
        await using (var migrate = PortalProcess.Start(folder, null, "migrate"))
            Assert.Equal(0, await migrate.EndAsync(Patience));
        await using var portal = PortalProcess.StartWithSmallFiles(folder, kilobytes: 1400, WithHook);
        await portal.WaitUntilReadyAsync();
        using var http = new HttpClient { BaseAddress = portal.Address };
        var (acknowledged, refused) = (new List<string>(), 0);
        for (var i = 0; i < 400 && refused < 3; i++)
        {
            var (status, hash) = await SendAsync(http);
            if (status == HttpStatusCode.OK)
                acknowledged.Add(hash);
            else
                refused++;
        }

        Assert.Equal(3, refused);
        await Task.Delay(1100);
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var page = await http.GetAsync(new Uri("/about", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        portal.Kill();
        await portal.EndAsync(Patience);
        Assert.Equal("ok", Ask(folder, "PRAGMA integrity_check"));
        var stored = Ask(folder, "SELECT group_concat(Sha256, ' ') FROM InboundReports").Split(' ').ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], acknowledged.Where(hash => !stored.Contains(hash)));
    }

    [Theory]
    [InlineData("send-mail", "--dry-run")]
    [InlineData("migrate", "down")]
    [InlineData("verify-audit", "history.csv")]
    [InlineData("run-jobs", "tidy-outbox")]
    public async Task A_command_does_nothing_when_told_something_it_does_not_know(string command, string argument)
    {
        await using var process = PortalProcess.Start(PortalProcess.NewFolder(), null, command, argument);
        Assert.Equal(2, await process.EndAsync(Patience));
        Assert.Equal(("", $"“{command}” takes no arguments; “{argument}” is not known. Nothing was done."), (process.Output, process.Errors));
    }

    [Fact]
    public async Task A_setting_behind_a_command_is_a_setting()
    {
        await using var process = PortalProcess.Start(PortalProcess.NewFolder(), null, "migrate", "--Files:Path", "files", "--environment=Production");
        Assert.Equal((0, ""), (await process.EndAsync(Patience), process.Errors));
    }

    [Fact]
    public async Task An_environment_in_the_arguments_wins_over_the_one_in_the_environment()
    {
        await using var portal = PortalProcess.Start(PortalProcess.NewFolder(), null, "--environment", "Development");
        await portal.WaitUntilReadyAsync();
        using var http = new HttpClient { BaseAddress = portal.Address };
        Assert.Contains("sam@example.org", await http.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("verify-audit")]
    [InlineData("")]
    public async Task A_file_that_is_no_database_is_said_in_a_sentence(string command)
    {
        var folder = PortalProcess.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.db"), new string('x', 8192));
        await using var process = PortalProcess.Start(folder, null, command.Length == 0 ? [] : [command]);
        Assert.Equal(1, await process.EndAsync(Patience));
        Assert.StartsWith("The database cannot be used: SQLite Error 26: 'file is not a database'", process.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "nonsense", "urls (environment: ASPNETCORE_URLS)")]
    [InlineData("ASPNETCORE_URLS", "http://203.0.113.1:5089", "urls (environment: ASPNETCORE_URLS)")]
    [InlineData("Mail__Transport", "Pigeon", "Mail:Transport (environment: Mail__Transport)")]
    [InlineData("Mail__From", "nobody\u202e", "Mail:From (environment: Mail__From)")]
    [InlineData("Mail__Smtp__Port", "70000", "Mail:Smtp:Port (environment: Mail__Smtp__Port)")]
    [InlineData("Mail__Smtp__Security", "maybe", "Mail:Smtp:Security (environment: Mail__Smtp__Security)")]
    [InlineData("Mail__Smtp__Connections", "0", "Mail:Smtp:Connections (environment: Mail__Smtp__Connections)")]
    [InlineData("Mail__Smtp__Passwort", "hunter2secret", "Mail:Smtp:Passwort (environment: Mail__Smtp__Passwort)")]
    [InlineData("Mail__Dkim__KeyFile", "missing.pem", "Mail:Dkim (environment: Mail__Dkim)")]
    [InlineData("Mail__Inbound__Key", "hunter2secret", "Mail:Inbound:Key (environment: Mail__Inbound__Key)")]
    [InlineData("Mail__Inbound__Address", "not an address", "Mail:Inbound:Address (environment: Mail__Inbound__Address)")]
    [InlineData("Serilog__MinimumLevel__Default", "Loud", "Serilog (environment: Serilog__…)")]
    [InlineData("Files__Path", "a\nb", "Files:Path (environment: Files__Path)")]
    public async Task A_wrong_key_stops_the_start_is_named_and_tells_no_secret(string key, string value, string names)
    {
        await using var portal = PortalProcess.Start(PortalProcess.NewFolder(), new Dictionary<string, string> { [key] = value });
        Assert.Equal(1, await portal.EndAsync(TimeSpan.FromSeconds(15)));
        Assert.StartsWith(names, portal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2secret", portal.Output + portal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", portal.Errors, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(Uri address, ConcurrentBag<string> acknowledged, CancellationToken stop, ConcurrentBag<int>? failures = null)
    {
        using var http = new HttpClient { BaseAddress = address };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var (status, hash) = await SendAsync(http);
                if (status == HttpStatusCode.OK)
                    acknowledged.Add(hash);
                else
                    failures?.Add((int)status);
            }
            catch (HttpRequestException)
            {
                // It was killed.
                return;
            }
        }
    }

    private static async Task<(HttpStatusCode Status, string Hash)> SendAsync(HttpClient http)
    {
        var body = Encoding.ASCII.GetBytes($"no message {Guid.NewGuid()} {new string('x', 2000)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mail/inbound") { Content = new ByteArrayContent(body) };
        request.Headers.Add(InboundSignature.Header, InboundSignature.Sign(Key, body, DateTimeOffset.UtcNow));
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    private static string Ask(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
