using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Tests.Announcements;

/// <summary>Nobody gets what they did not ask for, and who says no gets nothing more.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private NewsWorld world = null!;

    public async Task InitializeAsync() => world = await NewsWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_consent_says_when_where_to_which_words_and_how_it_is_known()
    {
        var max = Assert.Single(await world.JoinAsync(1));
        var consent = await world.AskAsync(db => db.Consents.AsNoTracking().SingleAsync());
        Assert.Equal(
            (max, MailPurpose.ChapterNews, world.Oslo, "page of the group, when joining", ConsentWording.Version, "signed in", NewsWorld.Start.UtcDateTime, null),
            (consent.PersonId, consent.Purpose, consent.ChapterId, consent.Where, consent.WordingVersion, consent.Proof, consent.GivenAt, consent.WithdrawnAt));
    }

    [Fact]
    public async Task Who_says_no_in_the_middle_of_a_send_gets_nothing_more_of_it_and_the_others_do()
    {
        var people = await world.JoinAsync(4);
        var id = await world.SentAsync();
        await using (var db = world.Db())
            await db.InTransactionAsync(token => db.Outbox.Where(m => m.ToAddress == "person1@example.org").ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent), token));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => world.UseAsync<ConsentService>(c => c.UnsubscribeAsync(people[i % 2], world.Oslo, "one click")))));
        Assert.Equal([OutboxState.Sent, OutboxState.Cancelled, OutboxState.Waiting, OutboxState.Waiting], (await world.CopiesAsync(id)).Select(m => m.State));
        Assert.Equal(2, await world.AskAsync(db => db.Consents.CountAsync(c => c.WithdrawnBy == "one click")));
        Assert.Equal(2, (await world.UseAsync<Audience, Reach>(a => a.CountAsync(world.Oslo))).Reaches);
    }

    [Fact]
    public async Task Of_a_no_and_a_send_at_once_never_a_letter_comes_after_the_no()
    {
        for (var round = 0; round < 20; round++)
        {
            var people = await world.JoinAsync(3, name: $"round{round}-");
            var id = await world.DraftAsync($"Round {round}");
            await Task.WhenAll(Task.Run(() => world.SendAsync(id)), Task.Run(() => world.UseAsync<ConsentService>(c => c.UnsubscribeAsync(people[0], world.Oslo, "one click"))));
            Assert.DoesNotContain(await world.CopiesAsync(id), m => m.ToAddress == $"round{round}-1@example.org" && m.State == OutboxState.Waiting);
            world.Clock.Move(TimeSpan.FromDays(8));
        }
    }

    [Fact]
    public async Task Who_leaves_the_group_gets_no_news_and_coming_back_does_not_ask_by_itself()
    {
        var max = Assert.Single(await world.JoinAsync(1));
        await world.UseAsync<MembershipService>(m => m.LeaveAsync(max, world.Oslo));
        Assert.Equal("left the group", await world.AskAsync(db => db.Consents.Select(c => c.WithdrawnBy).SingleAsync()));
        await world.UseAsync<MembershipService>(m => m.JoinAsync(max, world.Oslo));
        Assert.Equal(0, (await world.UseAsync<Audience, Reach>(a => a.CountAsync(world.Oslo))).Reaches);
    }

    [Fact]
    public async Task Preferences_set_what_is_ticked_and_only_for_groups_one_is_in()
    {
        var max = Assert.Single(await world.JoinAsync(1));
        await using (var db = world.Db())
        {
            db.Add(Chapter.Existing("Lima", "lima", null, world.Clock.Now()));
            await db.SaveChangesAsync();
        }

        var lima = await world.AskAsync(db => db.Chapters.Where(c => c.Slug == "lima").Select(c => c.Id).SingleAsync());
        await world.UseAsync<ConsentService>(c => c.SetAsync(max, [lima], [MailPurpose.EventsNearMe], "preferences page", "signed link from a letter"));
        var wishes = (await world.UseAsync<ConsentService, MailWishes?>(c => c.WishesAsync(max)))!;
        Assert.Equal([("Oslo", false)], wishes.Chapters.Select(c => (c.Name, c.Wanted)));
        Assert.Equal([MailPurpose.EventsNearMe], wishes.Purposes);
        Assert.Equal(0, await world.AskAsync(db => db.Consents.CountAsync(c => c.ChapterId == lima)));
    }

    [Fact]
    public async Task A_link_that_was_changed_by_one_character_is_none()
    {
        await world.UseAsync<LetterLinks>(async links =>
        {
            await links.PrepareAsync();
            var token = links.Write(new LetterLink(7, 8, 9));
            Assert.Equal(new LetterLink(7, 8, 9), await links.ReadAsync(token));
            for (var i = 0; i < token.Length; i++)
                Assert.Null(await links.ReadAsync(string.Concat(token.AsSpan(0, i), token[i] == '1' ? "2" : "1", token.AsSpan(i + 1))));
            Assert.Null(await links.ReadAsync(""));
            Assert.Null(await links.ReadAsync(null));
        });
    }
}
