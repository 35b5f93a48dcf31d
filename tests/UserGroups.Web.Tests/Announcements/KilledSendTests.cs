using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Tests.Mail;
using UserGroups.Web.Tests.Start;
using Delivery = UserGroups.Announcements.Delivery;

namespace UserGroups.Web.Tests.Announcements;

/// <summary>The portal as a process, killed while one letter becomes as many as it has readers. How the copies then leave under kills is in Mail/CrashTests.</summary>
public sealed class KilledSendTests
{
    private const int Readers = 20_000;

    // More than the database holds back in memory while it writes (64 MB), so that a part of it has reached the disk when the process dies.
    private static readonly string Text = string.Join("\n\n", Enumerable.Repeat("We meet on Thursday, at the library, and everybody brings what they work on.", 75));

    [Fact]
    public async Task Killed_in_the_middle_of_the_fan_out_it_leaves_nothing_and_the_next_press_writes_each_reader_once()
    {
        var folder = PortalProcess.NewFolder();
        // Development, because over plain http only there a session has a cookie. No mail server: what is written stays to be counted.
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Mail__Transport"] = "Smtp",
            ["Mail__From"] = "groups@vendor.example",
            ["Mail__Smtp__Host"] = "127.0.0.1",
            ["Mail__Smtp__Port"] = "1",
            ["Mail__Smtp__Security"] = "None",
        };
        await using (var migrate = PortalProcess.Start(folder, environment, "migrate"))
            Assert.Equal(0, await migrate.EndAsync(TimeSpan.FromSeconds(120)));
        var (letter, key) = await PrepareAsync(folder);
        var grown = 0L;
        await using (var portal = PortalProcess.Start(folder, environment))
        {
            await portal.WaitUntilReadyAsync();
            var before = Size(folder);
            var pressed = PressAsync(portal, letter, key);
            // The first pages of the send are on the disk, the last are not.
            for (var patience = 0; Size(folder) < before + 4_000_000 && !pressed.IsCompleted && patience < 6000; patience++)
                await Task.Delay(5);
            grown = Size(folder) - before;
            Assert.False(pressed.IsCompleted, "The send was over before it could be killed.");
            portal.Kill();
            await portal.EndAsync(TimeSpan.FromSeconds(10));
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => pressed);
        }

        Assert.True(grown >= 4_000_000, "Nothing of the send had reached the disk.");
        Assert.Equal((0, 0, AnnouncementState.Draft, "ok"), await LeftAsync(folder, letter));
        await using (var again = PortalProcess.Start(folder, environment))
            Assert.Equal(HttpStatusCode.Found, await PressAsync(again, letter, key));
        Assert.Equal((Readers, Readers, AnnouncementState.Sent, "ok"), await LeftAsync(folder, letter));
        await using var db = CrashTests.Open(folder);
        Assert.Equal(Readers, await db.Outbox.Where(m => m.BatchId == letter).Select(m => m.ToKey).Distinct().CountAsync());
    }

    private static async Task<(long Letter, string Key)> PrepareAsync(string folder)
    {
        await using var db = CrashTests.Open(folder);
        var (now, token) = (DateTime.UtcNow, Token.New());
        var (lena, oslo) = (new Person("Lena", "lena@example.org", now), Chapter.Existing("Oslo", "oslo", null, now));
        db.AddRange(lena, oslo, Session.Open(lena, token.Hash, SessionOpening.Password, new VisitOrigin("Test", "127.0.0.0/24"), now));
        await db.SaveChangesAsync();
        db.Add(new Organizer(oslo, lena.Id, OrganizerRole.Lead, now));
        // The first letters of a group are read by staff; these were.
        for (var i = 0; i < 3; i++)
            db.Add(Sent(oslo.Id, lena.Id, i, now.AddDays(-30)));
        var letter = new Announcement(oslo.Id, "spring", "Spring", Text, lena.Id, null, now);
        db.Add(letter);
        await db.SaveChangesAsync();
        await db.InTransactionAsync(
            async cancel =>
            {
                await db.InsertAsync(Enumerable.Range(0, Readers).Select(i => new Person($"M{i}", $"m{i}@member.example", now)), cancel: cancel);
                var people = await db.People.Where(p => p.Id != lena.Id).Select(p => p.Id).ToListAsync(cancel);
                await db.InsertAsync(people.Select(p => new ChapterMember(oslo.Id, p, now)), cancel: cancel);
                await db.InsertAsync(people.Select(p => new Consent(p, MailPurpose.ChapterNews, oslo.Id, "test", "test", now)), cancel: cancel);
            },
            CancellationToken.None);
        // What was prepared is out of the log, so that the log grows by the send alone.
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return (letter.Id, token.Text);
    }

    private static Announcement Sent(long chapter, long writer, int number, DateTime at)
    {
        var letter = new Announcement(chapter, $"old-{number}", "Old", "We met.", writer, null, at);
        letter.Submit(at);
        letter.Send(1, 0, at);
        return letter;
    }

    private static async Task<HttpStatusCode> PressAsync(PortalProcess portal, long letter, string key)
    {
        await portal.WaitUntilReadyAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        handler.CookieContainer.Add(portal.Address, new Cookie("usergroups", key));
        using var http = new HttpClient(handler) { BaseAddress = portal.Address, Timeout = TimeSpan.FromMinutes(3) };
        var browser = new PortalClient(http, TimeProvider.System);
        return (await browser.SubmitAsync($"/lead/oslo/announcements/{letter}", $"Send it to {Readers}")).Status;
    }

    private static long Size(string folder) => new FileInfo(Path.Combine(folder, "portal.db-wal")) is { Exists: true } file ? file.Length : 0;

    private static async Task<(int Deliveries, int Copies, AnnouncementState State, string Integrity)> LeftAsync(string folder, long letter)
    {
        await using var db = CrashTests.Open(folder);
        return (
            await db.Set<Delivery>().CountAsync(), await db.Outbox.CountAsync(m => m.BatchId == letter), await db.Announcements.Where(a => a.Id == letter).Select(a => a.State).SingleAsync(),
            await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync());
    }
}
