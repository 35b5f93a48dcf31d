using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Chapters.Jobs;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Tests.Announcements;

/// <summary>What the portal writes to members by itself keeps to the same rules as what organizers write.</summary>
public sealed class MemberPostTests : IAsyncLifetime
{
    private NewsWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await NewsWorld.OpenAsync();
        await using var db = world.Db();
        db.Add(new Vacancy(world.Oslo, world.Clock.Now(), 30, 180));
        await db.SaveChangesAsync();
        await db.InTransactionAsync(token => db.Organizers.ExecuteDeleteAsync(token));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Members_who_asked_for_news_are_asked_once_whether_they_would_lead_and_nobody_else_is()
    {
        await world.JoinAsync(2);
        await world.JoinAsync(1, asks: false, name: "quiet");
        await world.JoinAsync(1, zone: "America/Los_Angeles", name: "west");
        Assert.Equal("1 asked their members, 0 open to everybody, 0 over", await world.RunAsync<SeekOrganizers>());
        Assert.Equal("0 asked their members, 0 open to everybody, 0 over", await world.RunAsync<SeekOrganizers>());
        var copies = await AskedAsync();
        Assert.Equal(["person1@example.org", "person2@example.org", "west1@example.org"], copies.Select(m => m.ToAddress));
        Assert.All(copies, m => Assert.Equal(
            (MailLane.Bulk, (long?)null, "oslo.news.groups.example.org", "Would you lead Oslo?", "You get this because you are a member of Oslo and asked for its news."), (m.Lane, m.BatchId, m.ListId, m.Subject, m.Why)));
        Assert.Equal(3, copies.Select(m => m.UnsubscribePage).Distinct().Count());
        Assert.Contains("<https://groups.example.org/chapters/oslo/help>", copies[0].Body, StringComparison.Ordinal);
        // 03:00 in Los Angeles: in the morning.
        Assert.Equal([NewsWorld.Start.UtcDateTime, NewsWorld.Start.UtcDateTime, new DateTime(2026, 3, 2, 16, 0, 0)], copies.Select(m => m.NextTryAt));
        Assert.Equal(3, await world.AskAsync(db => db.Vacancies.Select(v => v.Asked).SingleAsync()));
        Assert.Equal(1, await world.AskAsync(db => db.History.CountAsync(h => h.Action == "chapter.members-asked")));
    }

    [Fact]
    public async Task Who_says_no_before_it_left_gets_none_and_the_others_do()
    {
        var people = await world.JoinAsync(2);
        await world.RunAsync<SeekOrganizers>();
        await world.UseAsync<ConsentService>(c => c.UnsubscribeAsync(people[0], world.Oslo, "one click"));
        Assert.Equal([OutboxState.Cancelled, OutboxState.Waiting], (await AskedAsync()).Select(m => m.State));
    }

    [Fact]
    public async Task Ten_rounds_at_once_write_each_letter_once()
    {
        await world.JoinAsync(3);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(world.RunAsync<SeekOrganizers>)));
        Assert.Equal(3, (await AskedAsync()).Count);
    }

    private Task<List<OutboxMessage>> AskedAsync() => world.AskAsync(db => db.Outbox.AsNoTracking().Where(m => m.Kind == "MembersAsked").OrderBy(m => m.ToAddress).ToListAsync());
}
