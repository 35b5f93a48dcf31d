using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Events.Letters;
using UserGroups.Shared;
using UserGroups.Tests.Data;

namespace UserGroups.Tests.Events;

/// <summary>Guards that another guard stands behind: each is looked at alone, so that none of them can go unnoticed.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private EventWorld world = null!;

    public async Task InitializeAsync() => world = await EventWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task What_is_cancelled_takes_neither_yes_nor_no_and_what_is_over_keeps_its_seats()
    {
        var (max, ida) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"));
        var (cancelled, over) = (await world.PublishedAsync(seats: 5), await world.PublishedAsync(seats: 5));
        await world.AnswerAsync(cancelled, max);
        await world.AnswerAsync(over, max);
        await world.UseAsync<EventService>(s => s.CancelAsync(world.LenaId, cancelled, "The room is gone."));
        Assert.Equal("This event is cancelled.", await RefusalAsync(() => world.AnswerAsync(cancelled, ida)));
        Assert.Equal("This event is cancelled.", await RefusalAsync(() => world.SayNoAsync(cancelled, max)));
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(over)).EndsAt));
        Assert.Equal("This event is over.", await RefusalAsync(() => world.SayNoAsync(over, max)));
        Assert.Equal((1, 1, 5), await world.SeatsAsync(over));
    }

    [Fact]
    public async Task Who_is_checked_in_does_not_give_the_seat_back()
    {
        var max = await world.PersonAsync("Max");
        var meetup = await world.PublishedAsync(seats: 5);
        var answer = await world.AnswerAsync(meetup, max);
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).StartsAt));
        await world.UseAsync<CheckInService>(s => s.CheckInAsync(meetup, answer.Id));
        Assert.Equal("You are checked in; enjoy the evening.", await RefusalAsync(() => world.SayNoAsync(meetup, max)));
        Assert.Equal((1, 1, 5), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task The_link_of_one_event_does_nothing_to_the_answer_for_another()
    {
        var max = await world.PersonAsync("Max");
        var (maps, tiles) = (await world.PublishedAsync(seats: 5), await world.PublishedAsync(EventWorld.Details("Tiles", 5)));
        await world.AnswerAsync(maps, max);
        await world.AnswerAsync(tiles, max);
        // The newest letter is the one about the second event.
        var token = await world.TokenAsync("max@example.org");
        var changed = await world.UseAsync<AnswerService, Answer>(s => s.RespondAsync(token, AnswerWish.No));
        Assert.Equal((tiles, AnswerState.Withdrawn, AnswerState.Seated), (changed.EventId, await world.StateAsync(tiles, max), await world.StateAsync(maps, max)));
    }

    [Fact]
    public async Task Who_waits_keeps_the_place_in_line_with_another_wish()
    {
        var (max, ida, aino) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"), await world.PersonAsync("Aino"));
        var meetup = await world.PublishedAsync(seats: 2);
        await world.AnswerAsync(meetup, max, guests: 1);
        await world.AnswerAsync(meetup, ida, guests: 1);
        world.Clock.Move(TimeSpan.FromMinutes(1));
        await world.AnswerAsync(meetup, aino, guests: 1);
        world.Clock.Move(TimeSpan.FromMinutes(1));
        await world.AnswerAsync(meetup, ida);
        await world.SayNoAsync(meetup, max);
        Assert.Equal((AnswerState.Offered, AnswerState.Waiting), (await world.StateAsync(meetup, ida), await world.StateAsync(meetup, aino)));
    }

    [Fact]
    public async Task Who_changes_to_another_line_stands_at_its_end()
    {
        var (max, ida, aino, finn) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"), await world.PersonAsync("Aino"), await world.PersonAsync("Finn"));
        var meetup = await world.PublishedAsync(EventWorld.Details(seats: 1) with { Mode = EventMode.Hybrid, OnlineLink = "https://meet.example.org/oslo", CapacityOnline = 1 });
        await world.AnswerAsync(meetup, max);
        await world.AnswerAsync(meetup, finn, kind: SeatKind.Online);
        await world.AnswerAsync(meetup, ida);
        world.Clock.Move(TimeSpan.FromMinutes(1));
        await world.AnswerAsync(meetup, aino, kind: SeatKind.Online);
        world.Clock.Move(TimeSpan.FromMinutes(1));
        await world.AnswerAsync(meetup, ida, kind: SeatKind.Online);
        await world.SayNoAsync(meetup, finn);
        Assert.Equal((AnswerState.Waiting, AnswerState.Offered), (await world.StateAsync(meetup, ida), await world.StateAsync(meetup, aino)));
    }

    [Fact]
    public async Task Who_joins_the_line_once_it_has_begun_gets_no_letter_that_promises_another_and_who_joins_before_gets_one()
    {
        var (max, ida, finn) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"), await world.PersonAsync("Finn"));
        var meetup = await world.PublishedAsync(seats: 1);
        await world.AnswerAsync(meetup, max);
        await world.AnswerAsync(meetup, finn);
        // The same press again is the same place in line, and no second letter.
        await world.AnswerAsync(meetup, finn);
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).StartsAt));
        await world.AnswerAsync(meetup, ida);
        Assert.Equal((AnswerState.Waiting, AnswerState.Waiting), (await world.StateAsync(meetup, finn), await world.StateAsync(meetup, ida)));
        Assert.Equal([nameof(OnWaitingList)], await world.LettersAsync("finn@example.org"));
        Assert.Empty(await world.LettersAsync("ida@example.org"));
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_seat_that_is_given_back_after_the_start()
    {
        var (max, ida) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"));
        var meetup = await world.PublishedAsync(seats: 1);
        await world.AnswerAsync(meetup, max);
        await world.AnswerAsync(meetup, ida);
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).StartsAt));
        await world.SayNoAsync(meetup, max);
        Assert.Equal(AnswerState.Waiting, await world.StateAsync(meetup, ida));
        Assert.Equal([nameof(OnWaitingList)], await world.LettersAsync("ida@example.org"));
        Assert.Equal((0, 0, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Seats_online_end_too_and_a_lowered_number_of_them_drops_nobody()
    {
        var (max, ida, aino) = (await world.PersonAsync("Max"), await world.PersonAsync("Ida"), await world.PersonAsync("Aino"));
        var meetup = await world.PublishedAsync(EventWorld.Details() with { Mode = EventMode.Online, OnlineLink = "https://meet.example.org/oslo", CapacityInPerson = null, CapacityOnline = 2 });
        await world.AnswerAsync(meetup, max, kind: SeatKind.Online);
        await world.AnswerAsync(meetup, ida, kind: SeatKind.Online);
        Assert.Equal(AnswerState.Waiting, (await world.AnswerAsync(meetup, aino, kind: SeatKind.Online)).State);
        Assert.Equal((2, 2, 2), await world.SeatsAsync(meetup, SeatKind.Online));
        await world.ChangeAsync(meetup, d => d with { CapacityOnline = 1 });
        Assert.Equal((2, 2, 1), await world.SeatsAsync(meetup, SeatKind.Online));
        await world.SayNoAsync(meetup, max);
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup, SeatKind.Online));
        Assert.Equal(AnswerState.Waiting, await world.StateAsync(meetup, aino));
        Assert.Equal((1, 1), ((await world.EventAsync(meetup)).TakenOnline, (await world.EventAsync(meetup)).CeilingOnline));
    }

    [Fact]
    public async Task The_ledger_gives_no_seat_of_an_event_that_is_not_published()
    {
        var draft = await world.DraftAsync(EventWorld.Details(seats: 5));
        await using var db = world.Db();
        Assert.False(await db.InTransactionAsync(token => new SeatLedger(db).TakeAsync(draft, SeatKind.InPerson, 1, token)));
        Assert.Equal((0, 0, 5), await world.SeatsAsync(draft));
    }

    [Theory]
    [InlineData("UPDATE Events SET CeilingOnline = 1, TakenOnline = 2", "CK_Events_SeatsOnline")]
    [InlineData("UPDATE Events SET TakenOnline = -1", "CK_Events_SeatsOnline")]
    [InlineData("UPDATE Events SET TakenInPerson = -1", "CK_Events_SeatsInPerson")]
    [InlineData("UPDATE Answers SET Guests = 11", "CK_Answers_Guests")]
    [InlineData("UPDATE Answers SET Guests = -1", "CK_Answers_Guests")]
    [InlineData("UPDATE Events SET EndsAt = StartsAt", "CK_Events_Time")]
    [InlineData("UPDATE AgendaItems SET Minutes = 0", "CK_AgendaItems_Minutes")]
    [InlineData("UPDATE AgendaItems SET Minutes = 1441", "CK_AgendaItems_Minutes")]
    public async Task The_database_itself_refuses_seats_and_times_that_cannot_be(string tampering, string constraint)
    {
        await world.AnswerAsync(await world.PublishedAsync(seats: 5), await world.PersonAsync("Max"));
        await using var db = world.Db();
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(tampering, token)));
        Assert.Contains(constraint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_keeps_one_answer_for_an_address_and_one_for_a_person()
    {
        var max = await world.PersonAsync("Max");
        var meetup = await world.PublishedAsync(seats: 5);
        await world.AnswerAsync(meetup, max);
        Assert.True(await IsRefusedAsync(new Answer(meetup, "Max", "MAX@example.org", null, world.Clock.Now())));
        Assert.True(await IsRefusedAsync(new Answer(meetup, "Max", "max@elsewhere.example", max, world.Clock.Now())));
        Assert.False(await IsRefusedAsync(new Answer(meetup, "Max", "max@elsewhere.example", null, world.Clock.Now())));
    }

    [Theory]
    [InlineData("IX_Events_Slug", "FormKey = NULL; ImportKey = NULL", "Slug = 'other'")]
    [InlineData("IX_Events_FormKey", "Slug = 'other'; ImportKey = NULL", "FormKey = NULL")]
    [InlineData("IX_Events_ImportKey", "Slug = 'other'; FormKey = NULL", "ImportKey = NULL")]
    [InlineData("IX_AgendaItems_EventId_Position", "", "Position = 99")]
    [InlineData("IX_AnswerLinks_TokenHash", "", "TokenHash = 'other'")]
    [InlineData("IX_PersonalCalendars_PersonId", "TokenHash = 'other'", "PersonId = 1")]
    [InlineData("IX_PersonalCalendars_TokenHash", "PersonId = 1", "TokenHash = 'other'")]
    public async Task The_database_itself_lets_none_of_these_stand_twice(string index, string others, string free)
    {
        var max = await world.PersonAsync("Max");
        await world.AnswerAsync(await world.PublishedAsync(seats: 5), max);
        await world.UseAsync<PersonalCalendarService>(s => s.RenewAsync(max));
        await using var db = world.Db();
        var key = Guid.NewGuid();
        await db.InTransactionAsync(token => db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.FormKey, key).SetProperty(e => e.ImportKey, "maps"), token));
        await UniqueIndex.RefusesACopyAsync(db, index, others, free);
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleException>(act)).Message;

    private async Task<bool> IsRefusedAsync(Answer answer)
    {
        await using var db = world.Db();
        db.Add(answer);
        return await Record.ExceptionAsync(() => db.SaveChangesAsync()) is DbUpdateException error && error.IsUniqueViolation();
    }
}
