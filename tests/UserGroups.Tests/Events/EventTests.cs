using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Events.Jobs;
using UserGroups.Events.Letters;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>From draft to past: what organizers may do and who hears of it.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private EventWorld world = null!;

    public async Task InitializeAsync() => world = await EventWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_local_time_and_its_zone_become_UTC()
    {
        var meetup = await world.EventAsync(await world.DraftAsync());
        Assert.Equal((new DateTime(2026, 3, 20, 17, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 20, 19, 0, 0, DateTimeKind.Utc)), (meetup.StartsAt, meetup.EndsAt));
        var summer = await world.EventAsync(await world.DraftAsync(EventWorld.Details() with { Date = new DateOnly(2026, 6, 20) }));
        Assert.Equal(new DateTime(2026, 6, 20, 16, 0, 0, DateTimeKind.Utc), summer.StartsAt);
        Assert.Equal("maps-that-explain-themselves-2", summer.Slug);
    }

    [Fact]
    public async Task A_time_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first()
    {
        var night = EventWorld.Details() with { Date = new DateOnly(2026, 3, 29), Time = new TimeOnly(2, 30) };
        var error = await Assert.ThrowsAsync<RuleException>(() => world.DraftAsync(night));
        Assert.Equal(("On that day the clocks in Oslo skip 02:30. Choose a time before or after.", "Time"), (error.Message, error.Field));
        var twice = await world.EventAsync(await world.DraftAsync(night with { Date = new DateOnly(2026, 10, 25) }));
        Assert.Equal(new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc), twice.StartsAt);
    }

    public static TheoryData<string, Func<EventDetails, EventDetails>> Impossible => new()
    {
        { "Title", d => d with { Title = "  " } },
        { "Title", d => d with { Title = new string('x', 121) } },
        { "Title", d => d with { Title = "two\nlines" } },
        { "Summary", d => d with { Summary = new string('x', 301) } },
        { "Body", d => d with { Body = new string('x', 20_001) } },
        { "Kind", d => d with { Kind = (EventKind)99 } },
        { "Mode", d => d with { Mode = (EventMode)(-1) } },
        { "CapacityInPerson", d => d with { CapacityInPerson = 0 } },
        { "CapacityInPerson", d => d with { CapacityInPerson = -5 } },
        { "CapacityInPerson", d => d with { CapacityInPerson = 100_001 } },
        { "CapacityOnline", d => d with { Mode = EventMode.Hybrid, CapacityOnline = 0 } },
        { "DurationMinutes", d => d with { DurationMinutes = 0 } },
        { "DurationMinutes", d => d with { DurationMinutes = int.MaxValue } },
        { "TimeZone", d => d with { TimeZone = "Atlantis/Capital" } },
        { "TimeZone", d => d with { TimeZone = "W. Europe Standard Time" } },
        { "Date", d => d with { Date = new DateOnly(1999, 12, 31) } },
        { "Date", d => d with { Date = new DateOnly(9999, 12, 31) } },
        { "Venue", d => d with { Venue = new string('x', 121) } },
        { "Address", d => d with { Address = new string('x', 301) } },
        { "OnlineLink", d => d with { Mode = EventMode.Online, OnlineLink = "javascript:alert(1)" } },
        { "OnlineLink", d => d with { Mode = EventMode.Online, OnlineLink = "meet.example.org" } },
        { "Agenda[0].Title", d => d with { Agenda = [new("", "Max", AgendaKind.Peer, 10)] } },
        { "Agenda[0].Minutes", d => d with { Agenda = [new("Talk", "Max", AgendaKind.Peer, 0)] } },
        { "Agenda[0].Kind", d => d with { Agenda = [new("Talk", "Max", (AgendaKind)7, 10)] } },
        { "Agenda", d => d with { Agenda = [.. Enumerable.Repeat(new AgendaLine("Talk", "Max", AgendaKind.Peer, 10), 21)] } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_cannot_be_is_refused_at_its_field_and_nothing_is_saved(string field, Func<EventDetails, EventDetails> change)
    {
        Assert.Equal(field, (await Assert.ThrowsAsync<RuleException>(() => world.DraftAsync(change(EventWorld.Details())))).Field);
        await using var db = world.Db();
        Assert.Equal((0, 0), (await db.Events.CountAsync(), await db.History.CountAsync()));
    }

    [Fact]
    public async Task Everything_wrong_in_an_event_is_named_at_once_and_a_line_of_the_agenda_by_its_number_on_the_form()
    {
        var wrong = EventWorld.Details() with
        {
            Title = " ",
            Date = new DateOnly(1999, 1, 1),
            DurationMinutes = 5,
            TimeZone = "Atlantis/Capital",
            Mode = EventMode.Hybrid,
            Venue = "two\nlines",
            CapacityInPerson = 0,
            OnlineLink = "meet",
            CapacityOnline = -1,
            Summary = new string('x', 301),
            Kind = (EventKind)9,
            Agenda = [new("", "", AgendaKind.Peer, 0), new("", "Max", AgendaKind.Peer, 0)],
        };
        string[] fields = ["Title", "Date", "DurationMinutes", "TimeZone", "Venue", "CapacityInPerson", "OnlineLink", "CapacityOnline", "Summary", "Agenda[1].Title", "Agenda[1].Minutes", "Kind"];
        Assert.Equal(fields, (await Assert.ThrowsAsync<RuleException>(() => world.DraftAsync(wrong))).All.Select(r => r.Field));
        var meetup = await world.PublishedAsync(seats: 5);
        Assert.Equal(
            [("Title", "Give it a title."), ("Date", "A published event cannot be moved into the past. Choose a date to come.")],
            (await Assert.ThrowsAsync<RuleException>(() => world.ChangeAsync(meetup, d => d with { Title = "", Date = new DateOnly(2026, 3, 1) }))).All.Select(r => (r.Field!, r.Message)));
        Assert.Equal(EventWorld.Details().Title, (await world.EventAsync(meetup)).Title);
    }

    [Fact]
    public async Task Empty_lines_of_the_agenda_are_left_out_and_the_others_keep_their_order()
    {
        AgendaLine[] lines = [new("Doors", "", AgendaKind.Social, 15), new(" ", "", AgendaKind.Vendor, 0), new("Talk", "Max", AgendaKind.Peer, 40)];
        var made = await world.DraftAsync(EventWorld.Details() with { Agenda = lines });
        await using var db = world.Db();
        Assert.Equal([(1, "Doors"), (2, "Talk")], (await db.AgendaItems.Where(a => a.EventId == made).OrderBy(a => a.Position).Select(a => new { a.Position, a.Title }).ToListAsync()).Select(a => (a.Position, a.Title)));
    }

    [Fact]
    public async Task Publishing_names_the_date_that_is_over_and_the_missing_place_together()
    {
        var past = await world.DraftAsync(EventWorld.Details() with { Date = new DateOnly(2026, 3, 1), Venue = "" });
        Assert.Equal(["Date", "Venue"], (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<EventService>(s => s.PublishAsync(world.LenaId, past)))).All.Select(r => r.Field));
    }

    [Fact]
    public async Task A_date_that_is_over_is_not_published_and_a_published_one_does_not_move_into_the_past()
    {
        var past = await world.DraftAsync(EventWorld.Details() with { Date = new DateOnly(2026, 3, 1) });
        Assert.Equal("Date", (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<EventService>(s => s.PublishAsync(world.LenaId, past)))).Field);
        var meetup = await world.PublishedAsync(seats: 5);
        Assert.Equal("Date", (await Assert.ThrowsAsync<RuleException>(() => world.ChangeAsync(meetup, d => d with { Date = new DateOnly(2026, 3, 1) }))).Field);
    }

    [Fact]
    public async Task The_same_form_twenty_times_at_once_makes_one_event()
    {
        var key = Guid.NewGuid();
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.UseAsync<EventService, GroupEvent>(s => s.CreateAsync(world.LenaId, world.OsloId, EventWorld.Details(), key))));
        Assert.Single(made.Select(e => e.Id).Distinct());
    }

    [Fact]
    public async Task Of_two_who_change_it_at_once_one_is_told_that_the_other_was_faster()
    {
        var meetup = await world.DraftAsync();
        var seen = await world.EventAsync(meetup);
        await world.UseAsync<EventService>(s => s.ChangeAsync(world.LenaId, meetup, seen.Details with { Title = "One" }, seen.Version));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<EventService>(s => s.ChangeAsync(world.LenaId, meetup, seen.Details with { Title = "Two" }, seen.Version)));
        Assert.Equal("One", (await world.EventAsync(meetup)).Title);
    }

    [Fact]
    public async Task Who_has_a_seat_or_stands_in_line_hears_of_a_new_time_and_the_calendar_of_its_sequence()
    {
        var meetup = await world.PublishedAsync(seats: 1);
        await world.AnswerAsync(meetup, await world.PersonAsync("Max"));
        await world.AnswerAsync(meetup, await world.PersonAsync("Ida"));
        await world.SayNoAsync(meetup, await world.PersonAsync("Finn"));
        await world.ChangeAsync(meetup, d => d with { Time = new TimeOnly(19, 0), Agenda = d.Agenda.Take(2).ToList() });
        var changed = await world.EventAsync(meetup);
        Assert.Equal((1, new TimeOnly(19, 0), 2), (changed.Sequence, changed.Time, changed.Agenda.Count));
        Assert.Equal([nameof(SeatGiven), nameof(EventChanged)], await world.LettersAsync("max@example.org"));
        Assert.Equal([nameof(OnWaitingList), nameof(EventChanged)], await world.LettersAsync("ida@example.org"));
        Assert.Empty(await world.LettersAsync("finn@example.org"));
        await world.ChangeAsync(meetup, d => d with { CapacityInPerson = 1 });
        Assert.Equal(1, (await world.EventAsync(meetup)).Sequence);
    }

    [Fact]
    public async Task A_postponed_event_keeps_its_seats_takes_no_answers_and_tells_again_with_its_new_date()
    {
        var meetup = await world.PublishedAsync(seats: 1);
        var max = await world.PersonAsync("Max");
        await world.AnswerAsync(meetup, max);
        for (var i = 0; i < 2; i++)
            await world.UseAsync<EventService>(s => s.PostponeAsync(world.LenaId, meetup, "The library is being painted.", default));
        Assert.Equal((EventState.Postponed, "The library is being painted."), ((await world.EventAsync(meetup)).State, (await world.EventAsync(meetup)).Reason));
        var ida = await world.PersonAsync("Ida");
        Assert.StartsWith("This event has no date", (await Assert.ThrowsAsync<RuleException>(() => world.AnswerAsync(meetup, ida))).Message, StringComparison.Ordinal);
        await world.ChangeAsync(meetup, d => d with { Date = new DateOnly(2026, 4, 10) });
        await world.UseAsync<EventService>(s => s.PublishAsync(world.LenaId, meetup));
        Assert.Equal([nameof(SeatGiven), nameof(EventPostponed), nameof(EventChanged)], await world.LettersAsync("max@example.org"));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task A_cancelled_event_tells_everybody_once_and_stays_cancelled()
    {
        var meetup = await world.PublishedAsync(seats: 1);
        await world.AnswerAsync(meetup, await world.PersonAsync("Max"));
        Assert.Equal("Reason", (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<EventService>(s => s.CancelAsync(world.LenaId, meetup, " ", default)))).Field);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.UseAsync<EventService>(s => s.CancelAsync(world.LenaId, meetup, "No speaker.", default))));
        Assert.Equal([nameof(SeatGiven), nameof(EventCancelled)], await world.LettersAsync("max@example.org"));
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<EventService>(s => s.PublishAsync(world.LenaId, meetup)));
        await Assert.ThrowsAsync<RuleException>(() => world.ChangeAsync(meetup, d => d with { Title = "Other" }));
        await using var db = world.Db();
        Assert.Equal(["event.created", "event.published", "event.cancelled"], await db.History.OrderBy(h => h.Id).Select(h => h.Action).ToListAsync());
    }

    [Fact]
    public async Task A_copy_is_a_draft_with_the_same_words_and_agenda_and_no_answers()
    {
        var meetup = await world.PublishedAsync(seats: 7);
        await world.AnswerAsync(meetup, await world.PersonAsync("Max"));
        var copy = await world.EventAsync((await world.UseAsync<EventService, GroupEvent>(s => s.CopyAsync(world.LenaId, meetup, new DateOnly(2026, 4, 17)))).Id);
        var original = await world.EventAsync(meetup);
        Assert.Equal((EventState.Draft, 0), (copy.State, copy.TakenInPerson));
        Assert.Equal(original.Details.Agenda, copy.Details.Agenda);
        Assert.Equal(original.Details with { Agenda = [], Date = new DateOnly(2026, 4, 17) }, copy.Details with { Agenda = [] });
        Assert.NotEqual(original.CalendarUid, copy.CalendarUid);
    }

    [Fact]
    public async Task Both_reminders_come_once_and_not_to_who_took_the_seat_inside_the_window()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        var starts = new DateTimeOffset((await world.EventAsync(meetup)).StartsAt);
        await world.AnswerAsync(meetup, await world.PersonAsync("Max"));
        world.Clock.Set(starts.AddHours(-47));
        await world.AnswerAsync(meetup, await world.PersonAsync("Ida"));
        Assert.Equal("1 first, 0 last reminders", await world.RunAsync<SendReminders>());
        Assert.Equal("0 first, 0 last reminders", await world.RunAsync<SendReminders>());
        world.Clock.Set(starts.AddHours(-2.9));
        Assert.Equal("0 first, 2 last reminders", await world.RunAsync<SendReminders>());
        Assert.Equal("0 first, 0 last reminders", await world.RunAsync<SendReminders>());
        Assert.Equal([nameof(SeatGiven), nameof(EventReminder), nameof(EventReminder)], await world.LettersAsync("max@example.org"));
        Assert.Equal([nameof(SeatGiven), nameof(EventReminder)], await world.LettersAsync("ida@example.org"));
    }

    [Fact]
    public async Task The_peer_share_counts_a_year_of_minutes_with_a_speaker()
    {
        await world.PublishedAsync(seats: 5);
        Assert.Null((await ShareAsync()).Percent);
        world.Clock.Set(new DateTimeOffset(2026, 3, 21, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((new PeerShare(30, 10, 60), 75), (await ShareAsync(), (await ShareAsync()).Percent));
        world.Clock.Set(new DateTimeOffset(2027, 3, 21, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(new PeerShare(0, 0, 0), await ShareAsync());
    }

    private async Task<PeerShare> ShareAsync()
    {
        await using var db = world.Db();
        return await PeerShare.OfLastYearAsync(db, world.OsloId, world.Clock.Now());
    }
}
