using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Tests.Sponsorship;

/// <summary>A hundred approvals on the last of a budget, a hundred times; twenty equal forms; two deciders.</summary>
public sealed class MoneyRaceTests : IAsyncLifetime
{
    private const int AtOnce = 100;
    private SponsorshipWorld world = null!;
    private List<long> lines = null!;

    public async Task InitializeAsync()
    {
        world = await SponsorshipWorld.OpenAsync(budget: 0);
        lines = await GrantedLinesAsync(AtOnce);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task In_a_hundred_rounds_of_a_hundred_at_once_no_dollar_is_promised_twice_and_none_is_left_over()
    {
        var (over, under) = await RaceAsync(100, CommitAsync);
        Assert.Equal((0m, 0m), (over, under));
    }

    [Fact]
    public async Task Without_the_guard_the_same_race_promises_dollars_twice()
    {
        var (over, _) = await RaceAsync(3, CommitWithoutGuardAsync);
        Assert.True(over > 0, "The race is too tame to prove anything: reading, then writing, was never wrong.");
    }

    [Fact]
    public async Task Two_approvals_on_the_last_hundred_dollars_one_wins_and_the_other_reads_who_won()
    {
        await SetBudgetAsync(100);
        var one = await world.SubmittedAsync(SponsorshipWorld.Typed("100"));
        var other = await world.SubmittedAsync(SponsorshipWorld.Typed("100"), await world.MeetupAsync("More maps", new DateOnly(2026, 4, 20)));
        var outcomes = await Task.WhenAll(TryAsync(() => world.DecideAsync(one, 100)), TryAsync(() => world.DecideAsync(other, 100, world.SamId)));
        var lost = Assert.Single(outcomes.OfType<RuleException>());
        Assert.Equal("StipendGranted", lost.Field);
        var (winner, reference) = await world.StateAsync(one) == RequestState.Accepted ? ("Aino", "SR-2026-0001") : ("Sam", "SR-2026-0002");
        Assert.Equal($"Only 0.00\u00A0USD are left in the budget for Online. {winner} granted 100.00\u00A0USD for {reference} last.", lost.Message);
        Assert.Equal([RequestState.Submitted, RequestState.Accepted], new[] { await world.StateAsync(one), await world.StateAsync(other) }.Order());
        Assert.Equal(100, (await world.BudgetAsync()).Committed);
    }

    [Fact]
    public async Task Two_deciders_at_once_one_wins()
    {
        await SetBudgetAsync(1000);
        var id = await world.SubmittedAsync();
        var version = (await world.RequestAsync(id)).Version;
        Task DecideAsync(long decider, decimal granted) => world.UseAsync<RequestDecisions>(s => s.DecideAsync(decider, id, version, [new LineVerdict(Benefit.Stipend, granted, "Because.")], null, false));
        var outcomes = await Task.WhenAll(TryAsync(() => DecideAsync(world.AinoId, 180)), TryAsync(() => DecideAsync(world.SamId, 0)));
        Assert.Single(outcomes, o => o is null);
        Assert.Single(outcomes.OfType<DbUpdateConcurrencyException>());
    }

    [Fact]
    public async Task The_same_form_sent_twenty_times_at_once_makes_one_request_with_one_reference()
    {
        var id = await world.DraftAsync();
        var (version, key) = ((await world.RequestAsync(id)).Version, Guid.NewGuid());
        var references = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.UseAsync<RequestService, string>(s =>
            s.SubmitAsync(world.LenaId, id, version, key, System.Globalization.CultureInfo.InvariantCulture)))));
        Assert.Equal(["SR-2026-0001"], references.Distinct());
        Assert.Equal(["RequestReceived"], await world.LettersAsync("Lena"));
    }

    [Fact]
    public async Task A_hundred_sent_at_once_have_a_hundred_references()
    {
        var drafts = new List<long>();
        for (var i = 0; i < AtOnce; i++)
            drafts.Add(await world.DraftAsync(eventId: await world.MeetupAsync($"Meetup {i}", new DateOnly(2026, 5, 1).AddDays(i % 28))));
        var references = await Task.WhenAll(drafts.Select(id => Task.Run(() => world.SubmitAsync(id))));
        Assert.Equal(AtOnce, references.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Two_requests_for_one_event_cannot_be_begun_at_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TryAsync(() => world.UseAsync<RequestService, int>(s =>
            s.KeepAsync(i % 2 == 0 ? world.LenaId : world.MaxId, world.OsloId, world.EventId, SponsorshipWorld.Typed($"{i + 1}"), 0)))));
        Assert.Single(outcomes, o => o is null);
        await using var db = world.Db();
        Assert.Equal(1, await db.SponsorshipRequests.CountAsync(r => r.EventId == world.EventId));
    }

    private static async Task<Exception?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception error) when (error is RuleException or DbUpdateException)
        {
            return error;
        }
    }

    // Over: committed beyond the total. Under: left although another line would fit.
    private async Task<(decimal Over, decimal Under)> RaceAsync(int rounds, Func<long, Task<decimal>> commit)
    {
        var (over, under) = (0m, 0m);
        for (var round = 0; round < rounds; round++)
        {
            // Each line is 10.00: full is one exact number, or leaves less than ten.
            var total = 10 + (round * 37 % 900) + 0.5m * (round % 2);
            await SetBudgetAsync(total);
            var moved = (await Task.WhenAll(lines.Select(line => Task.Run(() => commit(line))))).Sum();
            over += Math.Max(0, moved - total);
            under += total - moved >= 10 ? total - moved : 0;
        }

        return (over, under);
    }

    private Task<decimal> CommitAsync(long lineId) => world.UseAsync<AppDbContext, decimal>(db => db.InTransactionAsync(async token =>
    {
        // As deciding does; the line itself is left alone so that the next round can use it again.
        var line = await db.BenefitLines.AsNoTracking().SingleAsync(l => l.Id == lineId, token);
        return await new BudgetLedger(db).CommitAsync(line, world.BudgetId, token) ? line.Granted!.Value : 0;
    }));

    private async Task<decimal> CommitWithoutGuardAsync(long lineId)
    {
        await using var db = world.Db();
        var line = await db.BenefitLines.AsNoTracking().SingleAsync(l => l.Id == lineId);
        var budget = await db.Budgets.AsNoTracking().SingleAsync(b => b.Id == world.BudgetId);
        if (budget.Left < line.Granted)
            return 0;
        var committed = budget.Committed + line.Granted!.Value;
        await db.InTransactionAsync(token => db.Budgets.Where(b => b.Id == world.BudgetId).ExecuteUpdateAsync(set => set.SetProperty(b => b.Committed, committed), token));
        return line.Granted.Value;
    }

    private async Task SetBudgetAsync(decimal total)
    {
        await using var db = world.Db();
        await db.InTransactionAsync(token => db.Budgets.Where(b => b.Id == world.BudgetId).ExecuteUpdateAsync(set => set.SetProperty(b => b.Total, total).SetProperty(b => b.Committed, 0m), token));
    }

    private async Task<List<long>> GrantedLinesAsync(int count)
    {
        await SetBudgetAsync(10_000);
        await using var db = world.Db();
        var now = world.Clock.Now();
        for (var i = 0; i < count; i++)
        {
            var request = new SponsorshipRequest(world.OsloId, null, world.LenaId, now);
            request.Submit(new RequestAnswers(0, "Plan", [new AskedBenefit(Benefit.Licence, 10, "")]), $"SR-2025-{i:0000}", world.LenaId, 5, now);
            request.Decide(world.AinoId, [new LineVerdict(Benefit.Licence, 10, null)], null, now, now.AddYears(1), now);
            db.SponsorshipRequests.Add(request);
            await db.SaveChangesAsync();
        }

        return await db.BenefitLines.Select(l => l.Id).ToListAsync();
    }
}
