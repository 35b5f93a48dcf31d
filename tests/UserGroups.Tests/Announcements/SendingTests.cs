using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;
using Delivery = UserGroups.Announcements.Delivery;

namespace UserGroups.Tests.Announcements;

/// <summary>A letter goes to those who asked for it, each once, in the morning of who sleeps; and not too often.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private NewsWorld world = null!;

    public async Task InitializeAsync() => world = await NewsWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task It_reaches_members_who_asked_and_whose_address_takes_mail_and_nobody_else()
    {
        await world.JoinAsync(3);
        await world.JoinAsync(2, asks: false, name: "quiet");
        await using (var db = world.Db())
        {
            await Suppression.AddAsync(db, "Person3@example.org", SuppressionReason.HardBounce, "5.1.1", null, world.Clock.Now(), CancellationToken.None);
            await db.SaveChangesAsync();
        }

        Assert.Equal(new Reach(5, 2, 1), await world.UseAsync<Audience, Reach>(a => a.CountAsync(world.Oslo)));
        var id = await world.SentAsync();
        var copies = await world.CopiesAsync(id);
        Assert.Equal(["person1@example.org", "person2@example.org"], copies.Select(m => m.ToAddress));
        Assert.Equal(["person1@example.org", "person2@example.org"], await world.AskAsync(db => db.Deliveries.Where(d => d.AnnouncementId == id).OrderBy(d => d.Address).Select(d => d.Address).ToListAsync()));
        var letter = await world.LetterAsync(id);
        Assert.Equal((AnnouncementState.Sent, 2, 3), (letter.State, letter.Reached, letter.LeftOut));
    }

    [Fact]
    public async Task Each_copy_says_why_it_comes_names_its_list_and_carries_a_way_out_of_its_own()
    {
        await world.JoinAsync(2);
        var copies = await world.CopiesAsync(await world.SentAsync());
        Assert.All(copies, m => Assert.Equal((MailLane.Bulk, "oslo.news.groups.example.org", "You get this because you are a member of Oslo and asked for its news."), (m.Lane, m.ListId, m.Why)));
        Assert.Equal(2, copies.Select(m => m.UnsubscribePage).Distinct().Count());
        Assert.Equal(2, copies.Select(m => m.MessageId).Distinct().Count());
        Assert.StartsWith("https://groups.example.org/unsubscribe/", copies[0].UnsubscribePage, StringComparison.Ordinal);
        Assert.Contains("On the web: <https://groups.example.org/chapters/oslo/announcements/what-comes>", copies[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sleeps_gets_it_in_the_morning()
    {
        await world.JoinAsync(1, zone: "Europe/Oslo", name: "oslo");
        await world.JoinAsync(1, zone: "America/Los_Angeles", name: "west");
        await world.JoinAsync(1, zone: null, name: "none");
        var copies = await world.CopiesAsync(await world.SentAsync());
        // Noon in Oslo is 03:00 in Los Angeles, where the quiet hours end at 8; who has no zone has the chapter's (UTC: 11:00).
        Assert.Equal([NewsWorld.Start.UtcDateTime, NewsWorld.Start.UtcDateTime, new DateTime(2026, 3, 2, 16, 0, 0)], copies.Select(m => m.NextTryAt));
    }

    [Theory]
    [InlineData(21, 8, 20, 59, 20, 59)]
    [InlineData(21, 8, 21, 0, 8, 0)]
    [InlineData(21, 8, 7, 59, 8, 0)]
    [InlineData(21, 8, 8, 0, 8, 0)]
    [InlineData(0, 0, 3, 0, 3, 0)]
    [InlineData(9, 12, 10, 30, 12, 0)]
    public void Quiet_hours_end_at_their_end(int from, int until, int hour, int minute, int thenHour, int thenMinute)
    {
        var then = new QuietHours(from, until).NotBefore(new DateTime(2026, 3, 2, hour, minute, 0, DateTimeKind.Utc), "Etc/UTC");
        Assert.Equal(new TimeOnly(thenHour, thenMinute), TimeOnly.FromDateTime(then));
        Assert.Equal(hour >= 21 && from == 21 ? 3 : 2, then.Day);
    }

    [Fact]
    public async Task A_group_writes_once_a_week()
    {
        await world.JoinAsync(1);
        await world.SentAsync();
        var second = await world.DraftAsync("Again");
        var refused = await Assert.ThrowsAsync<RuleException>(() => world.SendAsync(second));
        Assert.Equal("A group writes to its members at most once a week. Your draft is kept; it can go from Monday 9 March 2026, 11:00 (UTC time).", refused.Message);
        Assert.Equal((AnnouncementState.Draft, 0), ((await world.LetterAsync(second)).State, (await world.CopiesAsync(second)).Count));
        world.Clock.Move(TimeSpan.FromDays(7));
        Assert.Equal(AnnouncementState.Sent, await world.SendAsync(second));
    }

    [Fact]
    public async Task Nobody_to_reach_is_said_and_a_test_group_writes_to_nobody()
    {
        var id = await world.DraftAsync();
        Assert.StartsWith("It would reach nobody", (await Assert.ThrowsAsync<RuleException>(() => world.SendAsync(id))).Message, StringComparison.Ordinal);
        await world.JoinAsync(1);
        await using (var db = world.Db())
        {
            (await db.Chapters.SingleAsync()).MarkAsTest(true);
            await db.SaveChangesAsync();
        }

        Assert.Equal("This is a test group: it writes to nobody.", (await Assert.ThrowsAsync<RuleException>(() => world.SendAsync(id))).Message);
        Assert.Equal(AnnouncementState.Draft, (await world.LetterAsync(id)).State);
    }

    [Fact]
    public async Task Pressed_a_hundred_times_at_once_each_member_gets_one_copy()
    {
        await world.JoinAsync(5);
        var id = await world.DraftAsync();
        var states = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => world.SendAsync(id))));
        Assert.All(states, s => Assert.Equal(AnnouncementState.Sent, s));
        Assert.Equal(5, (await world.CopiesAsync(id)).Count);
        Assert.Equal(1, await world.AskAsync(db => db.History.CountAsync(h => h.Action == "announcement.sent")));
    }

    [Fact]
    public async Task Of_two_letters_of_one_group_sent_at_once_one_goes()
    {
        await world.JoinAsync(2);
        var ids = new List<long>();
        for (var i = 0; i < 8; i++)
            ids.Add(await world.DraftAsync($"Letter {i}"));
        var went = await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            try
            {
                return await world.SendAsync(id) == AnnouncementState.Sent;
            }
            catch (RuleException)
            {
                return false;
            }
        })));
        Assert.Equal(1, went.Count(w => w));
        Assert.Equal(2, await world.AskAsync(db => db.Outbox.CountAsync(m => m.BatchId != null)));
    }

    [Fact]
    public async Task The_address_is_unique_in_the_database_too()
    {
        await world.JoinAsync(1);
        var id = await world.SentAsync();
        await using var db = world.Db();
        db.Add(new Delivery(id, world.Lena, "PERSON1@example.org"));
        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsUniqueViolation());
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_the_fan_out_leaves_nothing_of_it()
    {
        await world.JoinAsync(20);
        var id = await world.DraftAsync();
        if (TestDatabase.SqlServer is not null)
            return;
        var folder = TestFolder.New("killed");
        await world.UseAsync<AppDbContext>(async db =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(async token =>
            {
                await db.InsertAsync(Enumerable.Range(0, 50_000).Select(i => new Delivery(id, world.Lena, $"m{i}@example.org")), withKeys: false, token);
                // What the disk holds at this moment is what a kill leaves behind.
                foreach (var file in new[] { world.Name, world.Name + "-wal" }.Where(File.Exists))
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
                throw new InvalidOperationException("Killed.");
            }));
        });
        Assert.Equal(0, await world.AskAsync(db => db.Deliveries.CountAsync()));
        await using var left = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, Path.GetFileName(world.Name))};Pooling=False");
        await left.OpenAsync();
        await using var command = left.CreateCommand();
        command.CommandText = "SELECT (SELECT COUNT(*) FROM Deliveries) || ' ' || (SELECT State FROM Announcements) || ' ' || (SELECT integrity_check FROM pragma_integrity_check)";
        Assert.Equal("0 Draft ok", await command.ExecuteScalarAsync());
        Assert.Equal(AnnouncementState.Sent, await world.SendAsync(id));
        Assert.Equal(20, (await world.CopiesAsync(id)).Count);
    }

    [Fact]
    public async Task Three_members_and_thirty_cost_the_same_number_of_questions()
    {
        await world.UseAsync<LetterLinks>(l => l.PrepareAsync());
        await world.JoinAsync(3);
        var few = await CountAsync(await world.DraftAsync("Few"));
        world.Clock.Move(TimeSpan.FromDays(8));
        await world.JoinAsync(27, name: "more");
        Assert.Equal(few, await CountAsync(await world.DraftAsync("Many")));
    }

    [Fact]
    public async Task The_same_form_sent_twenty_times_makes_one_draft()
    {
        var key = Guid.NewGuid();
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.UseAsync<AnnouncementService, Announcement>(s => s.CreateAsync(world.Lena, world.Oslo, "Hello", "Text", key)))));
        Assert.Single(made.Select(m => m.Id).Distinct());
    }

    private async Task<int> CountAsync(long id)
    {
        using var count = new QueryCount(world.Name);
        await world.SendAsync(id);
        return count.Commands.Count;
    }
}
