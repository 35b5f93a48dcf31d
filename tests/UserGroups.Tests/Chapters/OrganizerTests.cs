using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

public sealed class OrganizerTests : IAsyncLifetime
{
    private ChapterStory story = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        story = await ChapterStory.OpenAsync();
        oslo = await story.AddActiveAsync();
    }

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Fact]
    public async Task An_invitation_works_once_for_one_person_whoever_presses_at_the_same_moment()
    {
        await InviteAsync("Max", OrganizerRole.CoOrganizer);
        var token = await story.TokenAsync("InvitedToOrganize");
        var people = Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? story.Max : story.Ida);
        var results = await Task.WhenAll(people.Select(p => Record.ExceptionAsync(() => story.DoAsync<OrganizerInvitationService>(s => s.AcceptAsync(token, p)))));
        Assert.Equal(10, results.Count(r => r is null));
        Assert.Equal(2, (await story.ChapterAsync(oslo)).Organizers.Count);
        Assert.Single(await story.HistoryAsync(oslo), a => a == "organizer.joined");
    }

    [Fact]
    public async Task A_letter_thirty_days_old_or_taken_back_makes_nobody_an_organizer()
    {
        await InviteAsync("Max", OrganizerRole.Host);
        var token = await story.TokenAsync("InvitedToOrganize");
        story.Clock.Move(TimeSpan.FromDays(30));
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<OrganizerInvitationService>(s => s.AcceptAsync(token, story.Max)));
        await InviteAsync("Max", OrganizerRole.Host);
        var second = await story.TokenAsync("InvitedToOrganize");
        var id = await story.AskAsync(db => db.OrganizerInvitations.Where(i => i.EndedAt == null).Select(i => i.Id).SingleAsync());
        await story.DoAsync<OrganizerInvitationService>(s => s.WithdrawAsync(story.Lena, oslo, id));
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<OrganizerInvitationService>(s => s.AcceptAsync(second, story.Max)));
        Assert.Single((await story.ChapterAsync(oslo)).Organizers);
    }

    [Fact]
    public async Task Nobody_is_invited_to_be_the_lead()
    {
        var broken = await Assert.ThrowsAsync<RuleException>(() => InviteAsync("Max", OrganizerRole.Lead));
        Assert.Equal("Role", broken.Field);
        Assert.Empty(await story.LettersAsync("Max"));
    }

    [Fact]
    public async Task The_lead_passes_to_who_says_yes_and_the_old_lead_stays_as_co_organizer()
    {
        await AddMaxAsync();
        await story.DoAsync<HandOverService>(s => s.NominateAsync(story.Lena, oslo, story.Max));
        await story.DoAsync<HandOverService>(s => s.AnswerAsync(story.Max, oslo, accept: true));
        var roles = (await story.ChapterAsync(oslo)).Organizers.OrderBy(o => o.PersonId).Select(o => (o.PersonId, o.Role));
        Assert.Equal([(story.Lena, OrganizerRole.CoOrganizer), (story.Max, OrganizerRole.Lead)], roles);
        Assert.Equal(["organizer.invited", "organizer.joined", "lead.nominated", "lead.handed-over"], await story.HistoryAsync(oslo));
        Assert.Equal("LeadAnswered", (await story.LettersAsync("Lena"))[^1]);
    }

    [Fact]
    public async Task A_no_leaves_the_lead_where_it_is_and_cannot_be_taken_back()
    {
        await AddMaxAsync();
        await story.DoAsync<HandOverService>(s => s.NominateAsync(story.Lena, oslo, story.Max));
        await story.DoAsync<HandOverService>(s => s.AnswerAsync(story.Max, oslo, accept: false));
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<HandOverService>(s => s.AnswerAsync(story.Max, oslo, accept: true)));
        Assert.Equal(story.Lena, (await story.ChapterAsync(oslo)).Organizers.Single(o => o.Role == OrganizerRole.Lead).PersonId);
    }

    [Fact]
    public async Task Only_one_nomination_is_open_and_only_an_organizer_can_be_nominated()
    {
        await AddMaxAsync();
        var broken = await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<HandOverService>(s => s.NominateAsync(story.Lena, oslo, story.Ida)));
        Assert.Equal("ToId", broken.Field);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() => story.DoAsync<HandOverService>(s => s.NominateAsync(story.Lena, oslo, story.Max)))));
        Assert.Single(results, r => r is null);
        Assert.Equal(19, results.Count(r => r is RuleException));
        Assert.Single(await story.LettersAsync("Max"), l => l == "LeadOffered");
    }

    [Fact]
    public async Task The_database_itself_holds_one_lead_per_chapter()
    {
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => story.SaveAsync(async db => db.Organizers.Add(new Organizer(await db.Chapters.SingleAsync(), story.Max, OrganizerRole.Lead, ChapterStory.Start))));
        Assert.True(error.IsUniqueViolation());
    }

    [Fact]
    public async Task The_lead_is_not_removed_and_who_is_removed_hears_of_it()
    {
        await AddMaxAsync();
        var organizers = (await story.ChapterAsync(oslo)).Organizers;
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<OrganizerService>(s => s.RemoveAsync(story.Max, oslo, organizers.Single(o => o.PersonId == story.Lena).Id)));
        await story.DoAsync<OrganizerService>(s => s.RemoveAsync(story.Lena, oslo, organizers.Single(o => o.PersonId == story.Max).Id));
        Assert.Equal("OrganizerRemoved", (await story.LettersAsync("Max"))[^1]);
        Assert.Single((await story.ChapterAsync(oslo)).Organizers);
    }

    [Fact]
    public async Task A_dormant_chapter_can_be_asked_for_and_staff_hand_it_over()
    {
        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<HandOverService>(s => s.AskAsync(story.Ida, oslo, "I would love to.")));
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).FallAsleep());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => story.DoAsync<HandOverService>(s => s.AskAsync(story.Ida, oslo, "I would love to."))));
        var asked = await story.AskAsync(db => db.HandOvers.SingleAsync());
        Assert.Equal(["TakeOverAsked"], await story.LettersAsync("Lena"));
        Assert.Equal(["TakeOverAsked"], await story.LettersAsync("Aino"));

        await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<HandOverService>(s => s.DecideAsync(story.Lena, asked.Id, true, null)));
        await story.DoAsync<HandOverService>(s => s.DecideAsync(story.Aino, asked.Id, true, null));
        Assert.Equal(story.Ida, (await story.ChapterAsync(oslo)).Organizers.Single(o => o.Role == OrganizerRole.Lead).PersonId);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => story.DoAsync<HandOverService>(s => s.DecideAsync(story.Aino, asked.Id, true, null)));
    }

    private Task InviteAsync(string name, OrganizerRole role) => story.DoAsync<OrganizerInvitationService>(s => s.InviteAsync(story.Lena, oslo, name, $"{name.ToLowerInvariant()}@example.org", role));

    private async Task AddMaxAsync()
    {
        await InviteAsync("Max", OrganizerRole.CoOrganizer);
        await story.AcceptAsync(story.Max);
    }
}
