using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Events.Jobs;
using UserGroups.Events.Letters;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>Who sits, who waits, who is asked next.</summary>
public sealed class SeatTests : IAsyncLifetime
{
    private EventWorld world = null!;

    public async Task InitializeAsync() => world = await EventWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_seat_that_is_freed_goes_to_the_first_in_line()
    {
        var (meetup, max, ida, aino) = await FullForTwoInLineAsync();
        await world.SayNoAsync(meetup, max);

        Assert.Equal((AnswerState.Withdrawn, AnswerState.Offered, AnswerState.Waiting), (await world.StateAsync(meetup, max), await world.StateAsync(meetup, ida), await world.StateAsync(meetup, aino)));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
        Assert.Equal([nameof(OnWaitingList), nameof(SeatOffered)], await world.LettersAsync("ida@example.org"));
        Assert.Equal([nameof(SeatGiven), nameof(SeatGivenBack)], await world.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task A_no_from_somebody_without_a_seat_promotes_nobody()
    {
        var (meetup, _, ida, aino) = await FullForTwoInLineAsync();
        await world.SayNoAsync(meetup, ida);
        await world.SayNoAsync(meetup, await world.PersonAsync("Finn"));

        Assert.Equal(AnswerState.Waiting, await world.StateAsync(meetup, aino));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Saying_no_twice_frees_one_seat()
    {
        var (meetup, max, _, aino) = await FullForTwoInLineAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.SayNoAsync(meetup, max)));
        Assert.Equal(AnswerState.Waiting, await world.StateAsync(meetup, aino));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Answering_yes_twenty_times_at_once_takes_one_seat_and_writes_one_letter()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        var max = await world.PersonAsync("Max");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.AnswerAsync(meetup, max)));
        Assert.Single(answers.Select(a => a.Id).Distinct());
        Assert.Equal((1, 1, 5), await world.SeatsAsync(meetup));
        Assert.Equal([nameof(SeatGiven)], await world.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task Guests_count_as_seats_and_who_needs_more_than_is_free_is_passed_over_until_it_fits()
    {
        var meetup = await world.PublishedAsync(seats: 3);
        var people = await world.PeopleAsync(5);
        await world.AnswerAsync(meetup, people[0], guests: 1);
        await world.AnswerAsync(meetup, people[1]);
        await world.AnswerAsync(meetup, people[2], guests: 2);
        await world.AnswerAsync(meetup, people[3]);
        Assert.Equal((AnswerState.Waiting, AnswerState.Waiting), (await world.StateAsync(meetup, people[2]), await world.StateAsync(meetup, people[3])));

        await world.SayNoAsync(meetup, people[1]);
        Assert.Equal((AnswerState.Waiting, AnswerState.Offered), (await world.StateAsync(meetup, people[2]), await world.StateAsync(meetup, people[3])));

        await world.SayNoAsync(meetup, people[3]);
        Assert.Equal(AnswerState.Waiting, await world.StateAsync(meetup, people[2]));
        await world.SayNoAsync(meetup, people[0]);
        Assert.Equal(AnswerState.Offered, await world.StateAsync(meetup, people[2]));
        Assert.Equal((3, 3, 3), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Raised_capacity_goes_to_those_in_line_at_once()
    {
        var (meetup, _, ida, aino) = await FullForTwoInLineAsync();
        await world.ChangeAsync(meetup, d => d with { CapacityInPerson = 10 });
        Assert.Equal((AnswerState.Offered, AnswerState.Offered), (await world.StateAsync(meetup, ida), await world.StateAsync(meetup, aino)));
        Assert.Equal((3, 3, 10), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Lowered_capacity_drops_nobody_and_seats_above_it_are_not_given_again()
    {
        var meetup = await world.PublishedAsync(seats: 3);
        var people = await world.PeopleAsync(4);
        foreach (var person in people)
            await world.AnswerAsync(meetup, person);
        await world.ChangeAsync(meetup, d => d with { CapacityInPerson = 1 });
        Assert.Equal((3, 3, 1), await world.SeatsAsync(meetup));

        await world.SayNoAsync(meetup, people[0]);
        await world.SayNoAsync(meetup, people[1]);
        Assert.Equal(AnswerState.Waiting, await world.StateAsync(meetup, people[3]));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
        Assert.Equal(1, (await world.EventAsync(meetup)).CeilingInPerson);
        await world.SayNoAsync(meetup, people[2]);
        Assert.Equal(AnswerState.Offered, await world.StateAsync(meetup, people[3]));
    }

    [Fact]
    public async Task Somebody_with_a_seat_may_bring_fewer_or_more_while_seats_last()
    {
        var meetup = await world.PublishedAsync(seats: 3);
        var people = await world.PeopleAsync(2);
        await world.AnswerAsync(meetup, people[0], guests: 1);
        await world.AnswerAsync(meetup, people[1]);
        var error = await Assert.ThrowsAsync<RuleException>(() => world.AnswerAsync(meetup, people[0], guests: 2));
        Assert.Equal(("There are not that many seats free. What you have stays yours.", "Guests"), (error.Message, error.Field));
        Assert.Equal((3, 3, 3), await world.SeatsAsync(meetup));
        await world.AnswerAsync(meetup, people[0]);
        Assert.Equal((2, 2, 3), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task A_hybrid_event_has_two_rooms_and_who_moves_frees_the_old_seat()
    {
        var meetup = await world.PublishedAsync(EventWorld.Details() with { Mode = EventMode.Hybrid, CapacityInPerson = 1, CapacityOnline = 1, OnlineLink = "https://meet.example.org/oslo" });
        var people = await world.PeopleAsync(2);
        await world.AnswerAsync(meetup, people[0]);
        await world.AnswerAsync(meetup, people[1]);
        await world.AnswerAsync(meetup, people[0], kind: SeatKind.Online);
        Assert.Equal((AnswerState.Seated, AnswerState.Offered), (await world.StateAsync(meetup, people[0]), await world.StateAsync(meetup, people[1])));
        Assert.Equal(((1, 1, 1), (1, 1, 1)), (await world.SeatsAsync(meetup), await world.SeatsAsync(meetup, SeatKind.Online)));
    }

    [Fact]
    public async Task An_offer_holds_twelve_hours_then_the_next_is_asked()
    {
        var (meetup, max, ida, aino) = await FullForTwoInLineAsync();
        await world.SayNoAsync(meetup, max);
        world.Clock.Move(TimeSpan.FromHours(11.99));
        Assert.Equal("0 offers ended", await world.RunAsync<EndOffers>());
        world.Clock.Move(TimeSpan.FromHours(0.01));
        Assert.Equal("1 offers ended", await world.RunAsync<EndOffers>());
        Assert.Equal((AnswerState.Withdrawn, AnswerState.Offered), (await world.StateAsync(meetup, ida), await world.StateAsync(meetup, aino)));
        Assert.Equal([nameof(OnWaitingList), nameof(SeatOffered), nameof(OfferRanOut)], await world.LettersAsync("ida@example.org"));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Inside_the_last_day_an_offer_holds_two_hours_and_never_beyond_the_start()
    {
        var (meetup, max, ida, _) = await FullForTwoInLineAsync();
        var starts = (await world.EventAsync(meetup)).StartsAt;
        world.Clock.Set(new DateTimeOffset(starts.AddHours(-20)));
        await world.SayNoAsync(meetup, max);
        Assert.Equal(starts.AddHours(-18), await OfferedUntilAsync(meetup, ida));
        world.Clock.Set(new DateTimeOffset(starts.AddHours(-1)));
        await world.RunAsync<EndOffers>();
        Assert.Equal(0, await CountAsync(meetup, a => a.OfferedUntil > starts));
    }

    [Fact]
    public async Task Who_takes_the_offer_has_the_seat()
    {
        var (meetup, max, ida, _) = await FullForTwoInLineAsync();
        await world.SayNoAsync(meetup, max);
        await world.AnswerAsync(meetup, ida);
        world.Clock.Move(TimeSpan.FromHours(13));
        await world.RunAsync<EndOffers>();
        Assert.Equal(AnswerState.Seated, await world.StateAsync(meetup, ida));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_seat_too_many()
    {
        var meetup = await world.PublishedAsync(seats: 2);
        await using var db = world.Db();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.InTransactionAsync(
            token => db.Events.Where(e => e.Id == meetup).ExecuteUpdateAsync(set => set.SetProperty(e => e.TakenInPerson, 3), token)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.InTransactionAsync(
            token => db.Events.Where(e => e.Id == meetup).ExecuteUpdateAsync(set => set.SetProperty(e => e.TakenInPerson, -1), token)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(99)]
    [InlineData(int.MaxValue)]
    public async Task Nobody_brings_fewer_than_no_guests_or_more_than_three(int guests)
    {
        var meetup = await world.PublishedAsync(seats: 100);
        var max = await world.PersonAsync("Max");
        var error = await Assert.ThrowsAsync<RuleException>(() => world.AnswerAsync(meetup, max, guests));
        Assert.Equal(("You can bring up to 3 guests.", "Guests"), (error.Message, error.Field));
        Assert.Equal((0, 0, 100), await world.SeatsAsync(meetup));
        Assert.Equal(0, await CountAsync(meetup, _ => true));
    }

    private async Task<(long Event, long Max, long Ida, long Aino)> FullForTwoInLineAsync()
    {
        var meetup = await world.PublishedAsync(seats: 1);
        var (max, ida, aino) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"), await world.PersonAsync("Aino"));
        foreach (var person in new[] { max, ida, aino })
        {
            await world.AnswerAsync(meetup, person);
            world.Clock.Move(TimeSpan.FromMinutes(1));
        }

        return (meetup, max, ida, aino);
    }

    private async Task<DateTime?> OfferedUntilAsync(long eventId, long personId)
    {
        await using var db = world.Db();
        return await db.Answers.Where(a => a.EventId == eventId && a.PersonId == personId).Select(a => a.OfferedUntil).SingleAsync();
    }

    private async Task<int> CountAsync(long eventId, System.Linq.Expressions.Expression<Func<Answer, bool>> which)
    {
        await using var db = world.Db();
        return await db.Answers.Where(a => a.EventId == eventId).CountAsync(which);
    }
}
