using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

/// <summary>Who may give and who may take the lead; each guard looked at alone.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private const string Answered = "This has been answered or taken back already.";
    private ChapterStory story = null!;
    private long oslo;

    public async Task InitializeAsync()
    {
        story = await ChapterStory.OpenAsync();
        oslo = await story.AddActiveAsync();
        await story.SaveAsync(async db => db.Add(new Organizer(await db.Chapters.SingleAsync(), story.Max, OrganizerRole.CoOrganizer, ChapterStory.Start)));
    }

    public async Task DisposeAsync() => await story.DisposeAsync();

    [Fact]
    public async Task Only_the_one_who_was_asked_accepts_and_once()
    {
        await story.SaveAsync(async db => db.Add(new Organizer(await db.Chapters.SingleAsync(), story.Ida, OrganizerRole.CoOrganizer, ChapterStory.Start)));
        await NominateAsync();
        Assert.Equal(Answered, await RefusalAsync(story.Ida));
        Assert.Equal(story.Lena, await LeadAsync());
        var said = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Record.ExceptionAsync(() => AcceptAsync(story.Max)))));
        Assert.Single(said, s => s is null);
        Assert.Equal(19, said.Count(s => s is RuleException { Message: Answered }));
        Assert.Equal(story.Max, await LeadAsync());
        Assert.Single(await story.HistoryAsync(oslo), a => a == "lead.handed-over");
    }

    [Fact]
    public async Task An_answer_stands_whoever_asks_the_thing_itself_again()
    {
        await NominateAsync();
        var open = await story.AskAsync(db => db.HandOvers.SingleAsync());
        open.End(accepted: false, ChapterStory.Start);
        Assert.Equal("This has been answered already.", Assert.Throws<RuleException>(() => open.End(accepted: true, ChapterStory.Start)).Message);
        Assert.False(open.Accepted);
    }

    [Fact]
    public async Task Who_steps_back_cannot_accept_any_more()
    {
        await NominateAsync();
        var role = (await story.ChapterAsync(oslo)).Organizers.Single(o => o.PersonId == story.Max).Id;
        await story.DoAsync<OrganizerService>(s => s.RemoveAsync(story.Max, oslo, role));
        Assert.Equal(Answered, await RefusalAsync(story.Max));
        Assert.Equal(story.Lena, await LeadAsync());
    }

    [Fact]
    public async Task Who_is_no_organizer_cannot_accept_even_if_the_question_is_open_still()
    {
        await NominateAsync();
        await story.SaveAsync(async db => db.Remove(await db.Organizers.SingleAsync(o => o.PersonId == story.Max)));
        Assert.Equal("You are no longer one of the group's organizers.", await RefusalAsync(story.Max));
        Assert.Equal(story.Lena, await LeadAsync());
    }

    [Fact]
    public async Task Who_does_not_lead_any_more_gives_nothing_away()
    {
        await NominateAsync();
        await story.SaveAsync(async db =>
        {
            var organizers = await db.Organizers.Include(o => o.Chapter).ToListAsync();
            organizers.Single(o => o.PersonId == story.Lena).Become(OrganizerRole.CoOrganizer);
            db.Add(new Organizer(organizers[0].Chapter, story.Ida, OrganizerRole.Lead, ChapterStory.Start));
        });
        Assert.Equal("Who asked you does not lead the group any more.", await RefusalAsync(story.Max));
        Assert.Equal(story.Ida, await LeadAsync());
        // A no hurts nobody.
        await story.DoAsync<HandOverService>(s => s.AnswerAsync(story.Max, oslo, accept: false));
    }

    [Fact]
    public async Task When_staff_give_a_sleeping_group_away_the_old_leads_question_is_void()
    {
        await NominateAsync();
        await SleepAsync();
        await story.DoAsync<HandOverService>(s => s.AskAsync(story.Ida, oslo, "I go on."));
        await GrantAsync();
        Assert.Equal(Answered, await RefusalAsync(story.Max));
        Assert.Equal(story.Ida, await LeadAsync());
    }

    [Fact]
    public async Task A_group_that_is_awake_again_and_led_is_not_given_away_by_an_old_question()
    {
        await SleepAsync();
        await story.DoAsync<HandOverService>(s => s.AskAsync(story.Ida, oslo, "I go on."));
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).NoteEvent(ChapterStory.Start.AddDays(20)));
        var refused = await Assert.ThrowsAsync<RuleException>(GrantAsync);
        Assert.Equal("The group is awake again and has a lead, so there is nothing to hand over. Say no, and tell them so.", refused.Message);
        Assert.Equal(story.Lena, await LeadAsync());
        Assert.Equal("This group is awake and has a lead. Write to its organizers instead.", (await Assert.ThrowsAsync<RuleException>(() => story.DoAsync<HandOverService>(s => s.AskAsync(story.Aino, oslo, "Me.")))).Message);
    }

    [Fact]
    public async Task The_database_itself_keeps_one_nomination_one_question_of_each_and_one_membership()
    {
        await NominateAsync();
        Assert.True(await IsRefusedAsync(async db => HandOver.Nominate(await db.Chapters.Include(c => c.Organizers).SingleAsync(), story.Max, story.Lena, ChapterStory.Start)));
        await SleepAsync();
        await story.DoAsync<HandOverService>(s => s.AskAsync(story.Ida, oslo, "I go on."));
        Assert.True(await IsRefusedAsync(async db => HandOver.Ask(await db.Chapters.SingleAsync(), story.Ida, "Again.", ChapterStory.Start)));
        await story.DoAsync<MembershipService>(s => s.JoinAsync(story.Ida, oslo));
        Assert.True(await IsRefusedAsync(_ => Task.FromResult<object>(new ChapterMember(oslo, story.Ida, ChapterStory.Start))));
    }

    private Task NominateAsync() => story.DoAsync<HandOverService>(s => s.NominateAsync(story.Lena, oslo, story.Max));

    private Task AcceptAsync(long person) => story.DoAsync<HandOverService>(s => s.AnswerAsync(person, oslo, accept: true));

    private Task SleepAsync() => story.SaveAsync(async db => (await db.Chapters.SingleAsync()).FallAsleep());

    private Task GrantAsync() => story.DoAsync<HandOverService>(async s =>
        await s.DecideAsync(story.Aino, await story.AskAsync(db => db.HandOvers.Where(h => h.FromId == null).Select(h => h.Id).SingleAsync()), grant: true, null));

    private async Task<string> RefusalAsync(long person) => (await Assert.ThrowsAsync<RuleException>(() => AcceptAsync(person))).Message;

    private async Task<long> LeadAsync() => (await story.ChapterAsync(oslo)).Organizers.Single(o => o.Role == OrganizerRole.Lead).PersonId;

    private async Task<bool> IsRefusedAsync<T>(Func<AppDbContext, Task<T>> make)
        where T : notnull =>
        await Record.ExceptionAsync(() => story.SaveAsync(async db => db.Add(await make(db)))) is DbUpdateException error && error.IsUniqueViolation();
}
