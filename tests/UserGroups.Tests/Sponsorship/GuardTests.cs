using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Data;
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

    private Task<string?> ConflictAsync(long person, long requestedBy) => world.UseAsync<RequestDecisions, string?>(s => s.ConflictAsync(person, world.OsloId, requestedBy));

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
