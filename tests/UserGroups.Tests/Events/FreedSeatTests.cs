using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>A seat freed at the door by a slip, and given back.</summary>
public sealed class FreedSeatTests : IAsyncLifetime
{
    private const string TooLate = "A freed seat can be given back for fifteen minutes; this one was freed before, or not here.";
    private EventWorld world = null!;
    private long meetup;
    private Answer max = null!;

    public async Task InitializeAsync()
    {
        world = await EventWorld.OpenAsync();
        (meetup, max) = await BegunAsync();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_seat_freed_by_a_slip_is_given_back_as_it_was_and_pressed_twice_once()
    {
        await FreeAsync();
        Assert.Equal((0, 0, 1), await world.SeatsAsync(meetup));
        world.Clock.Move(TimeSpan.FromMinutes(15));
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RestoreAsync())))
            Assert.Equal(AnswerState.Seated, answer.State);
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
        await using var db = world.Db();
        var now = await db.Answers.SingleAsync();
        Assert.Equal((max.AnsweredAt, max.SeatedAt, null), (now.AnsweredAt, now.SeatedAt, now.WaitingSince));
        Assert.Equal(["answer.freed", "answer.restored"], await db.History.Where(h => h.SubjectType == nameof(Answer)).OrderBy(h => h.Id).Select(h => h.Action).ToListAsync());
        Assert.Equal([world.LenaId, world.LenaId], await db.History.Where(h => h.SubjectType == nameof(Answer)).Select(h => h.ActorId!.Value).ToListAsync());
    }

    [Fact]
    public async Task Who_cannot_have_the_seat_again_is_first_in_line_and_sits_when_one_is_free()
    {
        // Ida brings a guest, so she waits; Finn alone takes the seat.
        var ida = await world.AnswerAsync(meetup, await world.PersonAsync("Ida"), guests: 1);
        await FreeAsync();
        var finn = await world.AnswerAsync(meetup, await world.PersonAsync("Finn"));
        Assert.Equal((AnswerState.Waiting, AnswerState.Seated), (ida.State, finn.State));
        Assert.Equal((AnswerState.Waiting, AnswerState.Waiting), ((await RestoreAsync()).State, (await RestoreAsync()).State));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
        await using (var db = world.Db())
            Assert.Equal([max.Id, ida.Id], await db.Answers.Where(a => a.State == AnswerState.Waiting).OrderBy(a => a.WaitingSince).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync());
        await FreeAsync(finn.Id);
        Assert.Equal(AnswerState.Seated, (await RestoreAsync()).State);
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Once_it_has_begun_nobody_overtakes_the_line_and_the_first_in_it_takes_the_freed_seat()
    {
        var (ida, finn) = (await world.PersonAsync("Ida"), await world.PersonAsync("Finn"));
        Assert.Equal(AnswerState.Waiting, (await world.AnswerAsync(meetup, ida)).State);
        await FreeAsync();
        Assert.Equal(AnswerState.Waiting, (await world.AnswerAsync(meetup, finn)).State);
        Assert.Equal((0, 0, 1), await world.SeatsAsync(meetup));
        Assert.Equal(AnswerState.Seated, (await world.AnswerAsync(meetup, ida)).State);
        Assert.Equal(AnswerState.Waiting, (await world.AnswerAsync(meetup, finn)).State);
        // The letter about the line promises another one, and after the beginning there is none.
        Assert.Empty(await world.LettersAsync("finn@example.org"));
        Assert.Equal(["SeatGiven"], await world.LettersAsync("ida@example.org"));
    }

    [Fact]
    public async Task Once_it_has_begun_nobody_brings_a_guest_or_changes_over_past_the_line()
    {
        world.Clock.Set(EventWorld.Start);
        meetup = await world.PublishedAsync(EventWorld.Details("Hybrid", seats: 2) with { Mode = EventMode.Hybrid, OnlineLink = "https://meet.example.org/maps", CapacityOnline = 1 });
        var (finn, ida, pia) = (await world.PersonAsync("Finn"), await world.PersonAsync("Ida"), await world.PersonAsync("Pia"));
        var (seated, freed) = (await world.AnswerAsync(meetup, await world.PersonAsync("Max")), await world.AnswerAsync(meetup, finn));
        await world.AnswerAsync(meetup, pia, kind: SeatKind.Online);
        Assert.Equal(AnswerState.Waiting, (await world.AnswerAsync(meetup, ida)).State);
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).StartsAt.AddMinutes(10)));
        await FreeAsync(freed.Id);
        foreach (var past in new Func<Task>[] { () => world.AnswerAsync(meetup, seated.PersonId!.Value, guests: 1), () => world.AnswerAsync(meetup, pia) })
            Assert.Equal("The seats that are free are for those in line. What you have stays yours.", (await Assert.ThrowsAsync<RuleException>(past)).Message);
        Assert.Equal(AnswerState.Seated, (await world.AnswerAsync(meetup, ida)).State);
        Assert.Equal((2, 2, 2), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Only_what_was_freed_at_this_door_and_lately_is_given_back()
    {
        await FreeAsync();
        var other = await world.PublishedAsync(EventWorld.Details("Other") with { Time = new TimeOnly(20, 0) });
        Assert.Equal(TooLate, (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<CheckInService, Answer>(s => s.RestoreAsync(world.LenaId, other, max.Id)))).Message);
        world.Clock.Move(TimeSpan.FromMinutes(15.1));
        Assert.Equal(TooLate, (await Assert.ThrowsAsync<RuleException>(RestoreAsync)).Message);
        var ida = await world.PersonAsync("Ida");
        var gone = await world.AnswerAsync(meetup, ida);
        await world.SayNoAsync(meetup, ida);
        Assert.Equal(TooLate, (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<CheckInService, Answer>(s => s.RestoreAsync(world.LenaId, meetup, gone.Id)))).Message);
        Assert.Equal((0, 0, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task When_undo_and_new_answers_want_the_last_seat_at_once_one_gets_it()
    {
        var people = await world.PeopleAsync(10);
        for (var round = 0; round < 10; round++)
        {
            await FreeAsync();
            var undo = Enumerable.Range(0, 10).Select(_ => Task.Run(RestoreAsync));
            await Task.WhenAll(undo.Concat(people.Select(p => Task.Run(() => world.AnswerAsync(meetup, p)))));
            Assert.Equal((round, 1, 1, 1), (round, (await world.SeatsAsync(meetup)).Counted, (await world.SeatsAsync(meetup)).Held, await SeatedAsync()));
            (meetup, max) = await BegunAsync(round + 1);
        }
    }

    private async Task<(long, Answer)> BegunAsync(int number = 0)
    {
        world.Clock.Set(EventWorld.Start);
        var id = await world.PublishedAsync(EventWorld.Details($"Maps {number}", seats: 1));
        var answer = await world.AnswerAsync(id, await world.PersonAsync($"Max{number}"));
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(id)).StartsAt.AddMinutes(10)));
        return (id, answer);
    }

    private async Task<int> SeatedAsync()
    {
        await using var db = world.Db();
        return await db.Answers.CountAsync(a => a.EventId == meetup && a.State == AnswerState.Seated);
    }

    private Task FreeAsync(long? answerId = null) => world.UseAsync<CheckInService>(s => s.FreeAsync(world.LenaId, meetup, answerId ?? max.Id));

    private Task<Answer> RestoreAsync() => world.UseAsync<CheckInService, Answer>(s => s.RestoreAsync(world.LenaId, meetup, max.Id));
}
