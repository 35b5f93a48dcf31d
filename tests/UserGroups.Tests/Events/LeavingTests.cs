using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Events.Jobs;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>What is left of people who go, of offers whose date goes, and of groups whose lead goes.</summary>
public sealed class LeavingTests : IAsyncLifetime
{
    private static readonly VisitOrigin Origin = new("Firefox", "10.0.0.0/24");
    private EventWorld world = null!;

    public async Task InitializeAsync() => world = await EventWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_deleted_account_frees_the_seat_to_come_for_the_next_in_line_and_keeps_the_evening_that_was_without_the_name()
    {
        var (max, ida) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"));
        var past = await world.PublishedAsync(seats: 5);
        await world.AnswerAsync(past, max);
        world.Clock.Move(TimeSpan.FromDays(19));
        await using (var db = world.Db())
            await db.InTransactionAsync(t => db.Answers.ExecuteUpdateAsync(set => set.SetProperty(a => a.CheckedInAt, world.Clock.Now()), t));
        var next = await world.PublishedAsync(EventWorld.Details("Next", seats: 1) with { Date = new DateOnly(2026, 4, 20) });
        await world.AnswerAsync(next, max);
        await world.AnswerAsync(next, ida);
        await world.UseAsync<AccountService>(s => s.DeleteAsync(max, "delete my account"));

        Assert.Equal(AnswerState.Offered, await world.StateAsync(next, ida));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(next));
        await using var after = world.Db();
        var answers = await after.Answers.AsNoTracking().Where(a => a.Name == "Deleted account").OrderBy(a => a.EventId).ToListAsync();
        Assert.Equal([(AnswerState.Seated, true), (AnswerState.Withdrawn, false)], answers.Select(a => (a.State, a.CheckedInAt is not null)));
        Assert.All(answers, a => Assert.Equal((null, $"gone-{a.Id}@deleted.invalid"), (a.PersonId, a.Email)));
        Assert.Equal(0, await after.Answers.CountAsync(a => a.Email.Contains("max@")));
        Assert.Equal(0, await after.AnswerLinks.CountAsync(l => l.Answer.Name == "Deleted account"));
        // Only the letter that says good-bye is left for the address.
        Assert.Equal(["AccountDeleted"], await world.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task The_downloaded_file_has_answers_also_those_given_without_signing_in_and_groups()
    {
        var max = await world.PersonAsync("Max");
        await world.UseAsync<MembershipService>(m => m.JoinAsync(max, world.OsloId));
        var meetup = await world.PublishedAsync(seats: 5);
        await world.UseAsync<AnswerService>(s => s.AskAsync(meetup, "Max", "MAX@example.org", new AnswerWish(true), "10.0.0.0/24"));
        var file = JsonSerializer.Serialize(await world.UseAsync<AccountService, AccountExport>(s => s.ExportAsync(max, Origin)));
        using var json = JsonDocument.Parse(file);
        var parts = json.RootElement.GetProperty("Parts");
        var answer = Assert.Single(parts.GetProperty("Answers").EnumerateArray());
        Assert.Equal(("Maps that explain themselves", "Oslo", "Unconfirmed"), (answer.GetProperty("Event").GetString(), answer.GetProperty("Group").GetString(), answer.GetProperty("State").GetString()));
        Assert.Equal("Oslo", Assert.Single(parts.GetProperty("Groups").GetProperty("Memberships").EnumerateArray()).GetProperty("Group").GetString());
    }

    [Fact]
    public async Task A_group_whose_only_lead_goes_is_open_to_take_over_and_its_co_organizer_is_told_and_may_ask()
    {
        var (max, aino) = (await world.PersonAsync("Max"), await world.PersonAsync("Aino"));
        await using (var db = world.Db())
        {
            var oslo = await db.Chapters.SingleAsync();
            db.AddRange(new Organizer(oslo, world.LenaId, OrganizerRole.Lead, world.Clock.Now()), new Organizer(oslo, max, OrganizerRole.CoOrganizer, world.Clock.Now()));
            db.Add(new RoleGrant(await db.People.SingleAsync(p => p.Id == aino), StaffRole.CommunityManager, null, world.Clock.Now()));
            await db.SaveChangesAsync();
        }

        Assert.Empty(await OpenAsync());
        await world.UseAsync<AccountService>(s => s.DeleteAsync(world.LenaId, "delete my account"));
        Assert.Equal(["LeadGone"], await world.LettersAsync("max@example.org"));
        Assert.Equal([world.OsloId], await OpenAsync());
        await using (var db = world.Db())
            Assert.Equal(1, await db.History.CountAsync(h => h.Action == "lead.gone" && h.SubjectType == nameof(Chapter)));
        await world.UseAsync<HandOverService>(s => s.AskAsync(max, world.OsloId, "I go on."));
        await using (var db = world.Db())
        {
            var asked = await db.HandOvers.Select(h => h.Id).SingleAsync();
            await world.UseAsync<HandOverService>(s => s.DecideAsync(aino, asked, grant: true, null));
        }

        await using var after = world.Db();
        Assert.Equal((max, OrganizerRole.Lead), await after.Organizers.Select(o => ValueTuple.Create(o.PersonId, o.Role)).SingleAsync());
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task The_last_organizer_gone_the_community_managers_are_told()
    {
        var aino = await world.PersonAsync("Aino");
        await using (var db = world.Db())
        {
            db.Add(new Organizer(await db.Chapters.SingleAsync(), world.LenaId, OrganizerRole.Lead, world.Clock.Now()));
            db.Add(new RoleGrant(await db.People.SingleAsync(p => p.Id == aino), StaffRole.CommunityManager, null, world.Clock.Now()));
            await db.SaveChangesAsync();
        }

        await world.UseAsync<AccountService>(s => s.DeleteAsync(world.LenaId, "delete my account"));
        Assert.Equal(["OrganizersGone"], await world.LettersAsync("aino@example.org"));
        await using var after = world.Db();
        Assert.Equal(world.OsloId, await after.Vacancies.Select(v => v.ChapterId).SingleAsync());
    }

    [Fact]
    public async Task A_postponed_event_takes_its_offers_back_and_the_place_in_line_is_kept()
    {
        var people = await world.PeopleAsync(3);
        var meetup = await world.PublishedAsync(seats: 1);
        foreach (var person in people)
            await world.AnswerAsync(meetup, person);
        await world.SayNoAsync(meetup, people[0]);
        Assert.Equal(AnswerState.Offered, await world.StateAsync(meetup, people[1]));
        await world.UseAsync<EventService>(s => s.PostponeAsync(world.LenaId, meetup, "The hall is closed."));
        Assert.Equal((AnswerState.Waiting, AnswerState.Waiting), (await world.StateAsync(meetup, people[1]), await world.StateAsync(meetup, people[2])));
        Assert.Equal((0, 0, 1), await world.SeatsAsync(meetup));
        world.Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal("0 offers ended", await world.RunAsync<EndOffers>());
        await world.ChangeAsync(meetup, d => d with { Date = new DateOnly(2026, 4, 20) });
        await world.UseAsync<EventService>(s => s.PublishAsync(world.LenaId, meetup));
        Assert.Equal((AnswerState.Offered, AnswerState.Waiting), (await world.StateAsync(meetup, people[1]), await world.StateAsync(meetup, people[2])));
    }

    [Fact]
    public async Task Publishing_wakes_a_dormant_group_and_its_history_says_so_once()
    {
        await using (var db = world.Db())
        {
            (await db.Chapters.SingleAsync()).FallAsleep();
            await db.SaveChangesAsync();
        }

        await world.PublishedAsync(seats: 1);
        await world.PublishedAsync(seats: 1);
        await using var after = world.Db();
        var woken = await after.History.AsNoTracking().SingleAsync(h => h.Action == "chapter.woken");
        Assert.Equal((world.LenaId, nameof(Chapter), world.OsloId), (woken.ActorId, woken.SubjectType, woken.SubjectId));
        Assert.Equal(ChapterState.Active, (await after.Chapters.SingleAsync()).State);
    }

    [Fact]
    public async Task An_invitation_names_the_portals_address_as_organizer_and_nobodys_own()
    {
        var max = await world.PersonAsync("Max");
        await world.AnswerAsync(await world.PublishedAsync(seats: 1), max);
        await using var db = world.Db();
        var calendar = (await db.Outbox.AsNoTracking().Where(m => m.ToAddress == "max@example.org").Select(m => m.CalendarText).SingleAsync())!.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("ORGANIZER;CN=\"Oslo\":mailto:calendar@example.org\r\n", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("lena@example.org", calendar, StringComparison.Ordinal);
    }

    private async Task<List<long>> OpenAsync()
    {
        await using var db = world.Db();
        return await db.Chapters.OpenToTakeOver().Select(c => c.Id).ToListAsync();
    }
}
