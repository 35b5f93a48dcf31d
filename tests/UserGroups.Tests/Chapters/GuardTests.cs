using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Tests.Data;

namespace UserGroups.Tests.Chapters;

/// <summary>Guards that another guard stands behind: each is looked at alone, so that none of them can go unnoticed.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private ChapterStory story = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        story = await ChapterStory.OpenAsync();
        oslo = await story.AddActiveAsync();
    }

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Theory]
    [InlineData("IX_Chapters_Slug", "", "Slug = 'other'")]
    [InlineData("IX_ChapterCriteria_ChapterId_Key", "", "Key = 'Another'")]
    [InlineData("IX_HealthWarnings_ChapterId_Before_QuietSince", "", "Before = 'Red'")]
    [InlineData("IX_Organizers_ChapterId_PersonId", "Role = 'Host'", "PersonId = 2")]
    [InlineData("IX_OrganizerInvitations_ChapterId_NormalizedEmail", "TokenHash = 'other'", "EndedAt = CreatedAt")]
    [InlineData("IX_OrganizerInvitations_TokenHash", "NormalizedEmail = 'OTHER@EXAMPLE.ORG'", "TokenHash = 'other'")]
    [InlineData("IX_NextDateWatches_ChapterId_NormalizedEmail", "TokenHash = 'other'", "EndedAt = CreatedAt")]
    [InlineData("IX_NextDateWatches_TokenHash", "NormalizedEmail = 'OTHER@EXAMPLE.ORG'", "TokenHash = 'other'")]
    public async Task The_database_itself_lets_none_of_these_stand_twice(string index, string others, string free)
    {
        if (index.StartsWith("IX_ChapterCriteria", StringComparison.Ordinal))
            await story.SubmitAsync("Bergen");
        await story.SaveAsync(db => Task.FromResult(db.Add(new HealthWarning(oslo, ChapterHealth.Amber, ChapterStory.Start, ChapterStory.Start))));
        await InviteAsync("Max", OrganizerRole.Host);
        await story.DoAsync<WatchService>(s => s.AskAsync(oslo, "guest@example.org", "127.0.0.0/24"));
        await story.DoAsync<AppDbContext>(db => UniqueIndex.RefusesACopyAsync(db, index, others, free));
    }

    [Fact]
    public async Task The_database_itself_gives_a_line_of_an_import_to_one_group()
    {
        await story.SaveAsync(db => db.InTransactionAsync(token => db.Chapters.ExecuteUpdateAsync(set => set.SetProperty(c => c.ImportKey, "oslo"), token)));
        await story.DoAsync<AppDbContext>(db => UniqueIndex.RefusesACopyAsync(db, "IX_Chapters_ImportKey", "Slug = 'other'", "ImportKey = 'lima'"));
    }

    [Theory]
    [InlineData("UPDATE Vacancies SET Since = AdoptionUntil")]
    [InlineData("UPDATE Vacancies SET AdoptionUntil = Since")]
    public async Task The_database_itself_keeps_the_times_of_a_vacancy_in_order(string tampering)
    {
        await story.SaveAsync(db => Task.FromResult(db.Add(new Vacancy(oslo, ChapterStory.Start, 30, 180))));
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => story.AskAsync(db => db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(tampering, token))));
        Assert.Contains("CK_Vacancies_Order", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_hands_the_lead_to_themselves_and_who_leads_does_not_ask_for_it()
    {
        Assert.Equal("You lead this group already. Choose somebody else.", await RefusalAsync(() => story.DoAsync<HandOverService>(s => s.NominateAsync(story.Lena, oslo, story.Lena))));
        await SleepAsync();
        Assert.Equal("You lead this group already. Publish a meetup to wake it.", await RefusalAsync(() => AskAsync(story.Lena)));
        Assert.Equal(0, await story.AskAsync(db => db.HandOvers.CountAsync()));
    }

    [Fact]
    public async Task Staff_who_asked_for_the_lead_do_not_grant_it_to_themselves()
    {
        await SleepAsync();
        await AskAsync(story.Aino);
        Assert.Equal("Nobody decides about their own group. Ask a colleague.", await RefusalAsync(() => DecideAsync(grant: true, null)));
        Assert.Equal(story.Lena, (await story.ChapterAsync(oslo)).Organizers.Single().PersonId);
    }

    [Fact]
    public async Task Who_is_refused_the_lead_is_told_why()
    {
        await SleepAsync();
        await AskAsync(story.Ida);
        var broken = await Assert.ThrowsAsync<RuleException>(() => DecideAsync(grant: false, " "));
        Assert.Equal(("Reason", "Tell them why not."), (broken.Field, broken.Message));
        Assert.Null(await story.AskAsync(db => db.HandOvers.Select(h => h.EndedAt).SingleAsync()));
    }

    [Fact]
    public async Task A_group_that_has_ended_looks_for_no_organizers()
    {
        await RetireAsync();
        await story.SaveAsync(db => db.InTransactionAsync(token => db.Organizers.ExecuteDeleteAsync(token)));
        await story.DoAsync<VacancyService, AppDbContext>((vacancies, db) => db.InTransactionAsync(async token =>
        {
            await vacancies.LookAsync(await db.Chapters.SingleAsync(token), token);
            await db.SaveChangesAsync(token);
        }));
        Assert.Equal(0, await story.AskAsync(db => db.Vacancies.CountAsync()));
    }

    [Fact]
    public async Task From_the_desk_of_one_group_neither_a_role_nor_an_invitation_of_another_is_ended()
    {
        var lima = await story.AddActiveAsync("Lima", lead: story.Ida);
        await story.SaveAsync(async db => db.Add(new Organizer(await db.Chapters.SingleAsync(c => c.Id == lima), story.Max, OrganizerRole.CoOrganizer, ChapterStory.Start)));
        await story.DoAsync<OrganizerInvitationService>(s => s.InviteAsync(story.Ida, lima, "Aino", "aino@example.org", OrganizerRole.Host));
        var role = (await story.ChapterAsync(lima)).Organizers.Single(o => o.PersonId == story.Max).Id;
        await story.DoAsync<OrganizerService>(s => s.RemoveAsync(story.Lena, oslo, role));
        await story.DoAsync<OrganizerInvitationService>(async s => await s.WithdrawAsync(story.Lena, oslo, await story.AskAsync(db => db.OrganizerInvitations.Select(i => i.Id).SingleAsync())));
        Assert.Equal(2, (await story.ChapterAsync(lima)).Organizers.Count);
        Assert.Null(await story.AskAsync(db => db.OrganizerInvitations.Select(i => i.EndedAt).SingleAsync()));
    }

    [Fact]
    public async Task Five_offers_of_help_a_day_are_enough()
    {
        for (var i = 0; i < 5; i++)
            await OfferAsync();
        await Assert.ThrowsAsync<TooManyAttemptsException>(OfferAsync);
        Assert.Equal(5, (await story.LettersAsync("Lena")).Count(k => k == "HelpOffered"));
        story.Clock.Move(TimeSpan.FromDays(1));
        await OfferAsync();
    }

    [Fact]
    public async Task Who_saw_an_older_page_of_the_group_overwrites_nothing()
    {
        var seen = (await story.ChapterAsync(oslo)).Version;
        await EditAsync(seen, "Maps");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => EditAsync(seen, "Tiles"));
        Assert.Equal("Maps", (await story.ChapterAsync(oslo)).Focus);
    }

    [Fact]
    public async Task An_invitation_that_was_answered_stays_answered()
    {
        await InviteAsync("Max", OrganizerRole.CoOrganizer);
        var token = await story.TokenAsync("InvitedToOrganize");
        await story.AcceptAsync(story.Max);
        Assert.Equal(OrganizerInvitation.Gone, await RefusalAsync(() => story.DoAsync<OrganizerInvitationService>(s => s.DeclineAsync(token))));
        await story.DoAsync<OrganizerInvitationService>(async s => Assert.Null(await s.FindAsync(token)));
        var invitation = await story.AskAsync(db => db.OrganizerInvitations.SingleAsync());
        await story.DoAsync<OrganizerInvitationService>(s => s.WithdrawAsync(story.Lena, oslo, invitation.Id));
        invitation.Withdraw(ChapterStory.Start.AddDays(1));
        Assert.Equal((InvitationAnswer.Accepted, ChapterStory.Start), (invitation.Answer, invitation.EndedAt));
        Assert.Equal(["organizer.invited", "organizer.joined"], await story.HistoryAsync(oslo));
    }

    [Fact]
    public async Task An_invitation_that_has_run_out_is_not_shown_and_takes_no_no()
    {
        await InviteAsync("Max", OrganizerRole.Host);
        var token = await story.TokenAsync("InvitedToOrganize");
        story.GoTo(30);
        await story.DoAsync<OrganizerInvitationService>(async s => Assert.Null(await s.FindAsync(token)));
        Assert.Equal(OrganizerInvitation.Gone, await RefusalAsync(() => story.DoAsync<OrganizerInvitationService>(s => s.DeclineAsync(token))));
    }

    [Fact]
    public async Task Ten_invitations_are_open_at_most_and_those_that_ran_out_do_not_count()
    {
        for (var i = 0; i < 10; i++)
            await InviteAsync($"Guest{i}", OrganizerRole.Host);
        Assert.Equal("10 invitations are open already. Wait for an answer, or take one back.", await RefusalAsync(() => InviteAsync("Max", OrganizerRole.Host)));
        Assert.Empty(await story.LettersAsync("Max"));
        story.GoTo(30);
        await InviteAsync("Max", OrganizerRole.Host);
    }

    [Fact]
    public async Task Who_organizes_already_is_not_invited_and_takes_nobody_elses_invitation()
    {
        var broken = await Assert.ThrowsAsync<RuleException>(() => InviteAsync("LENA", OrganizerRole.Host));
        Assert.Equal(("Email", "This person organizes the group already."), (broken.Field, broken.Message));
        await InviteAsync("Max", OrganizerRole.Host);
        Assert.Equal("You organize this group already. The invitation is for somebody else.", await RefusalAsync(() => story.AcceptAsync(story.Lena)));
        await story.AcceptAsync(story.Max);
        Assert.Equal([story.Lena, story.Max], (await story.ChapterAsync(oslo)).Organizers.Select(o => o.PersonId).Order());
    }

    [Fact]
    public async Task Nobody_becomes_an_organizer_of_a_group_that_has_ended()
    {
        await InviteAsync("Max", OrganizerRole.CoOrganizer);
        await RetireAsync();
        Assert.Equal("This group is retired; nothing is left to organize.", await RefusalAsync(() => story.AcceptAsync(story.Max)));
        Assert.Single((await story.ChapterAsync(oslo)).Organizers);
    }

    private Task SleepAsync() => story.SaveAsync(async db => (await db.Chapters.SingleAsync(c => c.Id == oslo)).FallAsleep());

    private async Task RetireAsync()
    {
        await SleepAsync();
        await story.DoAsync<DecisionService>(async s => await s.RetireAsync(story.Aino, oslo, (await story.ChapterAsync(oslo)).Version, "Nobody meets any more."));
    }

    private Task AskAsync(long personId) => story.DoAsync<HandOverService>(s => s.AskAsync(personId, oslo, "I know a room."));

    private Task DecideAsync(bool grant, string? reason) =>
        story.DoAsync<HandOverService>(async s => await s.DecideAsync(story.Aino, await story.AskAsync(db => db.HandOvers.Select(h => h.Id).SingleAsync()), grant, reason));

    private Task OfferAsync() => story.DoAsync<OrganizerService>(s => s.OfferHelpAsync(story.Max, oslo, "I could bring cake."));

    private Task EditAsync(int seen, string focus) => story.DoAsync<OrganizerService>(s => s.EditPageAsync(story.Lena, oslo, seen, focus, "", ""));

    private Task InviteAsync(string name, OrganizerRole role) =>
        story.DoAsync<OrganizerInvitationService>(s => s.InviteAsync(story.Lena, oslo, name, $"{name.ToLowerInvariant()}@example.org", role));

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleException>(act)).Message;
}
