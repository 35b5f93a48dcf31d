using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Tests.Data;

namespace UserGroups.Tests.Announcements;

/// <summary>Guards that another guard stands behind: each is looked at alone, so that none of them can go unnoticed.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task Who_is_no_member_any_more_gets_nothing_even_if_a_consent_was_left_behind()
    {
        await using var world = await NewsWorld.OpenAsync();
        var people = await world.JoinAsync(2);
        await world.AskAsync(db => db.InTransactionAsync(
            token => db.ChapterMembers.Where(m => m.PersonId == people[0]).ExecuteUpdateAsync(set => set.SetProperty(m => m.LeftAt, world.Clock.Now()), token)));
        Assert.Equal(2, await world.AskAsync(db => db.Consents.CountAsync(c => c.WithdrawnAt == null)));
        Assert.Equal(new Reach(1, 0, 0), await world.UseAsync<Audience, Reach>(a => a.CountAsync(world.Oslo)));
        Assert.Equal(["person2@example.org"], (await world.CopiesAsync(await world.SentAsync())).Select(m => m.ToAddress));
    }

    [Fact]
    public async Task Two_accounts_with_one_mailbox_get_one_copy()
    {
        await using var world = await NewsWorld.OpenAsync();
        var people = await world.JoinAsync(3);
        await world.AskAsync(db => db.InTransactionAsync(
            token => db.People.Where(p => p.Id == people[1]).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, "PERSON1@example.org"), token)));
        var id = await world.SentAsync();
        Assert.Equal(["person1@example.org", "person3@example.org"], (await world.CopiesAsync(id)).Select(m => m.ToAddress));
        var letter = await world.LetterAsync(id);
        Assert.Equal((2, 1), (letter.Reached, letter.LeftOut));
    }

    [Fact]
    public async Task Who_read_an_older_text_sends_nothing_and_sends_nothing_back()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(1);
        var id = await world.DraftAsync();
        await world.SendAsync(id);
        var read = (await world.LetterAsync(id)).Version;
        await world.UseAsync<SendingService>(s => s.ReturnAsync(world.Aino, id, read, "Say where it is."));
        await world.UseAsync<AnnouncementService>(async s => await s.ChangeAsync(world.Lena, id, (await world.LetterAsync(id)).Version, "What comes", "Something else."));
        await world.SendAsync(id);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<SendingService>(s => s.ApproveAsync(world.Aino, id, read)));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<SendingService>(s => s.ReturnAsync(world.Aino, id, read, "No.")));
        Assert.Equal(AnnouncementState.Waiting, (await world.LetterAsync(id)).State);
        Assert.Empty(await world.CopiesAsync(id));
    }

    [Fact]
    public async Task The_database_itself_lets_one_letter_of_a_group_wait_at_a_time()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(1);
        await world.SendAsync(await world.DraftAsync());
        var second = await world.DraftAsync("Again");
        await using var db = world.Db();
        (await db.Announcements.SingleAsync(a => a.Id == second)).Submit(world.Clock.Now());
        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsUniqueViolation());
    }

    [Theory]
    [InlineData("UPDATE Announcements SET SentAt = NULL", "CK_Announcements_Sent")]
    [InlineData("UPDATE Announcements SET State = 'Draft'", "CK_Announcements_Sent")]
    [InlineData("UPDATE Consents SET ChapterId = NULL", "CK_Consents_Chapter")]
    [InlineData("UPDATE Consents SET Purpose = 'EventsNearMe'", "CK_Consents_Chapter")]
    public async Task The_database_itself_refuses_what_cannot_be(string tampering, string constraint)
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(1);
        await world.SentAsync();
        await using var db = world.Db();
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(tampering, token)));
        Assert.Contains(constraint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IX_Announcements_ChapterId_Slug", "FormKey = NULL", "Slug = 'other'")]
    [InlineData("IX_Announcements_FormKey", "Slug = 'other'", "FormKey = NULL")]
    [InlineData("IX_Consents_ChapterId_PersonId", "Purpose = 'ChapterNews'; ChapterId = 1", "WithdrawnAt = GivenAt")]
    [InlineData("IX_Consents_PersonId_Purpose", "", "WithdrawnAt = GivenAt")]
    public async Task The_database_itself_lets_none_of_these_stand_twice(string index, string others, string free)
    {
        await using var world = await NewsWorld.OpenAsync();
        var max = Assert.Single(await world.JoinAsync(1));
        await world.UseAsync<ConsentService>(s => s.SetAsync(max, [world.Oslo], [MailPurpose.EventsNearMe], "preferences page", "signed in"));
        await world.UseAsync<AnnouncementService, Announcement>(s => s.CreateAsync(world.Lena, world.Oslo, "What comes", "We meet on Thursday.", Guid.NewGuid()));
        await using var db = world.Db();
        await UniqueIndex.RefusesACopyAsync(db, index, others, free);
    }

    [Fact]
    public async Task What_was_sent_is_neither_changed_nor_thrown_away_nor_sent_again()
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(1);
        var id = await world.SentAsync();
        var letter = await world.LetterAsync(id);
        Assert.Equal("It has been sent; what people read cannot be changed.", await RefusalAsync(() => world.UseAsync<AnnouncementService>(s => s.ChangeAsync(world.Lena, id, letter.Version, "What comes", "Another text."))));
        Assert.Equal("It has been sent; it stays in the archive.", await RefusalAsync(() => world.UseAsync<AnnouncementService>(s => s.RemoveAsync(world.Lena, id))));
        // The letter itself says so too, whatever the service forgot to ask.
        var now = world.Clock.Now();
        Assert.Equal("It is on its way already.", Assert.Throws<RuleException>(() => letter.Submit(now)).Message);
        Assert.Equal("It is on its way already.", Assert.Throws<RuleException>(() => letter.Send(1, 0, now)).Message);
        Assert.Equal("Somebody decided this already.", Assert.Throws<RuleException>(() => letter.Return(world.Aino, [], "Say where it is.")).Message);
        Assert.Equal("We meet **on Thursday**.", (await world.LetterAsync(id)).Body);
    }

    [Fact]
    public async Task Neither_who_wrote_a_letter_nor_who_organizes_the_group_decides_about_it()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.JoinAsync(1);
        var id = await world.DraftAsync();
        await world.SendAsync(id);
        var letter = await world.LetterAsync(id);
        const string Concerned = "Nobody decides about mail of a group they organize. Ask a colleague.";
        Assert.Equal(Concerned, Assert.Throws<RuleException>(() => letter.Approve(world.Lena, [])).Message);
        Assert.Equal(Concerned, Assert.Throws<RuleException>(() => letter.Approve(world.Aino, [world.Lena, world.Aino])).Message);
        Assert.Equal(Concerned, Assert.Throws<RuleException>(() => letter.Return(world.Aino, [world.Aino], "No.")).Message);
        letter.Approve(world.Aino, [world.Lena]);
    }

    [Fact]
    public async Task Only_a_paused_send_goes_on_only_a_send_is_ended_and_both_say_why()
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(1);
        var (draft, id) = (await world.DraftAsync("A draft"), await world.SentAsync());
        Assert.Equal("There is nothing to stop.", await RefusalAsync(() => StopAsync(draft, "Enough.")));
        Assert.Equal("This send is not paused.", await RefusalAsync(() => ResumeAsync(id, "Go on.")));
        Assert.Equal("Say why; its writer reads it.", await RefusalAsync(() => StopAsync(id, " ")));
        var seen = (await world.LetterAsync(id)).Version;
        await world.UseAsync<AppDbContext>(async db =>
        {
            (await db.Announcements.SingleAsync(a => a.Id == id)).Pause("Two readers complained.");
            await db.SaveChangesAsync();
        });
        Assert.Equal("Say why it may go on; it stands in the history.", await RefusalAsync(() => ResumeAsync(id, " ")));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<PauseService>(s => s.ResumeAsync(world.Aino, id, seen, "Go on.")));
        Assert.Equal((AnnouncementState.Paused, AnnouncementState.Draft), ((await world.LetterAsync(id)).State, (await world.LetterAsync(draft)).State));

        async Task StopAsync(long which, string reason)
        {
            var version = (await world.LetterAsync(which)).Version;
            await world.UseAsync<PauseService>(s => s.StopAsync(world.Aino, which, version, reason));
        }

        async Task ResumeAsync(long which, string reason)
        {
            var version = (await world.LetterAsync(which)).Version;
            await world.UseAsync<PauseService>(s => s.ResumeAsync(world.Aino, which, version, reason));
        }
    }

    [Fact]
    public async Task A_test_goes_to_who_asked_for_it_alone_and_twenty_times_an_hour()
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(2);
        var id = await world.DraftAsync();
        for (var i = 0; i < 20; i++)
            Assert.Equal("lena@example.org", await world.UseAsync<AnnouncementService, string>(s => s.TestAsync(world.Lena, id)));
        Assert.StartsWith("That was tried too often.", await RefusalAsync(() => world.UseAsync<AnnouncementService, string>(s => s.TestAsync(world.Lena, id))), StringComparison.Ordinal);
        Assert.Equal(["lena@example.org"], await world.AskAsync(db => db.Outbox.Where(m => m.Kind == "ChapterNewsTest").Select(m => m.ToAddress).Distinct().ToListAsync()));
        Assert.Equal((20, 0), (await world.AskAsync(db => db.Outbox.CountAsync()), await world.AskAsync(db => db.Deliveries.CountAsync())));
        world.Clock.Move(TimeSpan.FromHours(1));
        await world.UseAsync<AnnouncementService, string>(s => s.TestAsync(world.Lena, id));
    }

    [Fact]
    public async Task The_form_of_one_group_writes_nothing_into_the_draft_of_another_and_an_older_page_overwrites_nothing()
    {
        await using var world = await NewsWorld.OpenAsync();
        var (lima, key) = (await LimaAsync(world), Guid.NewGuid());
        var oslo = await world.UseAsync<AnnouncementService, Announcement>(s => s.CreateAsync(world.Lena, world.Oslo, "What comes", "We meet on Thursday.", key));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<AnnouncementService, Announcement>(s => s.CreateAsync(world.Aino, lima, "Lima", "We meet on Friday.", key, oslo.Version)));
        await world.UseAsync<AnnouncementService>(s => s.ChangeAsync(world.Lena, oslo.Id, oslo.Version, "What comes", "We meet on Monday."));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<AnnouncementService>(s => s.ChangeAsync(world.Lena, oslo.Id, oslo.Version, "What comes", "We meet on Sunday.")));
        Assert.Equal("We meet on Monday.", (await world.LetterAsync(oslo.Id)).Body);
    }

    [Fact]
    public async Task Switched_off_nothing_is_sent()
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(1);
        await world.UseAsync<SettingsService>(async s => await s.ChangeAsync(world.Aino, AnnouncementsSettings.PerChapterWeek, "0", (await s.FindAsync(AnnouncementsSettings.PerChapterWeek.Key))!.Version));
        var id = await world.DraftAsync();
        Assert.Equal("Letters to members are switched off at the moment. Your draft is kept.", await RefusalAsync(() => world.SendAsync(id)));
        Assert.Empty(await world.CopiesAsync(id));
    }

    [Fact]
    public async Task Who_wants_no_news_still_gets_what_is_not_news()
    {
        await using var world = await NewsWorld.OpenAsync(moderated: 3);
        await world.UseAsync<MembershipService>(m => m.JoinAsync(world.Aino, world.Oslo, [ConsentService.NewsTick]));
        await world.SendAsync(await world.DraftAsync());
        await world.UseAsync<ConsentService>(c => c.UnsubscribeAsync(world.Aino, world.Oslo, "one click"));
        Assert.Equal([("AnnouncementWaits", OutboxState.Waiting)], (await world.AskAsync(db => db.Outbox.Where(m => m.ToAddress == "aino@example.org").ToListAsync())).Select(m => (m.Kind, m.State)));
    }

    [Fact]
    public async Task A_deleted_account_and_a_wish_for_the_news_of_another_group_reach_nobody()
    {
        await using var world = await NewsWorld.OpenAsync();
        var lima = await LimaAsync(world);
        var (gone, quiet) = (Assert.Single(await world.JoinAsync(1)), Assert.Single(await world.JoinAsync(1, asks: false, name: "quiet")));
        await world.JoinAsync(1, name: "still");
        await world.AskAsync(db => db.InTransactionAsync(token => db.People.Where(p => p.Id == gone).ExecuteUpdateAsync(set => set.SetProperty(p => p.DeletedAt, world.Clock.Now()), token)));
        await using (var db = world.Db())
        {
            db.Add(new Consent(quiet, MailPurpose.ChapterNews, lima, "page of the group, when joining", "signed in", world.Clock.Now()));
            await db.SaveChangesAsync();
        }

        Assert.Equal(["still1@example.org"], (await world.CopiesAsync(await world.SentAsync())).Select(m => m.ToAddress));
    }

    [Fact]
    public async Task An_address_that_was_stopped_for_a_while_gets_mail_again_when_that_is_over()
    {
        await using var world = await NewsWorld.OpenAsync();
        await world.JoinAsync(2);
        await using (var db = world.Db())
        {
            db.AddRange(
                new SuppressedAddress("person1@example.org", SuppressionReason.Refused, "4.2.2", null, world.Clock.Now(), world.Clock.Now().AddDays(1)),
                new SuppressedAddress("person2@example.org", SuppressionReason.Refused, "4.2.2", null, world.Clock.Now(), world.Clock.Now().AddDays(-1)));
            await db.SaveChangesAsync();
        }

        Assert.Equal(["person2@example.org"], (await world.CopiesAsync(await world.SentAsync())).Select(m => m.ToAddress));
    }

    [Fact]
    public async Task Who_left_a_group_cannot_ask_for_its_news()
    {
        await using var world = await NewsWorld.OpenAsync();
        var max = Assert.Single(await world.JoinAsync(1));
        await world.UseAsync<MembershipService>(m => m.LeaveAsync(max, world.Oslo));
        await world.UseAsync<ConsentService>(c => c.SetAsync(max, [world.Oslo], [], "preferences page", "signed link from a letter"));
        Assert.Equal(0, await world.AskAsync(db => db.Consents.CountAsync(c => c.WithdrawnAt == null)));
    }

    private static async Task<long> LimaAsync(NewsWorld world)
    {
        await using var db = world.Db();
        var lima = Chapter.Existing("Lima", "lima", null, world.Clock.Now());
        db.Add(lima);
        await db.SaveChangesAsync();
        return lima.Id;
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleException>(act)).Message;
}
