using Microsoft.EntityFrameworkCore;
using UserGroups.Events;

namespace UserGroups.Tests.Events;

/// <summary>A hundred people press the button at once, a hundred times.</summary>
public sealed class SeatRaceTests : IAsyncLifetime
{
    private const int People = 100;
    private EventWorld world = null!;
    private List<long> people = null!;

    public async Task InitializeAsync()
    {
        world = await EventWorld.OpenAsync();
        people = await world.PeopleAsync(People);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task In_a_hundred_rounds_of_a_hundred_at_once_no_seat_is_given_twice_and_none_stays_empty()
    {
        var (over, under) = await RaceAsync(100, (meetup, person, guests) => world.AnswerAsync(meetup, person, guests));
        Assert.Equal((0, 0), (over, under));
    }

    [Fact]
    public async Task Without_the_guard_the_same_race_gives_seats_twice()
    {
        var (over, _) = await RaceAsync(3, AnswerWithoutGuardAsync);
        Assert.True(over > 0, "The race is too tame to prove anything: reading, then writing, was never wrong.");
    }

    [Fact]
    public async Task While_a_hundred_come_and_go_at_once_counters_and_answers_stay_one()
    {
        var meetup = await world.PublishedAsync(seats: 40);
        await Task.WhenAll(people.Select((person, i) => ComeAndGoAsync(meetup, person, i)));
        var (counted, held, _) = await world.SeatsAsync(meetup);
        Assert.Equal(counted, held);
        Assert.InRange(held, 0, 40);
        Assert.Null(await world.UseAsync<SeatLedger, Answer?>(ledger => ledger.NextInLineAsync(meetup, SeatKind.InPerson, CancellationToken.None)));
    }

    private async Task ComeAndGoAsync(long meetup, long person, int number)
    {
        await world.AnswerAsync(meetup, person, guests: number % 4);
        if (number % 3 == 0)
            await world.SayNoAsync(meetup, person);
        if (number % 6 == 0)
            await world.AnswerAsync(meetup, person);
    }

    // Over: seats held beyond the capacity. Under: seats free although somebody in line would fit.
    private async Task<(int Over, int Under)> RaceAsync(int rounds, Func<long, long, int, Task> answer)
    {
        var (over, under) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var seats = 1 + (round * 37 % 120);
            var meetup = await world.PublishedAsync(EventWorld.Details(seats: seats));
            // Every other round everybody comes alone, so that "full" is one exact number.
            var guests = round % 2;
            await Task.WhenAll(people.Select((person, i) => Task.Run(() => answer(meetup, person, guests * (i % 4)))));
            var (_, held, _) = await world.SeatsAsync(meetup);
            over += Math.Max(0, held - seats);
            under += await FreeThoughWantedAsync(meetup, seats - held);
            if (guests == 0 && over == 0)
                Assert.Equal(Math.Min(seats, People), held);
        }

        return (over, under);
    }

    private async Task<int> FreeThoughWantedAsync(long meetup, int free)
    {
        await using var db = world.Db();
        return await db.Answers.AnyAsync(a => a.EventId == meetup && a.State == AnswerState.Waiting && a.Guests < free) ? free : 0;
    }

    // What everybody writes first: look whether a seat is free, then take it.
    private async Task AnswerWithoutGuardAsync(long meetup, long person, int guests)
    {
        await using var db = world.Db();
        var capacity = await db.Events.Where(e => e.Id == meetup).Select(e => e.CapacityInPerson).SingleAsync();
        var held = await db.Answers.Where(a => a.EventId == meetup && a.State == AnswerState.Seated).SumAsync(a => 1 + a.Guests);
        var answer = new Answer(meetup, "Person", $"person{person}@example.org", person, world.Clock.GetUtcNow().UtcDateTime);
        answer.Wish(SeatKind.InPerson, guests);
        if (held + answer.Seats <= capacity)
            answer.Seat(world.Clock.GetUtcNow().UtcDateTime);
        else
            answer.Wait(world.Clock.GetUtcNow().UtcDateTime, atTheEnd: true);
        db.Add(answer);
        await db.SaveChangesAsync();
    }
}
