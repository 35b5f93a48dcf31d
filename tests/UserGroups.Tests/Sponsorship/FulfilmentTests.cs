using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Jobs;

namespace UserGroups.Tests.Sponsorship;

/// <summary>The seam to whoever fulfils, the money behind it, the report and what time does.</summary>
public sealed class FulfilmentTests : IAsyncLifetime
{
    private readonly Follower follower = new();
    private SponsorshipWorld world = null!;

    public async Task InitializeAsync() => world = await SponsorshipWorld.OpenAsync(more: add =>
    {
        add.AddSingleton<ILineStart>(follower);
        add.AddSingleton<ILineRelease>(follower);
    });

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Whoever_follows_is_told_when_a_line_is_granted_for_good_and_when_it_goes_back()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        await world.DecideAsync(id, 100);
        Assert.Equal(["start Promotion", "start Licence", "start Swag"], follower.Told);
        await world.AnswerOfferAsync(id, accept: true);
        Assert.Equal("start Stipend", follower.Told[^1]);
        await world.UseAsync<LineService>(async s => await s.ReleaseAsync(await LineAsync(id, Benefit.Swag), world.FinnId, "Out of stock."));
        Assert.Equal("release Swag", follower.Told[^1]);
        Assert.Equal(RequestState.Accepted, await world.StateAsync(id));
    }

    [Fact]
    public async Task What_a_follower_refuses_is_not_decided()
    {
        follower.Refuses = true;
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        await Assert.ThrowsAsync<RuleException>(() => world.DecideAsync(id, 180));
        Assert.Equal((RequestState.Submitted, (0m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));
    }

    [Fact]
    public async Task A_declined_line_cannot_be_fulfilled_and_none_twice()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        await world.DecideAsync(id, 0);
        await Assert.ThrowsAsync<RuleException>(async () => await FulfilAsync(id, Benefit.Stipend, world.FinnId));
        await FulfilAsync(id, Benefit.Swag, world.FinnId);
        Assert.Contains("already", (await Assert.ThrowsAsync<RuleException>(async () => await FulfilAsync(id, Benefit.Swag, world.FinnId))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<LineService>(async s => await s.ReleaseAsync(await LineAsync(id, Benefit.Swag), world.FinnId, "No.")));
        Assert.Equal(RequestState.InFulfilment, await world.StateAsync(id));
    }

    [Fact]
    public async Task Who_asked_or_decided_does_not_pay()
    {
        var id = await world.GrantedAsync();
        await Assert.ThrowsAsync<RuleException>(async () => await FulfilAsync(id, Benefit.Stipend, world.AinoId));
        await Assert.ThrowsAsync<RuleException>(async () => await FulfilAsync(id, Benefit.Stipend, world.LenaId));
        await PayAsync(id, 180);
        await FulfilAsync(id, Benefit.Stipend, world.FinnId);
        Assert.Equal((RequestState.InFulfilment, (0m, 0m, 180m)), (await world.StateAsync(id), await world.HeldAsync()));
    }

    [Fact]
    public async Task Money_goes_from_committed_to_authorised_to_paid_and_what_is_not_needed_returns()
    {
        var id = await world.GrantedAsync();
        await LedgerAsync(id, (ledger, line) => ledger.AuthoriseAsync(line, 120.50m));
        Assert.Equal((0m, 120.50m, 0m), await world.HeldAsync());
        await Assert.ThrowsAsync<RuleException>(() => LedgerAsync(id, (ledger, line) => ledger.PayAsync(line, 120.51m)));
        await LedgerAsync(id, (ledger, line) => ledger.PayAsync(line, 120.50m));
        Assert.Equal((0m, 0m, 120.50m), await world.HeldAsync());
        Assert.Equal(879.50m, (await world.BudgetAsync()).Left);
        await LedgerAsync(id, (ledger, line) => ledger.TakeBackAsync(line, 120.50m));
        Assert.Equal((0m, 120.50m, 0m), await world.HeldAsync());
    }

    [Fact]
    public async Task When_everything_has_arrived_and_the_event_is_over_the_report_is_next_and_then_the_end()
    {
        var id = await world.GrantedAsync();
        await PayAsync(id, 100);
        await FulfilAsync(id, Benefit.Stipend, world.FinnId);
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.InFulfilment, await world.StateAsync(id));
        await Assert.ThrowsAsync<RuleException>(() => ReportAsync(id));
        world.Clock.Set(new DateTimeOffset(2026, 4, 17, 0, 0, 0, TimeSpan.Zero));
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.AwaitingReport, await world.StateAsync(id));
        await ReportAsync(id);
        Assert.Equal(RequestState.ReportSubmitted, await world.StateAsync(id));
        Assert.Equal("ReportArrived", (await world.LettersAsync("Aino"))[^1]);
        var version = (await world.RequestAsync(id)).Version;
        await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<RequestDecisions>(s => s.CloseAsync(world.LenaId, id, version)));
        await world.UseAsync<RequestDecisions>(s => s.CloseAsync(world.AinoId, id, version));
        Assert.Equal((RequestState.Closed, (0m, 0m, 100m)), (await world.StateAsync(id), await world.HeldAsync()));
    }

    [Fact]
    public async Task A_report_that_comes_before_the_money_waits_for_it()
    {
        var id = await world.GrantedAsync();
        world.Clock.Set(new DateTimeOffset(2026, 4, 17, 0, 0, 0, TimeSpan.Zero));
        await ReportAsync(id);
        Assert.Equal(RequestState.Accepted, await world.StateAsync(id));
        world.Clock.Move(TimeSpan.FromDays(70));
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.Accepted, await world.StateAsync(id));
        await PayAsync(id, 180);
        await FulfilAsync(id, Benefit.Stipend, world.FinnId);
        Assert.Equal(RequestState.ReportSubmitted, await world.StateAsync(id));
    }

    [Fact]
    public async Task A_report_the_minute_the_event_is_over_need_not_wait_for_the_portal_to_look()
    {
        var id = await world.GrantedAsync();
        await PayAsync(id, 180);
        await FulfilAsync(id, Benefit.Stipend, world.FinnId);
        world.Clock.Set(new DateTimeOffset(2026, 4, 17, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(RequestState.InFulfilment, await world.StateAsync(id));
        await ReportAsync(id);
        Assert.Equal((RequestState.ReportSubmitted, "ReportArrived"), (await world.StateAsync(id), (await world.LettersAsync("Aino"))[^1]));
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.ReportSubmitted, await world.StateAsync(id));
    }

    [Fact]
    public async Task What_is_not_used_sixty_days_after_the_event_expires_and_the_rest_still_owes_its_report()
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true));
        await world.DecideAsync(id, 180);
        await FulfilAsync(id, Benefit.Swag, world.FinnId);
        world.Clock.Set(new DateTimeOffset(2026, 4, 16, 18, 0, 0, TimeSpan.Zero).AddDays(60.1));
        await world.RunAsync<FollowRequests>();
        Assert.Equal((RequestState.AwaitingReport, (0m, 0m, 0m)), (await world.StateAsync(id), await world.HeldAsync()));
        Assert.Equal(["release Stipend", "release Promotion", "release Licence"], follower.Told.Where(t => t.StartsWith("release", StringComparison.Ordinal)));

        var unused = await world.SubmittedAsync(eventId: await world.MeetupAsync("Later", new DateOnly(2026, 8, 1)));
        await world.DecideAsync(unused, 180);
        world.Clock.Set(new DateTimeOffset(2026, 8, 1, 18, 0, 0, TimeSpan.Zero).AddDays(60.1));
        await world.RunAsync<FollowRequests>();
        Assert.Equal(RequestState.Expired, await world.StateAsync(unused));
    }

    [Fact]
    public async Task The_report_is_asked_for_on_day_five_fourteen_and_thirty_once_each()
    {
        await world.GrantedAsync();
        var over = new DateTimeOffset(2026, 4, 16, 18, 0, 0, TimeSpan.Zero);
        var letters = new List<int>();
        foreach (var day in new[] { 4.9, 5.1, 5.2, 14.1, 30.1, 45 })
        {
            world.Clock.Set(over.AddDays(day));
            await world.RunAsync<RemindOfRequests>();
            letters.Add((await world.LettersAsync("Lena")).Count(k => k == "ReportDue"));
        }

        Assert.Equal([0, 1, 1, 2, 3, 3], letters);
    }

    [Fact]
    public async Task A_job_that_slept_sends_one_letter_not_three()
    {
        await world.GrantedAsync();
        world.Clock.Set(new DateTimeOffset(2026, 4, 16, 18, 0, 0, TimeSpan.Zero).AddDays(40));
        await world.RunAsync<RemindOfRequests>();
        Assert.Single(await world.LettersAsync("Lena"), k => k == "ReportDue");
    }

    [Fact]
    public async Task A_broken_promise_is_told_to_all_managers_after_two_more_business_days_once()
    {
        await world.SubmittedAsync();
        world.Clock.Move(TimeSpan.FromDays(8.9));
        await world.RunAsync<RemindOfRequests>();
        Assert.DoesNotContain("DecisionLate", await world.LettersAsync("Sam"));
        world.Clock.Move(TimeSpan.FromDays(0.2));
        await world.RunAsync<RemindOfRequests>();
        await world.RunAsync<RemindOfRequests>();
        Assert.Single(await world.LettersAsync("Sam"), k => k == "DecisionLate");
        Assert.Single(await world.LettersAsync("Aino"), k => k == "DecisionLate");
    }

    [Fact]
    public async Task Whose_turn_it_is_is_reminded_after_the_days_of_the_table_once()
    {
        await world.GrantedAsync(100);
        world.Clock.Move(TimeSpan.FromDays(7.1));
        await world.RunAsync<RemindOfRequests>();
        await world.RunAsync<RemindOfRequests>();
        Assert.Single(await world.LettersAsync("Lena"), k => k == "TurnReminder");
        Assert.DoesNotContain("TurnReminder", await world.LettersAsync("Max"));
    }

    private async Task<long> LineAsync(long requestId, Benefit benefit) => (await world.RequestAsync(requestId)).Lines.Single(l => l.Benefit == benefit).Id;

    private async Task FulfilAsync(long requestId, Benefit benefit, long byId)
    {
        var line = await LineAsync(requestId, benefit);
        await world.UseAsync<LineService>(s => s.FulfilledAsync(line, byId, "Done"));
    }

    private Task PayAsync(long requestId, decimal amount) => LedgerAsync(requestId, async (ledger, line) =>
    {
        await ledger.AuthoriseAsync(line, amount);
        await ledger.PayAsync(line, amount);
    });

    private Task LedgerAsync(long requestId, Func<BudgetLedger, BenefitLine, Task> move) => world.UseAsync<AppDbContext>(db => db.InTransactionAsync(async token =>
    {
        var line = await db.BenefitLines.SingleAsync(l => l.RequestId == requestId && l.Benefit == Benefit.Stipend, token);
        await move(new BudgetLedger(db), line);
        await db.SaveChangesAsync(token);
    }));

    private async Task ReportAsync(long id)
    {
        var version = (await world.RequestAsync(id)).Version;
        await world.UseAsync<ReportService>(s => s.SubmitAsync(world.LenaId, id, version, new ReportAnswers(24, "The pizza.", 100, "Pizza")));
    }

    private sealed class Follower : ILineStart, ILineRelease
    {
        public List<string> Told { get; } = [];

        public bool Refuses { get; set; }

        public Task StartAsync(BenefitLine line, CancellationToken cancel)
        {
            if (Refuses)
                throw new RuleException("Nothing is in stock.", "SwagGranted");
            Told.Add($"start {line.Benefit}");
            return Task.CompletedTask;
        }

        public Task ReleaseAsync(BenefitLine line, CancellationToken cancel)
        {
            Told.Add($"release {line.Benefit}");
            return Task.CompletedTask;
        }
    }
}
