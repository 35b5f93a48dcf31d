using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Chapters.Jobs;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Tests.Chapters;

/// <summary>A group without organizers: members are asked, then everybody may adopt it, then staff retire it.</summary>
public sealed class VacancyTests : IAsyncLifetime
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
    public async Task The_last_co_organizer_who_steps_back_leaves_one_vacancy_and_staff_hear_of_it()
    {
        await LedByNobodyAsync();
        Assert.Empty(await story.AskAsync(db => db.Vacancies.ToListAsync()));
        var role = (await story.ChapterAsync(oslo)).Organizers.Single().Id;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => story.DoAsync<OrganizerService>(s => s.RemoveAsync(story.Max, oslo, role)))));
        var vacancy = await OpenAsync();
        Assert.Equal(
            (oslo, ChapterStory.Start, ChapterStory.Start.AddDays(30), ChapterStory.Start.AddDays(210), (DateTime?)null),
            (vacancy.ChapterId, vacancy.Since, vacancy.MembersUntil, vacancy.AdoptionUntil, vacancy.AskedAt));
        Assert.Equal(["OrganizersGone"], await story.LettersAsync("Aino"));
        Assert.Equal(["organizer.left", "chapter.without-organizers"], await story.HistoryAsync(oslo));
    }

    [Fact]
    public async Task While_a_lead_or_a_co_organizer_is_left_nothing_is_vacant_and_a_host_alone_is_nobody()
    {
        await story.SaveAsync(async db => db.AddRange(
            new Organizer(await db.Chapters.SingleAsync(), story.Max, OrganizerRole.CoOrganizer, ChapterStory.Start), new Organizer(await db.Chapters.SingleAsync(), story.Ida, OrganizerRole.Host, ChapterStory.Start)));
        await LookAsync();
        Assert.Equal(0, await story.AskAsync(db => db.Vacancies.CountAsync()));
        await story.SaveAsync(async db => db.RemoveRange(await db.Organizers.Where(o => o.Role != OrganizerRole.Host).ToListAsync()));
        await LookAsync();
        await LookAsync();
        Assert.Equal(1, await story.AskAsync(db => db.Vacancies.CountAsync()));
    }

    [Fact]
    public async Task The_database_itself_holds_one_open_vacancy_per_chapter()
    {
        await story.SaveAsync(db => Task.FromResult(db.Add(new Vacancy(oslo, ChapterStory.Start, 30, 180))));
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => story.SaveAsync(db => Task.FromResult(db.Add(new Vacancy(oslo, ChapterStory.Start, 30, 180)))));
        Assert.True(error.IsUniqueViolation());
        await story.SaveAsync(async db => (await db.Vacancies.SingleAsync()).End(ChapterStory.Start));
        await story.SaveAsync(db => Task.FromResult(db.Add(new Vacancy(oslo, ChapterStory.Start, 30, 180))));
    }

    [Fact]
    public async Task A_deleted_account_that_the_nightly_job_finds_among_the_organizers_leaves_a_vacancy_too()
    {
        await story.SaveAsync(db => db.InTransactionAsync(token => db.People.Where(p => p.Id == story.Lena).ExecuteUpdateAsync(set => set.SetProperty(p => p.DeletedAt, ChapterStory.Start), token)));
        await story.DoAsync<ForgetPeople>(async job => Assert.Equal("0 members, 1 organizers, 0 addresses", await job.RunAsync(CancellationToken.None)));
        Assert.Equal(oslo, (await OpenAsync()).ChapterId);
        Assert.Equal(["OrganizersGone"], await story.LettersAsync("Aino"));
    }

    [Fact]
    public async Task First_its_members_then_everybody_each_step_once()
    {
        await VacateAsync();
        Assert.Equal("1 asked their members, 0 open to everybody, 0 over", await SeekAsync());
        Assert.Equal("0 asked their members, 0 open to everybody, 0 over", await SeekAsync());
        story.GoTo(29);
        Assert.Equal("0 asked their members, 0 open to everybody, 0 over", await SeekAsync());
        story.GoTo(30);
        var said = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(SeekAsync)));
        Assert.Single(said, s => s == "0 asked their members, 1 open to everybody, 0 over");
        Assert.Equal(["OrganizersGone", "OpenToAdoption"], await story.LettersAsync("Aino"));
        Assert.Equal(["chapter.without-organizers", "chapter.members-asked", "chapter.open-to-adoption"], await story.HistoryAsync(oslo));
        Assert.Equal(ChapterStory.Start.AddDays(30), (await OpenAsync()).OpenedAt);
    }

    [Fact]
    public async Task While_members_are_asked_somebody_else_is_told_from_when_on_they_may_ask()
    {
        await VacateAsync();
        await story.DoAsync<MembershipService>(s => s.JoinAsync(story.Max, oslo));
        var refused = await Assert.ThrowsAsync<RuleException>(() => AskAsync(story.Ida));
        Assert.Equal("The members of this group are asked first. From 1 April 2026 on everybody may ask.", refused.Message);
        await AskAsync(story.Max);
        Assert.Equal([story.Max], await story.AskAsync(db => db.HandOvers.Select(h => h.ToId).ToListAsync()));
        story.GoTo(30);
        await AskAsync(story.Ida);
        Assert.Equal([story.Max, story.Ida], await story.AskAsync(db => db.HandOvers.OrderBy(h => h.Id).Select(h => h.ToId).ToListAsync()));
    }

    [Fact]
    public async Task Who_left_the_group_is_no_member_any_more_and_a_host_is_one_of_it()
    {
        await VacateAsync();
        await story.DoAsync<MembershipService>(s => s.JoinAsync(story.Max, oslo));
        await story.DoAsync<MembershipService>(s => s.LeaveAsync(story.Max, oslo));
        await Assert.ThrowsAsync<RuleException>(() => AskAsync(story.Max));
        await story.SaveAsync(async db => db.Add(new Organizer(await db.Chapters.SingleAsync(), story.Ida, OrganizerRole.Host, ChapterStory.Start)));
        await AskAsync(story.Ida);
        Assert.Equal([story.Ida], await story.AskAsync(db => db.HandOvers.Select(h => h.ToId).ToListAsync()));
    }

    [Fact]
    public async Task Who_gets_the_lead_ends_it_and_whoever_else_asked_hears_so()
    {
        await VacateAsync();
        foreach (var member in new[] { story.Max, story.Ida })
        {
            await story.DoAsync<MembershipService>(s => s.JoinAsync(member, oslo));
            await AskAsync(member);
        }

        var asked = await story.AskAsync(db => db.HandOvers.Where(h => h.ToId == story.Max).Select(h => h.Id).SingleAsync());
        await story.DoAsync<HandOverService>(s => s.DecideAsync(story.Aino, asked, grant: true, null));
        var organizer = Assert.Single((await story.ChapterAsync(oslo)).Organizers);
        Assert.Equal((story.Max, OrganizerRole.Lead), (organizer.PersonId, organizer.Role));
        Assert.Equal(ChapterStory.Start, await story.AskAsync(db => db.Vacancies.Select(v => v.EndedAt).SingleAsync()));
        Assert.Equal(0, await story.AskAsync(db => db.HandOvers.CountAsync(h => h.EndedAt == null)));
        Assert.Equal(["TakeOverDecided"], await story.LettersAsync("Ida"));
        Assert.Contains("Somebody else leads it now", await story.AskAsync(db => db.Outbox.Where(m => m.ToAddress == "ida@example.org").Select(m => m.Body).SingleAsync()), StringComparison.Ordinal);
        Assert.Equal("0 asked their members, 0 open to everybody, 0 over", await SeekAsync());
    }

    [Fact]
    public async Task An_invited_co_organizer_ends_it_and_an_invited_host_does_not()
    {
        var (host, coOrganizer) = (await InvitedAsync("Max", OrganizerRole.Host), await InvitedAsync("Ida", OrganizerRole.CoOrganizer));
        await VacateAsync();
        await story.DoAsync<OrganizerInvitationService>(s => s.AcceptAsync(host, story.Max));
        Assert.Null((await OpenAsync()).EndedAt);
        await story.DoAsync<OrganizerInvitationService>(s => s.AcceptAsync(coOrganizer, story.Ida));
        Assert.Equal(ChapterStory.Start, await story.AskAsync(db => db.Vacancies.Select(v => v.EndedAt).SingleAsync()));
    }

    [Fact]
    public async Task It_ends_with_the_group()
    {
        await VacateAsync();
        story.GoTo(211);
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).FallAsleep());
        await story.DoAsync<DecisionService>(async s => await s.RetireAsync(story.Aino, oslo, (await story.ChapterAsync(oslo)).Version, "Nobody was found in half a year."));
        Assert.Equal("0 asked their members, 0 open to everybody, 1 over", await SeekAsync());
        Assert.Equal("0 asked their members, 0 open to everybody, 0 over", await SeekAsync());
    }

    [Fact]
    public async Task A_test_group_ages_like_others_and_writes_to_nobody()
    {
        await story.SaveAsync(async db => (await db.Chapters.SingleAsync()).MarkAsTest(true));
        await VacateAsync();
        await SeekAsync();
        story.GoTo(30);
        Assert.Equal("0 asked their members, 1 open to everybody, 0 over", await SeekAsync());
        Assert.Empty(await story.LettersAsync("Aino"));
    }

    [Fact]
    public async Task A_group_that_was_imported_and_never_led_here_is_open_to_everybody_at_once()
    {
        await story.SaveAsync(NobodyAsync);
        Assert.Equal("0 asked their members, 0 open to everybody, 0 over", await SeekAsync());
        await AskAsync(story.Ida);
        Assert.Equal(1, await story.AskAsync(db => db.HandOvers.CountAsync()));
    }

    private static Task NobodyAsync(AppDbContext db) => db.InTransactionAsync(token => db.Organizers.ExecuteDeleteAsync(token));

    private async Task VacateAsync()
    {
        await story.SaveAsync(NobodyAsync);
        await LookAsync();
    }

    private Task LookAsync() => story.DoAsync<VacancyService, AppDbContext>((vacancies, db) => db.InTransactionAsync(async token =>
    {
        await vacancies.LookAsync(await db.Chapters.SingleAsync(token), token);
        await db.SaveChangesAsync(token);
    }));

    // The lead's account was deleted; Max, the co-organizer, is left.
    private Task LedByNobodyAsync() => story.SaveAsync(async db =>
    {
        await NobodyAsync(db);
        db.Add(new Organizer(await db.Chapters.SingleAsync(), story.Max, OrganizerRole.CoOrganizer, ChapterStory.Start));
    });

    private async Task<string> InvitedAsync(string name, OrganizerRole role)
    {
        await story.DoAsync<OrganizerInvitationService>(s => s.InviteAsync(story.Lena, oslo, name, $"{name.ToLowerInvariant()}@example.org", role));
        return await story.TokenAsync("InvitedToOrganize");
    }

    private Task AskAsync(long personId) => story.DoAsync<HandOverService>(s => s.AskAsync(personId, oslo, "I know a room."));

    private Task<Vacancy> OpenAsync() => story.AskAsync(db => db.Vacancies.AsNoTracking().SingleAsync(v => v.EndedAt == null));

    private async Task<string> SeekAsync()
    {
        var said = "";
        await story.DoAsync<SeekOrganizers>(async job => said = await job.RunAsync(CancellationToken.None));
        return said;
    }
}
