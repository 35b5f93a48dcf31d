using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>At the door.</summary>
public sealed class CheckInTests : IAsyncLifetime
{
    private EventWorld world = null!;
    private long meetup;
    private Answer max = null!;

    public async Task InitializeAsync()
    {
        world = await EventWorld.OpenAsync();
        meetup = await world.PublishedAsync(seats: 2);
        max = await world.AnswerAsync(meetup, await world.PersonAsync("Max"));
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).StartsAt.AddMinutes(-20)));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Two_devices_check_somebody_in_once_and_the_first_time_stays()
    {
        var first = world.Clock.Now();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CheckInAsync(max.Id)));
        world.Clock.Move(TimeSpan.FromMinutes(3));
        await CheckInAsync(max.Id);
        Assert.Equal(first, await CheckedInAtAsync(max.Id));
    }

    [Fact]
    public async Task A_check_in_is_taken_back_for_fifteen_minutes()
    {
        await CheckInAsync(max.Id);
        world.Clock.Move(TimeSpan.FromMinutes(15));
        await world.UseAsync<CheckInService>(s => s.UndoAsync(meetup, max.Id));
        Assert.Null(await CheckedInAtAsync(max.Id));
        await CheckInAsync(max.Id);
        world.Clock.Move(TimeSpan.FromMinutes(15.1));
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<CheckInService>(s => s.UndoAsync(meetup, max.Id)));
        Assert.NotNull(await CheckedInAtAsync(max.Id));
    }

    [Fact]
    public async Task Nobody_is_checked_in_with_the_number_of_another_event_without_a_seat_or_long_before()
    {
        var other = await world.PublishedAsync(EventWorld.Details() with { Title = "Other", Date = new DateOnly(2026, 3, 27) });
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<CheckInService>(s => s.CheckInAsync(other, max.Id)));
        await world.SayNoAsync(meetup, max.PersonId!.Value);
        await Assert.ThrowsAsync<RuleException>(() => CheckInAsync(max.Id));
        world.Clock.Move(TimeSpan.FromDays(-1));
        Assert.Equal("Check-in opens twelve hours before the event.", (await Assert.ThrowsAsync<RuleException>(() => CheckInAsync(max.Id))).Message);
        Assert.Null(await CheckedInAtAsync(max.Id));
    }

    [Fact]
    public async Task Who_walks_in_takes_a_free_seat_and_never_one_too_many()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return await world.UseAsync<CheckInService, Answer>(s => s.WalkInAsync(meetup, $"Guest {i}", null));
            }
            catch (RuleException)
            {
                return null;
            }
        }));
        var seated = Assert.Single(attempts, a => a is not null)!;
        Assert.Equal((AnswerState.Seated, true, true), (seated.State, seated.WalkedIn, seated.CheckedInAt is not null));
        Assert.Equal((2, 2, 2), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task A_seat_nobody_came_for_is_freed_after_the_start_and_the_one_at_the_door_takes_it()
    {
        await world.AnswerAsync(meetup, await world.PersonAsync("Ida"));
        Assert.Equal("Until the event begins the seat is theirs.", (await Assert.ThrowsAsync<RuleException>(() => FreeAsync())).Message);
        world.Clock.Move(TimeSpan.FromMinutes(30));
        await FreeAsync();
        await FreeAsync();
        Assert.Equal((1, 1, 2), await world.SeatsAsync(meetup));
        await world.UseAsync<CheckInService, Answer>(s => s.WalkInAsync(meetup, "Vera", "vera@example.org"));
        Assert.Equal((2, 2, 2), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Who_is_here_keeps_the_seat_and_who_is_on_the_list_does_not_walk_in_again()
    {
        await CheckInAsync(max.Id);
        world.Clock.Move(TimeSpan.FromMinutes(30));
        Assert.Equal("Max is here.", (await Assert.ThrowsAsync<RuleException>(FreeAsync)).Message);
        var broken = await Assert.ThrowsAsync<RuleException>(() => WalkInAsync(meetup, "MAX@example.org"));
        Assert.Equal(("Email", "Max is on the list already."), (broken.Field, broken.Message));
        Assert.Equal((1, 1, 2), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task The_door_is_shut_a_week_later_at_what_does_not_take_place_and_online()
    {
        var (cancelled, online) = (await world.PublishedAsync(seats: 5), await world.PublishedAsync(EventWorld.Details() with { Mode = EventMode.Online, OnlineLink = "https://meet.example.org/oslo", CapacityInPerson = null }));
        await world.UseAsync<EventService>(s => s.CancelAsync(world.LenaId, cancelled, "The room is gone."));
        Assert.Equal("This event does not take place, so nobody is checked in.", (await Assert.ThrowsAsync<RuleException>(() => WalkInAsync(cancelled))).Message);
        Assert.Equal("This event is online only; nobody walks in.", (await Assert.ThrowsAsync<RuleException>(() => WalkInAsync(online))).Message);
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).EndsAt.AddDays(7)).AddMinutes(1));
        Assert.Equal("Check-in closed a week after the event.", (await Assert.ThrowsAsync<RuleException>(() => CheckInAsync(max.Id))).Message);
        Assert.Null(await CheckedInAtAsync(max.Id));
    }

    private Task WalkInAsync(long eventId, string? email = null) => world.UseAsync<CheckInService>(s => s.WalkInAsync(eventId, "Vera", email));

    private Task FreeAsync() => world.UseAsync<CheckInService>(s => s.FreeAsync(world.LenaId, meetup, max.Id));

    private Task CheckInAsync(long answerId) => world.UseAsync<CheckInService>(s => s.CheckInAsync(meetup, answerId));

    private async Task<DateTime?> CheckedInAtAsync(long answerId)
    {
        await using var db = world.Db();
        return await db.Answers.Where(a => a.Id == answerId).Select(a => a.CheckedInAt).SingleAsync();
    }
}
