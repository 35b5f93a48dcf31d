using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
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
}
