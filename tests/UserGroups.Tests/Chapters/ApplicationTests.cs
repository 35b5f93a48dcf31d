using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

public sealed class ApplicationTests : IAsyncLifetime
{
    private ChapterStory story = null!;

    public async Task InitializeAsync() => story = await ChapterStory.OpenAsync();

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Fact]
    public async Task From_a_draft_to_an_active_chapter_with_history_and_letters()
    {
        var id = await story.SubmitAsync();
        Assert.Equal(["ApplicationReceived"], await story.LettersAsync("Lena"));
        Assert.Equal(["InvitedToOrganize"], await story.LettersAsync("Max"));
        Assert.Equal(["ApplicationWaits"], await story.LettersAsync("Aino"));

        await story.AcceptAsync(story.Max);
        await story.TickAllAsync(id);
        await story.DoAsync<DecisionService>(async s => await s.ApproveAsync(story.Aino, id, (await story.ChapterAsync(id)).Version, null));

        var chapter = await story.ChapterAsync(id);
        Assert.Equal((ChapterState.Active, "oslo", story.Aino), (chapter.State, chapter.Slug, chapter.DecidedById));
        Assert.Equal([(story.Lena, OrganizerRole.Lead), (story.Max, OrganizerRole.CoOrganizer)], chapter.Organizers.OrderBy(o => o.Id).Select(o => (o.PersonId, o.Role)));
        Assert.Equal(["chapter.submitted", "organizer.invited", "organizer.joined", "chapter.criteria", "chapter.approved"], await story.HistoryAsync(id));
        Assert.Equal(["ApplicationReceived", "InvitationAnswered", "ApplicationApproved"], await story.LettersAsync("Lena"));
        Assert.Equal(["InvitedToOrganize", "ApplicationApproved"], await story.LettersAsync("Max"));
    }

    [Fact]
    public async Task An_open_criterion_needs_a_reason_of_twenty_characters_and_stands_in_the_history_as_an_override()
    {
        var id = await story.SubmitAsync();
        await story.AcceptAsync(story.Max);
        var version = (await story.ChapterAsync(id)).Version;
        var broken = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<DecisionService>(s => s.ApproveAsync(story.Aino, id, version, "I like them")));
        Assert.Equal("6 of the criteria are not met. Tick them, or say in at least 20 characters why the group is approved all the same.", broken.Message);
        Assert.Equal(ChapterState.Submitted, (await story.ChapterAsync(id)).State);

        await story.DoAsync<DecisionService>(s => s.ApproveAsync(story.Aino, id, version, "They have met every month for two years already."));
        var entry = await story.AskAsync(db => db.History.SingleAsync(h => h.Action == "chapter.approved"));
        Assert.Equal(("""{"Override":true}""", "They have met every month for two years already."), (entry.Details, entry.Reason));
    }

    [Fact]
    public async Task A_criterion_that_is_not_met_says_what_is_missing()
    {
        var id = await story.SubmitAsync();
        var version = (await story.ChapterAsync(id)).Version;
        var broken = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<DecisionService>(s => s.TickAsync(story.Aino, id, version, [new Tick(CriterionKey.FirstMeetup, false, " ")])));
        Assert.Equal("Reason_FirstMeetup", broken.Field);
        Assert.All((await story.ChapterAsync(id)).Criteria, c => Assert.Null(c.Met));
    }

    [Fact]
    public async Task Of_two_deciders_at_once_one_wins_and_the_other_is_told()
    {
        var id = await story.SubmitAsync();
        await story.AcceptAsync(story.Max);
        await story.TickAllAsync(id);
        var version = (await story.ChapterAsync(id)).Version;
        var other = await story.AddPersonAsync("Sam", StaffRole.CommunityManager);
        var results = await Task.WhenAll(
            Try(() => story.DoAsync<DecisionService>(s => s.ApproveAsync(story.Aino, id, version, null))),
            Try(() => story.DoAsync<DecisionService>(s => s.DeclineAsync(other, id, version, "There is one already."))));
        Assert.Single(results, r => r is null);
        Assert.Single(results, r => r is DbUpdateConcurrencyException);
        Assert.Single(await story.HistoryAsync(id), a => a is "chapter.approved" or "chapter.declined");
    }

    [Fact]
    public async Task Sending_twenty_times_at_once_sends_once()
    {
        long id = 0;
        await story.DoAsync<ApplicationService>(async s => id = await s.StartAsync(story.Lena, new WhereAnswers("Oslo", "nb", ChapterStory.OsloCity, false)));
        await story.DoAsync<ApplicationService>(s => s.AnswerWhatAsync(id, new WhatAnswers("Maps", "Nobody to ask.", new DateOnly(2026, 4, 1), "Max", "max@example.org")));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => story.DoAsync<ApplicationService>(s => s.SubmitAsync(story.Lena, id, CodeOfConduct.Version))));
        Assert.Equal(["ApplicationReceived"], await story.LettersAsync("Lena"));
        Assert.Equal(["InvitedToOrganize"], await story.LettersAsync("Max"));
        Assert.Equal(["chapter.submitted", "organizer.invited"], await story.HistoryAsync(id));
        Assert.Equal(6, (await story.ChapterAsync(id)).Criteria.Count);
    }

    [Fact]
    public async Task Twenty_beginnings_at_once_are_one_draft()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => story.DoAsync<ApplicationService>(s => s.StartAsync(story.Lena, new WhereAnswers("Oslo", "nb", ChapterStory.OsloCity, false)))));
        Assert.Equal(1, await story.AskAsync(db => db.Chapters.CountAsync()));
    }

    [Fact]
    public async Task The_database_itself_holds_one_draft_per_person()
    {
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => story.SaveAsync(db =>
        {
            db.Chapters.AddRange(new Chapter("One", story.Lena, ChapterStory.Start), new Chapter("Two", story.Lena, ChapterStory.Start));
            return Task.CompletedTask;
        }));
        Assert.True(error.IsUniqueViolation());
    }

    [Fact]
    public async Task A_second_group_of_the_same_name_gets_an_address_of_its_own_and_a_draft_keeps_none()
    {
        await story.AddActiveAsync();
        var id = await story.SubmitAsync();
        Assert.Equal("oslo-2", (await story.ChapterAsync(id)).Slug);
        await story.DoAsync<ApplicationService>(async s => await s.StartAsync(story.Max, new WhereAnswers("Bergen", "nb", ChapterStory.OsloCity, false)));
        Assert.StartsWith("draft-", await story.AskAsync(db => db.Chapters.Where(c => c.Name == "Bergen").Select(c => c.Slug).SingleAsync()));
    }

    [Fact]
    public async Task Nobody_organizes_with_themselves()
    {
        long id = 0;
        await story.DoAsync<ApplicationService>(async s => id = await s.StartAsync(story.Lena, new WhereAnswers("Oslo", "nb", ChapterStory.OsloCity, false)));
        var broken = await Assert.ThrowsAsync<RuleException>(() => NameAsync("LENA@example.org"));
        Assert.Equal("CoOrganizerEmail", broken.Field);
        Assert.Equal("", (await story.ChapterAsync(id)).CoOrganizerEmail);
        // The account moves to the address that was named before.
        await NameAsync("lena.new@example.org");
        await story.AskAsync(db => db.InTransactionAsync(cancel => db.People.Where(p => p.Id == story.Lena).ExecuteUpdateAsync(set => set.SetProperty(p => p.NormalizedEmail, "LENA.NEW@EXAMPLE.ORG"), cancel)));
        broken = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<ApplicationService>(s => s.SubmitAsync(story.Lena, id, CodeOfConduct.Version)));
        Assert.Equal("CoOrganizerEmail", broken.Field);
        Assert.Equal(ChapterState.Draft, (await story.ChapterAsync(id)).State);

        Task NameAsync(string email) => story.DoAsync<ApplicationService>(s => s.AnswerWhatAsync(id, new WhatAnswers("Maps", "Nobody to ask.", new DateOnly(2026, 4, 1), "Lena", email)));
    }

    [Fact]
    public async Task Naming_somebody_else_after_changes_were_requested_takes_the_first_invitation_back()
    {
        var id = await story.SubmitAsync();
        var first = await story.TokenAsync("InvitedToOrganize");
        await story.DoAsync<DecisionService>(async s => await s.RequestChangesAsync(story.Aino, id, (await story.ChapterAsync(id)).Version, "Who is Max?"));
        await story.DoAsync<ApplicationService>(s => s.AnswerWhatAsync(id, new WhatAnswers("Maps", "Nobody to ask.", new DateOnly(2026, 4, 1), "Ida", "ida@example.org")));
        await story.DoAsync<ApplicationService>(s => s.SubmitAsync(story.Lena, id, CodeOfConduct.Version));
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<OrganizerInvitationService>(s => s.AcceptAsync(first, story.Max)));
        await story.AcceptAsync(story.Ida);
        Assert.Equal(["InvitedToOrganize"], await story.LettersAsync("Max"));
        Assert.Equal(["ApplicationReceived", "ChangesRequested", "InvitationAnswered"], await story.LettersAsync("Lena"));
    }

    [Fact]
    public async Task A_draft_can_be_thrown_away_and_what_was_sent_cannot()
    {
        long draft = 0;
        await story.DoAsync<ApplicationService>(async s => draft = await s.StartAsync(story.Max, new WhereAnswers("Bergen", "nb", ChapterStory.OsloCity, false)));
        var sent = await story.SubmitAsync();
        await story.DoAsync<ApplicationService>(s => s.DiscardAsync(draft));
        await story.DoAsync<ApplicationService>(s => s.DiscardAsync(sent));
        Assert.Equal([sent], await story.AskAsync(db => db.Chapters.Select(c => c.Id).ToListAsync()));
        Assert.Equal([story.Lena], (await story.ChapterAsync(sent)).Organizers.Select(o => o.PersonId));
    }

    [Fact]
    public async Task What_was_sent_takes_no_other_answers_until_changes_are_asked_for()
    {
        var id = await story.SubmitAsync();
        var refused = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<ApplicationService>(s => s.AnswerWhatAsync(id, new WhatAnswers("Tiles", "Because.", new DateOnly(2026, 4, 1), "Max", "max@example.org"))));
        Assert.Equal("This application is waiting for a decision; it cannot be changed now.", refused.Message);
        var chapter = await story.ChapterAsync(id);
        // The application itself says so too, whatever the service forgot to ask.
        Assert.Equal("This application can no longer be changed.", Assert.Throws<RuleException>(() => chapter.Explain("Tiles", "Because.", new DateOnly(2026, 4, 1), "Max", "max@example.org", new DateOnly(2026, 3, 2))).Message);
        Assert.Equal("Maps", chapter.Focus);
    }

    [Fact]
    public async Task Whoever_sends_back_declines_or_retires_a_group_says_why()
    {
        var (id, oslo) = (await story.SubmitAsync("Bergen"), await story.AddActiveAsync(lead: story.Ida));
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync(c => c.Id == oslo)).FallAsleep());
        async Task<string?> FieldAsync(long of, Func<DecisionService, int, Task> step)
        {
            var version = (await story.ChapterAsync(of)).Version;
            return (await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<DecisionService>(s => step(s, version)))).Field;
        }

        Assert.Equal("Reason", await FieldAsync(id, (s, version) => s.RequestChangesAsync(story.Aino, id, version, " ")));
        Assert.Equal("Reason", await FieldAsync(id, (s, version) => s.DeclineAsync(story.Aino, id, version, " ")));
        Assert.Equal("Reason", await FieldAsync(oslo, (s, version) => s.RetireAsync(story.Aino, oslo, version, " ")));
        Assert.Equal((ChapterState.Submitted, ChapterState.Dormant), ((await story.ChapterAsync(id)).State, (await story.ChapterAsync(oslo)).State));
    }

    [Fact]
    public async Task Criteria_are_ticked_by_who_is_not_concerned_while_there_is_something_to_decide()
    {
        var id = await story.SubmitAsync();
        Assert.Equal("Nobody decides about a group they applied for or organize. Ask a colleague.", await RefusalAsync(story.Lena));
        await story.DoAsync<DecisionService>(async s => await s.DeclineAsync(story.Aino, id, (await story.ChapterAsync(id)).Version, "There is one already."));
        Assert.Equal("This group is declined; its criteria were settled.", await RefusalAsync(story.Aino));
        Assert.All((await story.ChapterAsync(id)).Criteria, c => Assert.Null(c.Met));
        // With the application its invitation went too.
        Assert.Equal(InvitationAnswer.Withdrawn, await story.AskAsync(db => db.OrganizerInvitations.Select(i => i.Answer).SingleAsync()));

        async Task<string> RefusalAsync(long decider)
        {
            var version = (await story.ChapterAsync(id)).Version;
            return (await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<DecisionService>(s => s.TickAsync(decider, id, version, [new Tick(CriterionKey.FirstMeetup, true, null)])))).Message;
        }
    }

    private static async Task<Exception?> Try(Func<Task> act) => await Record.ExceptionAsync(act);
}
