using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Announcements.Jobs;
using UserGroups.Mail;
using UserGroups.Mail.Inbound;
using UserGroups.Shared;

namespace UserGroups.Tests.Announcements;

/// <summary>The first letters of a group are read by staff; a send that annoys people pauses itself.</summary>
public sealed class ModerationTests
{
    [Fact]
    public async Task The_first_letters_wait_for_staff_and_the_fourth_does_not()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(2);
        for (var i = 0; i < 3; i++)
        {
            var id = await world.DraftAsync($"Letter {i}");
            Assert.Equal(AnnouncementState.Waiting, await world.SendAsync(id));
            Assert.Empty(await world.CopiesAsync(id));
            await world.UseAsync<SendingService>(async s => await s.ApproveAsync(world.Aino, id, (await world.LetterAsync(id)).Version));
            Assert.Equal(2, (await world.CopiesAsync(id)).Count);
            world.Clock.Move(TimeSpan.FromDays(8));
        }

        await world.SentAsync("Letter 4");
        Assert.Equal(3, await world.AskAsync(db => db.Outbox.CountAsync(m => m.Kind == "AnnouncementWaits" && m.ToAddress == "aino@example.org")));
        Assert.Equal(3, await world.AskAsync(db => db.Outbox.CountAsync(m => m.Kind == "AnnouncementApproved" && m.ToAddress == "lena@example.org")));
    }

    [Fact]
    public async Task While_one_letter_waits_to_be_read_another_is_not_sent_and_its_draft_is_kept()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(1);
        Assert.Equal(AnnouncementState.Waiting, await world.SendAsync(await world.DraftAsync()));
        var second = await world.DraftAsync("Again");
        var refused = await Assert.ThrowsAsync<RuleException>(() => world.SendAsync(second));
        Assert.StartsWith("Another letter of this group waits to be read", refused.Message, StringComparison.Ordinal);
        Assert.Equal(AnnouncementState.Draft, (await world.LetterAsync(second)).State);
        Assert.Equal(1, await world.AskAsync(db => db.Outbox.CountAsync(m => m.Kind == "AnnouncementWaits")));
    }

    [Fact]
    public async Task Sent_back_with_a_reason_it_is_changed_and_sent_again()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(1);
        var id = await world.DraftAsync();
        await world.SendAsync(id);
        Assert.Equal("Reason", (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<SendingService>(async s => await s.ReturnAsync(world.Aino, id, (await world.LetterAsync(id)).Version, " ")))).Field);
        await world.UseAsync<SendingService>(async s => await s.ReturnAsync(world.Aino, id, (await world.LetterAsync(id)).Version, "Say where it is."));
        var back = await world.LetterAsync(id);
        Assert.Equal((AnnouncementState.Returned, "Say where it is."), (back.State, back.Reason));
        await world.UseAsync<AnnouncementService>(s => s.ChangeAsync(world.Lena, id, back.Version, "What comes", "At Deichman."));
        Assert.Equal(AnnouncementState.Waiting, await world.SendAsync(id));
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_wins_and_nobody_decides_about_their_own_group()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(3);
        var id = await world.DraftAsync();
        await world.SendAsync(id);
        var seen = (await world.LetterAsync(id)).Version;
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<SendingService>(s => s.ApproveAsync(world.Lena, id, seen)));
        Assert.Empty(await world.CopiesAsync(id));
        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await world.UseAsync<SendingService>(s => i % 2 == 0 ? s.ApproveAsync(world.Aino, id, seen) : s.ReturnAsync(world.Aino, id, seen, "No."));
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                return false;
            }
        })));
        Assert.Equal(1, won.Count(w => w));
        var letter = await world.LetterAsync(id);
        Assert.Equal(letter.State == AnnouncementState.Sent ? 3 : 0, (await world.CopiesAsync(id)).Count);
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(0, 4, false)]
    [InlineData(0, 5, true)]
    [InlineData(0, 0, false)]
    public async Task A_send_pauses_itself_at_its_limits_and_staff_let_it_go_on_or_end_it(int complaints, int bounces, bool pauses)
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(12);
        var id = await world.SentAsync();
        await ComesBackAsync(world, id, complaints, bounces);
        Assert.Equal($"1 under way, {(pauses ? 1 : 0)} paused", await world.RunAsync<WatchSends>());
        var letter = await world.LetterAsync(id);
        Assert.Equal(pauses ? AnnouncementState.Paused : AnnouncementState.Sent, letter.State);
        if (!pauses)
            return;
        var left = 12 - complaints - bounces;
        Assert.All((await world.CopiesAsync(id)).Where(m => m.State == OutboxState.Waiting), m => Assert.Equal(9000, m.NextTryAt.Year));
        await world.UseAsync<PauseService>(s => s.ResumeAsync(world.Aino, id, letter.Version, "Two readers were wrong."));
        Assert.Equal(left, (await world.CopiesAsync(id)).Count(m => m.State == OutboxState.Waiting && m.NextTryAt == world.Clock.Now()));
        await world.UseAsync<PauseService>(async s => await s.StopAsync(world.Aino, id, (await world.LetterAsync(id)).Version, "Enough."));
        Assert.Equal((AnnouncementState.Stopped, left), ((await world.LetterAsync(id)).State, (await world.CopiesAsync(id)).Count(m => m.State == OutboxState.Cancelled)));
    }

    private static async Task ComesBackAsync(NewsWorld world, long id, int complaints, int bounces)
    {
        var copies = await world.CopiesAsync(id);
        await using var db = world.Db();
        var report = new InboundReport("aa", InboundKind.Bounce, "hook", null, null, world.Clock.Now());
        for (var i = 0; i < complaints + bounces; i++)
        {
            report.Facts.Add(new InboundFact(i < complaints ? InboundFactKind.Complaint : InboundFactKind.Hard, copies[i].ToAddress, copies[i].Id, "", "", world.Clock.Now()));
            var one = copies[i].Id;
            await db.InTransactionAsync(token => db.Outbox.Where(m => m.Id == one).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent), token));
        }

        db.Add(report);
        await db.SaveChangesAsync();
    }
}
