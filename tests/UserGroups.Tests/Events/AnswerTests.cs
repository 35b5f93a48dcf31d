using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Events;
using UserGroups.Events.Letters;
using UserGroups.Shared;

namespace UserGroups.Tests.Events;

/// <summary>Answers without an account, and the links that prove them.</summary>
public sealed class AnswerTests : IAsyncLifetime
{
    private EventWorld world = null!;

    public async Task InitializeAsync() => world = await EventWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_typed_address_holds_no_seat_until_the_button_behind_the_letter_is_pressed()
    {
        var meetup = await world.PublishedAsync(seats: 1);
        await AskAsync(meetup, "Ida", "ida@example.org");
        Assert.Equal((0, 0, 1), await world.SeatsAsync(meetup));
        Assert.Equal([nameof(ConfirmAnswer)], await world.LettersAsync("ida@example.org"));

        var answer = await RespondAsync(await world.TokenAsync("ida@example.org"), new AnswerWish(true));
        Assert.Equal((AnswerState.Seated, "Ida", (long?)null), (answer.State, answer.Name, answer.PersonId));
        Assert.Equal((1, 1, 1), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task The_link_of_any_letter_changes_and_cancels_and_the_database_keeps_only_hashes()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        await AskAsync(meetup, "Ida", "ida@example.org");
        var first = await world.TokenAsync("ida@example.org");
        await RespondAsync(first, new AnswerWish(true));
        var second = await world.TokenAsync("ida@example.org");
        await RespondAsync(second, new AnswerWish(true, SeatKind.InPerson, 2));
        Assert.Equal((3, 3, 5), await world.SeatsAsync(meetup));
        Assert.Equal(AnswerState.Withdrawn, (await RespondAsync(first, AnswerWish.No)).State);
        Assert.Equal((0, 0, 5), await world.SeatsAsync(meetup));

        Assert.Equal((32, 32, false), (first.Length, second.Length, first == second));
        await using var db = world.Db();
        Assert.Equal([Token.HashOf(first), Token.HashOf(second)], await db.AnswerLinks.OrderBy(l => l.Id).Select(l => l.TokenHash).Take(2).ToListAsync());
    }

    [Fact]
    public async Task A_link_that_was_never_given_opens_nothing()
    {
        await world.PublishedAsync(seats: 5);
        var error = await Assert.ThrowsAsync<RuleException>(() => RespondAsync(Token.New().Text, new AnswerWish(true)));
        Assert.StartsWith("This link does not belong to an answer.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_the_confirmed_address_owns_the_answer()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        var max = await world.PersonAsync("Max");
        await AskAsync(meetup, "Maximilian", "MAX@example.org");
        Assert.Equal(max, (await RespondAsync(await world.TokenAsync("MAX@example.org"), new AnswerWish(true))).PersonId);
        await world.AnswerAsync(meetup, max, guests: 1);
        Assert.Equal((2, 2, 5), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task Who_answers_signed_in_takes_over_what_they_typed_before_without_an_account()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        await AskAsync(meetup, "Max", "max@example.org");
        var max = await world.PersonAsync("Max");
        Assert.Equal((AnswerState.Seated, max), ((await world.AnswerAsync(meetup, max)).State, (await world.AnswerAsync(meetup, max)).PersonId));
        await using var db = world.Db();
        Assert.Equal(1, await db.Answers.CountAsync());
    }

    [Fact]
    public async Task Typing_somebodys_address_again_changes_nothing_and_tells_only_the_address()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        await world.AnswerAsync(meetup, await world.PersonAsync("Max"), guests: 1);
        await AskAsync(meetup, "Somebody else", "max@example.org");
        await using var db = world.Db();
        var answer = await db.Answers.SingleAsync();
        Assert.Equal(("Max", AnswerState.Seated, 1), (answer.Name, answer.State, answer.Guests));
        Assert.Equal([nameof(SeatGiven), nameof(AnswerKnown)], await world.LettersAsync("max@example.org"));
    }

    [Fact]
    public async Task The_fourth_letter_in_an_hour_for_one_event_and_address_waits()
    {
        var meetup = await world.PublishedAsync(seats: 5);
        for (var i = 0; i < 3; i++)
            await AskAsync(meetup, "Ida", "ida@example.org");
        var error = await Assert.ThrowsAsync<TooManyAttemptsException>(() => AskAsync(meetup, "Ida", "IDA@example.org"));
        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Equal(3, (await world.LettersAsync("ida@example.org")).Count);
    }

    [Fact]
    public async Task One_bad_answer_does_not_spoil_the_others_of_its_commit()
    {
        var meetup = await world.PublishedAsync(seats: 100);
        var people = await world.PeopleAsync(60);
        var outcomes = await Task.WhenAll(people.Select(async (person, i) =>
        {
            try
            {
                return (await world.AnswerAsync(meetup, person, guests: i % 3 == 0 ? 99 : 0)).State.ToString();
            }
            catch (RuleException)
            {
                return "refused";
            }
        }));
        Assert.Equal((20, 40), (outcomes.Count(o => o == "refused"), outcomes.Count(o => o == "Seated")));
        Assert.Equal((40, 40, 100), await world.SeatsAsync(meetup));
    }

    [Fact]
    public async Task What_takes_no_answers_says_why()
    {
        var max = await world.PersonAsync("Max");
        var draft = await world.DraftAsync();
        Assert.Equal("There is no such event.", (await Refused(draft, max)).Message);
        var meetup = await world.PublishedAsync(seats: 5);
        Assert.Equal(("Choose how you take part from the list.", "Kind"), await RefusedOnline(meetup, max));
        world.Clock.Set(new DateTimeOffset((await world.EventAsync(meetup)).EndsAt));
        Assert.Equal("This event is over.", (await Refused(meetup, max)).Message);
        Assert.Equal("There is no such event.", (await Refused(987654, max)).Message);
    }

    [Theory]
    [InlineData("", "ida@example.org", "Name")]
    [InlineData("Ida", "not an address", "Email")]
    [InlineData("Ida", "", "Email")]
    [InlineData("Ida\nBcc: all", "ida@example.org", "Name")]
    public async Task A_name_and_an_address_are_needed(string name, string email, string field)
    {
        var meetup = await world.PublishedAsync(seats: 5);
        Assert.Equal(field, (await Assert.ThrowsAsync<RuleException>(() => AskAsync(meetup, name, email))).Field);
        await using var db = world.Db();
        Assert.Equal((0, 0), (await db.Answers.CountAsync(), await db.Outbox.CountAsync()));
    }

    private Task AskAsync(long eventId, string name, string email) =>
        world.UseAsync<AnswerService>(s => s.AskAsync(eventId, name, email, new AnswerWish(true), "192.0.2.0/24"));

    private Task<Answer> RespondAsync(string token, AnswerWish wish) => world.UseAsync<AnswerService, Answer>(s => s.RespondAsync(token, wish));

    private Task<RuleException> Refused(long eventId, long personId) => Assert.ThrowsAsync<RuleException>(() => world.AnswerAsync(eventId, personId));

    private async Task<(string, string?)> RefusedOnline(long eventId, long personId)
    {
        var error = await Assert.ThrowsAsync<RuleException>(() => world.AnswerAsync(eventId, personId, kind: SeatKind.Online));
        return (error.Message, error.Field);
    }
}
