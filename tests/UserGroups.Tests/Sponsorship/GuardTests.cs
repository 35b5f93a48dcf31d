using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Stipends;

namespace UserGroups.Tests.Sponsorship;

/// <summary>Guards that another guard stands behind: each is looked at alone, so that none of them can go unnoticed.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;

    public async Task InitializeAsync() => world = await SponsorshipWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Each_conflict_of_interest_has_its_own_sentence()
    {
        await using (var db = world.Db())
        {
            db.AddRange(new Person("Vera", "vera@acme.example", world.Clock.Now()), new Person("Ida", "ida@ACME.example", world.Clock.Now()));
            await db.SaveChangesAsync();
        }

        var (vera, ida) = (await IdOfAsync("Vera"), await IdOfAsync("Ida"));
        Assert.Equal("You sent this request. A colleague decides.", await ConflictAsync(vera, vera));
        Assert.Equal("You organize this chapter. A colleague decides.", await ConflictAsync(world.MaxId, world.LenaId));
        // Who asked stepped back from organizing since; the employer still counts.
        Assert.Equal("An organizer of this chapter has an address of your own employer. A colleague from elsewhere decides.", await ConflictAsync(ida, vera));
        Assert.Null(await ConflictAsync(world.AinoId, vera));
        Assert.Null(await ConflictAsync(ida, world.LenaId));
    }

    [Fact]
    public async Task The_request_itself_refuses_who_sent_it_whatever_page_forgot_to_ask()
    {
        var request = await world.RequestAsync(await world.SubmittedAsync());
        var now = world.Clock.Now();
        var refused = Assert.Throws<RuleException>(() => request.Decide(world.LenaId, [new LineVerdict(Benefit.Stipend, 180, null)], null, now.AddDays(14), now.AddDays(90), now));
        Assert.Equal("Nobody decides about their own request. Ask a colleague.", refused.Message);
        refused = Assert.Throws<RuleException>(() => request.RequestChanges(world.LenaId, "Because.", RequestFields.Plan, now));
        Assert.Equal("Nobody decides about their own request. Ask a colleague.", refused.Message);
        Assert.Equal(RequestState.Submitted, request.State);
    }

    [Fact]
    public async Task The_database_itself_keeps_one_active_request_for_an_event_and_one_open_of_a_chapter()
    {
        await world.DraftAsync();
        Assert.True(await IsRefusedAsync(new SponsorshipRequest(world.OsloId, world.EventId, world.MaxId, world.Clock.Now())));
        Assert.False(await IsRefusedAsync(new SponsorshipRequest(world.OsloId, null, world.MaxId, world.Clock.Now())));
        Assert.True(await IsRefusedAsync(new SponsorshipRequest(world.OsloId, null, world.LenaId, world.Clock.Now())));
    }

    [Fact]
    public async Task The_database_itself_keeps_one_payment_for_a_line_and_a_number_for_one_payment()
    {
        var request = await world.RequestAsync(await world.GrantedAsync());
        var line = request.Lines.Single().Id;
        Payment Paying() => new(line, world.OsloId, world.LenaId, world.AinoId, 180, FulfilmentWorld.Caterer, world.Clock.Now());
        await using (var db = world.Db())
        {
            await db.InTransactionAsync(token => db.Payments.ExecuteDeleteAsync(token));
        }

        Assert.False(await IsRefusedAsync(Paying()));
        Assert.True(await IsRefusedAsync(Paying()));
        var (today, now) = (DateOnly.FromDateTime(world.Clock.Now()), world.Clock.Now());
        await using (var db = world.Db())
        {
            var first = await db.Payments.SingleAsync();
            first.Authorise(world.FinnId, now);
            first.Schedule(world.FinnId, today, today);
            first.Send(world.FinnId, PaymentMethod.Cheque, "1042", now);
            first.Void("The cheque was lost.", now);
            db.Add(first.Replacement(now));
            await db.SaveChangesAsync();
        }

        await using var again = world.Db();
        var second = await again.Payments.SingleAsync(p => p.ReplacesId != null);
        second.Authorise(world.FinnId, now);
        second.Schedule(world.FinnId, today, today);
        second.Send(world.FinnId, PaymentMethod.Cheque, "10 42", now);
        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => again.SaveChangesAsync())).IsUniqueViolation());
    }

    [Fact]
    public async Task A_line_that_says_more_is_held_than_the_budget_holds_moves_nothing()
    {
        var id = await world.GrantedAsync();
        await using var db = world.Db();
        await db.InTransactionAsync(token => db.Budgets.ExecuteUpdateAsync(set => set.SetProperty(b => b.Committed, 100m), token));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync(async token =>
        {
            var line = await db.BenefitLines.SingleAsync(l => l.RequestId == id, token);
            await new BudgetLedger(db).ReturnAsync(line, token);
            await db.SaveChangesAsync(token);
        }));
        Assert.StartsWith($"Budget {world.BudgetId} does not hold what line", error.Message, StringComparison.Ordinal);
        Assert.Equal(100m, (await world.BudgetAsync()).Committed);
    }

    [Fact]
    public async Task No_more_is_paid_than_was_authorised_whatever_the_budget_holds()
    {
        var id = await world.GrantedAsync();
        await using var db = world.Db();
        // The budget holds more, for somebody else: it alone would let it pass.
        await db.InTransactionAsync(token => db.Budgets.ExecuteUpdateAsync(set => set.SetProperty(b => b.Authorised, 500m), token));
        var line = await db.BenefitLines.SingleAsync(l => l.RequestId == id && l.Benefit == Benefit.Stipend);
        var refused = await Assert.ThrowsAsync<RuleException>(() => db.InTransactionAsync(token => new BudgetLedger(db).PayAsync(line, line.Authorised + 1, token)));
        Assert.EndsWith("can be paid.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(500m, (await world.BudgetAsync()).Authorised);
    }

    [Fact]
    public async Task An_offer_that_ran_out_is_not_taken_even_before_the_portal_looked()
    {
        var id = await world.GrantedAsync(100);
        world.Clock.Move(TimeSpan.FromDays(14));
        Assert.Equal("This offer has run out. Write a comment if you still need help; a new request is possible.", await FulfilmentWorld.RefusedAsync(() => world.AnswerOfferAsync(id, accept: true)));
        Assert.Equal(RequestState.Decided, await world.StateAsync(id));
    }

    [Fact]
    public async Task An_offer_is_not_taken_for_an_event_that_was_postponed_nor_by_a_chapter_that_sleeps()
    {
        var (id, other) = (await world.GrantedAsync(100), await world.SubmittedAsync(eventId: await world.MeetupAsync("More maps", new DateOnly(2026, 4, 20))));
        await world.DecideAsync(other, 100);
        await world.UseAsync<EventService>(s => s.PostponeAsync(world.LenaId, world.EventId, "The room is taken."));
        Assert.Equal("Maps was postponed in the meantime, so nothing is granted for it.", await FulfilmentWorld.RefusedAsync(() => world.AnswerOfferAsync(id, accept: true)));
        await SleepAsync();
        Assert.Equal("Oslo is dormant, and help is frozen until it is active. Publishing an event wakes it.", await FulfilmentWorld.RefusedAsync(() => world.AnswerOfferAsync(other, accept: true)));
        // A no is always possible.
        await world.AnswerOfferAsync(other, accept: false);
        Assert.Equal((RequestState.Decided, RequestState.Withdrawn), (await world.StateAsync(id), await world.StateAsync(other)));
    }

    [Theory]
    [InlineData(100, "reduced")]
    [InlineData(0, "declined")]
    public async Task What_is_not_granted_in_full_says_why(int stipend, string word)
    {
        var id = await world.SubmittedAsync();
        var broken = await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, stipend, reason: " "));
        Assert.Equal(("StipendReason", $"Say why the stipend is {word}; the organizers will read it."), (broken.Field, broken.Message));
        Assert.Equal((RequestState.Submitted, (0m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));
    }

    [Fact]
    public async Task While_one_line_is_on_its_way_the_rest_of_an_offer_cannot_be_withdrawn()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        await world.DecideAsync(id, 100);
        var post = (await world.LineAsync(id, Benefit.Promotion)).Id;
        await world.UseAsync<LineService>(s => s.BegunAsync(post, world.FinnId));
        Assert.Equal(RequestState.Decided, await world.StateAsync(id));
        Assert.Equal("Some of it is on its way already. Write a comment; a community manager will help.", await FulfilmentWorld.RefusedAsync(() => WithdrawAsync(id)));
    }

    [Fact]
    public async Task What_was_withdrawn_does_not_come_back_beside_another_nor_while_the_chapter_sleeps()
    {
        var id = await world.SubmittedAsync();
        await WithdrawAsync(id);
        var draft = await world.DraftAsync();
        Assert.Equal("There is another request for the same by now; go on with that one.", await FulfilmentWorld.RefusedAsync(() => RestoreAsync(id)));
        await world.UseAsync<RequestService>(s => s.DiscardAsync(draft));
        await SleepAsync();
        Assert.StartsWith("Oslo is dormant, and help is frozen", await FulfilmentWorld.RefusedAsync(() => RestoreAsync(id)), StringComparison.Ordinal);
        Assert.Equal(RequestState.Withdrawn, await world.StateAsync(id));
    }

    [Fact]
    public async Task A_note_for_staff_is_mailed_to_nobody()
    {
        var id = await world.SubmittedAsync();
        await world.UseAsync<RequestService>(s => s.CommentAsync(world.AinoId, id, "They asked twice last year.", isForStaff: true, byStaff: true, Guid.NewGuid()));
        await world.UseAsync<RequestService>(s => s.CommentAsync(world.AinoId, id, "Which room is it?", isForStaff: false, byStaff: true, Guid.NewGuid()));
        await using var db = world.Db();
        var letters = await db.Outbox.Where(m => m.Kind == "RequestCommented").OrderBy(m => m.ToAddress).Select(m => new { m.ToAddress, m.Body }).ToListAsync();
        Assert.Equal(["lena@example.org", "max@example.org"], letters.Select(l => l.ToAddress));
        Assert.All(letters, l => Assert.DoesNotContain("twice", l.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_sent_the_request_or_runs_the_group_writes_no_note_for_staff()
    {
        var id = await world.SubmittedAsync();
        foreach (var own in new[] { world.LenaId, world.MaxId })
        {
            Assert.StartsWith("You sent this request or help to run the group.", await FulfilmentWorld.RefusedAsync(
                () => world.UseAsync<RequestService>(s => s.CommentAsync(own, id, "A very good group.", isForStaff: true, byStaff: true, Guid.NewGuid()))), StringComparison.Ordinal);
        }

        await using var db = world.Db();
        Assert.Equal(0, await db.RequestNotes.CountAsync());
    }

    [Fact]
    public async Task Who_organizes_the_chapter_neither_asks_for_changes_nor_closes()
    {
        var (open, id) = (await world.SubmittedAsync(eventId: await world.MeetupAsync("More maps", new DateOnly(2026, 5, 20))), await world.GrantedAsync());
        var seen = (await world.RequestAsync(open)).Version;
        const string Concerned = "You organize this chapter. A colleague decides.";
        Assert.Equal(Concerned, await FulfilmentWorld.RefusedAsync(() => world.UseAsync<RequestDecisions>(s => s.RequestChangesAsync(world.MaxId, open, seen, "More.", RequestFields.Plan))));
        await ReportedAsync(id);
        var request = await world.RequestAsync(id);
        Assert.Equal(Concerned, await FulfilmentWorld.RefusedAsync(() => world.UseAsync<RequestDecisions>(s => s.CloseAsync(world.MaxId, id, request.Version))));
        // The request itself refuses who sent it, whatever the service forgot to ask.
        Assert.Equal("Nobody decides about their own request. Ask a colleague.", Assert.Throws<RuleException>(() => request.Close(world.LenaId, world.Clock.Now())).Message);
        Assert.Equal((RequestState.Submitted, RequestState.ReportSubmitted), (await world.StateAsync(open), await world.StateAsync(id)));
    }

    [Fact]
    public async Task A_request_whose_payment_failed_is_not_closed()
    {
        var id = await world.GrantedAsync();
        await ReportedAsync(id);
        await using (var db = world.Db())
        {
            var (today, now) = (DateOnly.FromDateTime(world.Clock.Now()), world.Clock.Now());
            var payment = new Payment((await world.LineAsync(id, Benefit.Stipend)).Id, world.OsloId, world.LenaId, world.AinoId, 180, FulfilmentWorld.Caterer, now);
            db.Add(payment);
            payment.Authorise(world.FinnId, now);
            payment.Schedule(world.FinnId, today, today);
            payment.Send(world.FinnId, PaymentMethod.Cheque, "1042", now);
            payment.Fail("The bank returned it.", now);
            await db.SaveChangesAsync();
        }

        var version = (await world.RequestAsync(id)).Version;
        Assert.Equal(
            "The payment of this request failed. Finance sends it anew, or it is withdrawn; then the request can be closed.",
            await FulfilmentWorld.RefusedAsync(() => world.UseAsync<RequestDecisions>(s => s.CloseAsync(world.AinoId, id, version))));
        Assert.Equal(RequestState.ReportSubmitted, await world.StateAsync(id));
    }

    [Fact]
    public async Task A_report_is_sent_once_and_only_about_what_took_place()
    {
        var id = await world.GrantedAsync();
        await world.UseAsync<EventService>(s => s.PostponeAsync(world.LenaId, world.EventId, "The room is taken."));
        world.Clock.Set(new DateTimeOffset(2026, 4, 17, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal("This event did not take place, so there is nothing to report.", await FulfilmentWorld.RefusedAsync(() => ReportAsync(id)));
        await using (var db = world.Db())
        {
            await db.InTransactionAsync(token => db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.State, EventState.Published), token));
        }

        await ReportAsync(id);
        Assert.Equal("The report was sent already.", await FulfilmentWorld.RefusedAsync(() => ReportAsync(id)));
        Assert.Equal(RequestState.Accepted, await world.StateAsync(id));
    }

    private Task SleepAsync() => world.UseAsync<AppDbContext>(db => db.InTransactionAsync(token => db.Chapters.ExecuteUpdateAsync(set => set.SetProperty(c => c.State, ChapterState.Dormant), token)));

    private async Task WithdrawAsync(long id)
    {
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestService>(s => s.WithdrawAsync(world.LenaId, id, version, null));
    }

    private async Task RestoreAsync(long id)
    {
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<RequestService>(s => s.RestoreAsync(world.LenaId, id, version));
    }

    private async Task ReportAsync(long id)
    {
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<ReportService>(s => s.SubmitAsync(world.LenaId, id, version, new ReportAnswers(24, "The pizza.", 100, "Pizza")));
    }

    // The money arrived, the event is over, and the report came before the portal looked again.
    private async Task ReportedAsync(long id)
    {
        var line = (await world.LineAsync(id, Benefit.Stipend)).Id;
        await world.UseAsync<LineService>(s => s.FulfilledAsync(line, world.FinnId, "Cheque 1042"));
        world.Clock.Set(new DateTimeOffset(2026, 4, 17, 0, 0, 0, TimeSpan.Zero));
        await ReportAsync(id);
        Assert.Equal(RequestState.ReportSubmitted, await world.StateAsync(id));
    }

    private Task<string?> ConflictAsync(long person, long requestedBy) => world.UseAsync<DecisionGate, string?>(s => s.ConflictAsync(person, world.OsloId, requestedBy));

    private async Task<long> IdOfAsync(string name)
    {
        await using var db = world.Db();
        return await db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync();
    }

    private async Task<bool> IsRefusedAsync(object row)
    {
        await using var db = world.Db();
        db.Add(row);
        return await Record.ExceptionAsync(() => db.SaveChangesAsync()) is DbUpdateException error && error.IsUniqueViolation();
    }
}
