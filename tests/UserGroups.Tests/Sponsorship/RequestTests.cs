using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Jobs;

namespace UserGroups.Tests.Sponsorship;

/// <summary>From the draft to the end, and what stands in the way.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;

    public async Task InitializeAsync() => world = await SponsorshipWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_draft_keeps_what_is_not_a_number_yet_and_has_no_reference()
    {
        var id = await world.DraftAsync(SponsorshipWorld.Typed("about two hundred"));
        var draft = await world.RequestAsync(id);
        Assert.Equal((RequestState.Draft, null, "about two hundred"), (draft.State, draft.Reference, draft.Typed.Stipend));
        Assert.Equal("Stipend", (await Assert.ThrowsAsync<RuleException>(() => world.SubmitAsync(id))).Field);
    }

    [Fact]
    public async Task Two_tabs_the_second_that_saves_learns_that_it_was_changed_and_the_same_text_twice_is_no_quarrel()
    {
        await world.DraftAsync();
        await world.UseAsync<RequestService, int>(s => s.KeepAsync(world.MaxId, world.OsloId, world.EventId, SponsorshipWorld.Typed(), 0));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => world.UseAsync<RequestService, int>(s => s.KeepAsync(world.MaxId, world.OsloId, world.EventId, SponsorshipWorld.Typed("90"), 0)));
    }

    [Fact]
    public async Task Sending_gives_a_reference_lines_a_clock_and_letters()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        var sent = await world.RequestAsync(id);
        Assert.Equal((RequestState.Submitted, "SR-2026-0001", 30), (sent.State, sent.Reference, sent.Headcount));
        Assert.Equal([(Benefit.Stipend, 180m), (Benefit.Promotion, 1m), (Benefit.Licence, 2m), (Benefit.Swag, 30m)], sent.Lines.OrderBy(l => l.Benefit).Select(l => (l.Benefit, l.Asked)));
        Assert.Equal(new DateTime(2026, 3, 9, 12, 0, 0, DateTimeKind.Utc), sent.Clock!.DueAt);
        Assert.Equal(["RequestReceived"], await world.LettersAsync("Lena"));
        Assert.Equal(["RequestReceived"], await world.LettersAsync("Max"));
        Assert.Equal(["RequestWaits"], await world.LettersAsync("Aino"));
        Assert.Empty(await world.LettersAsync("Finn"));
    }

    [Fact]
    public async Task A_full_grant_needs_no_click_and_sets_the_money_aside()
    {
        var id = await world.GrantedAsync();
        Assert.Equal(RequestState.Accepted, await world.StateAsync(id));
        Assert.Equal((180m, 0m, 0m), await world.HeldAsync());
        Assert.Contains("RequestDecided", await world.LettersAsync("Lena"));
        Assert.Equal(["RequestToFulfil"], await world.LettersAsync("Finn"));
    }

    [Fact]
    public async Task A_reduced_offer_waits_for_the_lead_and_is_accepted_or_refused()
    {
        var id = await world.GrantedAsync(100);
        Assert.Equal((RequestState.Decided, (100m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));
        await world.AnswerOfferAsync(id, accept: true);
        Assert.Equal((RequestState.Accepted, (100m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));

        var other = await world.SubmittedAsync(eventId: await world.MeetupAsync("More maps", new DateOnly(2026, 4, 20)));
        await world.DecideAsync(other, 90);
        await world.AnswerOfferAsync(other, accept: false);
        Assert.Equal((RequestState.Withdrawn, (100m, 0m, 0m)), (await world.StateAsync(other), await world.HeldAsync()));
        await Assert.ThrowsAsync<RuleException>(() => world.AnswerOfferAsync(other, accept: true));
    }

    [Fact]
    public async Task An_offer_nobody_took_lapses_after_fourteen_days_and_the_money_goes_back()
    {
        var id = await world.GrantedAsync(100);
        world.Clock.Move(TimeSpan.FromDays(13.9));
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.Decided, await world.StateAsync(id));
        world.Clock.Move(TimeSpan.FromDays(0.2));
        await world.RunAsync<FollowRequests>();
        Assert.Equal((RequestState.Expired, (0m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));
        Assert.Equal("RequestEnded", (await world.LettersAsync("Lena"))[^1]);
        await Assert.ThrowsAsync<RuleException>(() => world.AnswerOfferAsync(id, accept: true));
    }

    [Fact]
    public async Task Declining_everything_ends_it_and_another_request_is_possible()
    {
        var id = await world.GrantedAsync(0);
        Assert.Equal((RequestState.Declined, (0m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));
        Assert.Equal("SR-2026-0002", (await world.RequestAsync(await world.SubmittedAsync())).Reference);
    }

    [Fact]
    public async Task Nobody_decides_about_their_own_or_their_employers_request()
    {
        var id = await world.SubmittedAsync();
        await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, 180, world.LenaId));
        await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, 180, world.MaxId));
        await using (var db = world.Db())
        {
            foreach (var person in await db.People.Where(p => p.Name == "Aino" || p.Name == "Max").ToListAsync())
                person.MoveTo($"{person.Name}@vendor.test");
            await db.SaveChangesAsync();
        }

        Assert.Contains("employer", (await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, 180))).Message, StringComparison.Ordinal);
        Assert.Equal(RequestState.Submitted, await world.StateAsync(id));
        await world.DecideAsync(id, 180, world.SamId);
    }

    [Fact]
    public async Task More_than_the_offer_needs_a_supervisor_and_a_written_reason()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed("180", headcount: "10"));
        Assert.Equal("OverrideReason", (await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, 180, overrideReason: "They always have more people than they say."))).Field);
        Assert.Equal("OverrideReason", (await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, 180, world.SamId, overrideReason: "nineteen characters"))).Field);
        await world.DecideAsync(id, 180, world.SamId, overrideReason: "They always have more people than they say.");
        Assert.Equal("They always have more people than they say.", (await world.RequestAsync(id)).OverrideReason);
        await using var db = world.Db();
        Assert.Contains("\"Override\":true", await db.History.Where(h => h.Action == "sponsorship.decide").Select(h => h.Details).SingleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_fields_that_were_asked_for_can_be_changed_and_the_clock_stands_still()
    {
        var id = await world.SubmittedAsync();
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestDecisions>(s => s.RequestChangesAsync(world.AinoId, id, version, "Sixty people in a room for twenty?", RequestFields.Headcount));
        world.Clock.Move(TimeSpan.FromDays(7));
        version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestService, int>(s => s.KeepAsync(world.LenaId, world.OsloId, world.EventId, SponsorshipWorld.Typed("250", headcount: "18"), version));
        await world.SubmitAsync(id);
        var again = await world.RequestAsync(id);
        Assert.Equal((RequestState.Submitted, 18, 180m, "SR-2026-0001"), (again.State, again.Headcount, again.Lines.Single().Asked, again.Reference));
        Assert.Equal(new DateTime(2026, 3, 16, 12, 0, 0, DateTimeKind.Utc), again.Clock!.DueAt);
        Assert.Equal(["RequestWaits", "RequestWaits"], await world.LettersAsync("Aino"));
    }

    [Fact]
    public async Task A_line_no_longer_asked_for_is_gone_after_the_change()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestDecisions>(s => s.RequestChangesAsync(world.AinoId, id, version, "No swag this time.", RequestFields.Swag));
        version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestService, int>(s => s.KeepAsync(world.LenaId, world.OsloId, world.EventId, SponsorshipWorld.Typed(more: true) with { SwagKits = "" }, version));
        await world.SubmitAsync(id);
        Assert.Equal([Benefit.Stipend, Benefit.Promotion, Benefit.Licence], (await world.RequestAsync(id)).Lines.Select(l => l.Benefit).Order());
    }

    [Theory]
    [InlineData(20, "180", "until")] // too late for 180, not for 100
    [InlineData(20, "100", null)]
    [InlineData(22, "180", null)]
    [InlineData(6, "100", "too late")]
    public async Task A_request_comes_twenty_one_days_before_or_seven_when_it_is_small(int daysBefore, string stipend, string? refused)
    {
        var meetup = await world.MeetupAsync("Soon", DateOnly.FromDateTime(SponsorshipWorld.Start.UtcDateTime).AddDays(daysBefore));
        var id = await world.DraftAsync(SponsorshipWorld.Typed(stipend), meetup);
        if (refused is null)
            Assert.Equal("SR-2026-0001", await world.SubmitAsync(id));
        else
            Assert.Contains(refused, (await Assert.ThrowsAsync<RuleException>(() => world.SubmitAsync(id))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_chapter_sleeps_nothing_is_asked_for_and_nothing_granted()
    {
        var draft = await world.DraftAsync(eventId: await world.MeetupAsync("More maps", new DateOnly(2026, 4, 20)));
        var sent = await world.SubmittedAsync();
        await using (var db = world.Db())
        {
            (await db.Chapters.SingleAsync()).FallAsleep();
            await db.SaveChangesAsync();
        }

        Assert.Contains("frozen", (await Assert.ThrowsAsync<RuleException>(() => world.SubmitAsync(draft))).Message, StringComparison.Ordinal);
        Assert.Contains("frozen", (await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(sent, 180))).Message, StringComparison.Ordinal);
        Assert.Equal((RequestState.Draft, RequestState.Submitted, (0m, 0m, 0m)), (await world.StateAsync(draft), await world.StateAsync(sent), await world.HeldAsync()));
        await world.DecideAsync(sent, 0);
    }

    [Fact]
    public async Task A_cancelled_event_ends_its_request_and_the_money_goes_back()
    {
        var id = await world.GrantedAsync();
        await world.UseAsync<EventService>(s => s.CancelAsync(world.LenaId, world.EventId, "The room burned down."));
        Assert.StartsWith("1 cancelled", await world.RunAsync<FollowRequests>(), StringComparison.Ordinal);
        Assert.StartsWith("0 cancelled", await world.RunAsync<FollowRequests>(), StringComparison.Ordinal);
        var ended = await world.RequestAsync(id);
        Assert.Equal((RequestState.Cancelled, LineState.Void, (0m, 0m, 0m)), (ended.State, ended.Lines.Single().State, await world.HeldAsync()));
        Assert.Equal(("RequestEnded", "RequestEnded"), ((await world.LettersAsync("Lena"))[^1], (await world.LettersAsync("Finn"))[^1]));
    }

    [Fact]
    public async Task A_postponed_event_sends_its_open_request_back_for_the_new_date()
    {
        var id = await world.SubmittedAsync();
        await world.UseAsync<EventService>(s => s.PostponeAsync(world.LenaId, world.EventId, "The room is taken."));
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.ChangesRequested, await world.StateAsync(id));
        await Assert.ThrowsAsync<RuleException>(() => world.SubmitAsync(id));
    }

    [Fact]
    public async Task Withdrawn_by_mistake_it_comes_back_within_thirty_days()
    {
        var id = await world.SubmittedAsync();
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestService>(s => s.WithdrawAsync(world.LenaId, id, version, null));
        Assert.Equal(RequestState.Withdrawn, await world.StateAsync(id));
        await world.UseAsync<RequestService>(s => s.RestoreAsync(world.LenaId, id, version + 1));
        Assert.Equal(RequestState.Submitted, await world.StateAsync(id));
        await world.UseAsync<RequestService>(s => s.WithdrawAsync(world.LenaId, id, version + 2, "Not this year."));
        world.Clock.Move(TimeSpan.FromDays(31));
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<RequestService>(s => s.RestoreAsync(world.LenaId, id, version + 3)));
    }

    [Fact]
    public async Task A_withdrawn_grant_gives_everything_back_unless_it_is_on_its_way()
    {
        var id = await world.GrantedAsync();
        var line = (await world.RequestAsync(id)).Lines.Single().Id;
        await world.UseAsync<LineService>(s => s.BegunAsync(line, world.FinnId));
        Assert.Equal(RequestState.InFulfilment, await world.StateAsync(id));
        var version = (await world.RequestAsync(id)).Version;
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<RequestService>(s => s.WithdrawAsync(world.LenaId, id, version, null)));

        var other = await world.SubmittedAsync(eventId: await world.MeetupAsync("More maps", new DateOnly(2026, 4, 20)));
        await world.DecideAsync(other, 180);
        version = (await world.RequestAsync(other)).Version;
        await world.UseAsync<RequestService>(s => s.WithdrawAsync(world.LenaId, other, version, null));
        Assert.Equal((RequestState.Withdrawn, (180m, 0m, 0m)), (await world.StateAsync(other), await world.HeldAsync()));
    }

    [Fact]
    public async Task Only_a_draft_is_thrown_away()
    {
        var id = await world.SubmittedAsync();
        await world.UseAsync<RequestService>(s => s.DiscardAsync(id));
        Assert.Equal(RequestState.Submitted, await world.StateAsync(id));
    }

    [Fact]
    public async Task The_database_itself_refuses_what_no_page_should_let_through()
    {
        await using var db = world.Db();
        var id = await world.GrantedAsync();
        foreach (var wrong in new[]
        {
            "UPDATE BenefitLines SET Asked = '250.01'", "UPDATE BenefitLines SET Asked = '-1'", "UPDATE BenefitLines SET Granted = '180.01'", "UPDATE BenefitLines SET Granted = '-0.01'",
            "UPDATE BenefitLines SET Committed = '180.01'", "UPDATE Budgets SET Committed = '1000.01'", "UPDATE Budgets SET Paid = '-1'", "UPDATE Budgets SET Total = '179.99'",
            "UPDATE SponsorshipRequests SET Headcount = -1", "UPDATE SponsorshipRequests SET DecidedById = RequestedById", "UPDATE SponsorshipRequests SET Reference = NULL",
            "UPDATE BenefitLines SET FulfilledById = DecidedById",
        })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(wrong, token)));
        }

        Assert.Equal(RequestState.Accepted, await world.StateAsync(id));
    }
}
