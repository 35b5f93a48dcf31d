using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;

namespace UserGroups.Tests.Sponsorship.Stipends;

public sealed class PaymentTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;
    private long requestId;
    private long lineId;

    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        requestId = await world.GrantedAsync();
        lineId = (await world.LineAsync(requestId, Benefit.Stipend)).Id;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Granted_money_is_authorised_sent_paid_and_reconciled_and_the_budget_follows()
    {
        await NameAsync();
        await AuthoriseAsync();
        Assert.Equal((0m, 180m, 0m), await world.HeldAsync());
        await SendAsync("1042");
        Assert.Equal((0m, 0m, 180m), await world.HeldAsync());
        var line = await world.LineAsync(requestId, Benefit.Stipend);
        Assert.Equal((LineState.Fulfilled, world.FinnId, "Cheque 1042"), (line.State, line.FulfilledById!.Value, line.FulfilmentNote));
        Assert.Contains("PaymentSent", await world.LettersAsync("Lena"));
        await SettleAsync(PaymentStep.Confirm);
        await SettleAsync(PaymentStep.Reconcile);
        Assert.Equal(PaymentState.Reconciled, (await PaymentAsync()).State);
    }

    [Fact]
    public async Task Who_asked_or_decided_neither_authorises_nor_pays_and_the_database_says_so_too()
    {
        await NameAsync();
        var payment = await PaymentAsync();
        foreach (var person in new[] { world.LenaId, world.AinoId })
        {
            Assert.Contains("does not pay", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PaymentService>(s => s.AuthoriseAsync(person, payment.Id, payment.Version))), StringComparison.Ordinal);
            await using var db = world.Db();
            var error = await Record.ExceptionAsync(() => db.InTransactionAsync(token => db.Payments.Where(p => p.Id == payment.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.AuthorisedById, person), token)));
            Assert.Contains("CK_Payments_Authoriser", error?.Message ?? "", StringComparison.Ordinal);
            error = await Record.ExceptionAsync(() => db.InTransactionAsync(token => db.Payments.Where(p => p.Id == payment.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.SentById, person), token)));
            Assert.Contains("CK_Payments_Payer", error?.Message ?? "", StringComparison.Ordinal);
        }

        await AuthoriseAsync();
        payment = await PaymentAsync();
        Assert.Contains("does not pay", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PaymentService>(s => s.SendAsync(world.AinoId, payment.Id, payment.Version, PaymentMethod.Cheque, "1"))), StringComparison.Ordinal);
        Assert.Equal((0m, 180m, 0m), await world.HeldAsync());
    }

    [Fact]
    public async Task Another_payee_or_amount_drops_the_approval_and_the_same_does_not()
    {
        await NameAsync();
        await AuthoriseAsync();
        await NameAsync();
        Assert.Equal(PaymentState.Authorised, (await PaymentAsync()).State);
        await world.UseAsync<PayeeService>(s => s.NameAsync(world.MaxId, lineId, Payee.Of("Max", "Somewhere 1")));
        var dropped = await PaymentAsync();
        Assert.Equal((PaymentState.Approved, (long?)null, "Max"), (dropped.State, dropped.AuthorisedById, dropped.PayeeName));
        Assert.Equal((180m, 0m, 0m), await world.HeldAsync());
        await AuthoriseAsync();
        await ReduceAsync(100);
        Assert.Equal((PaymentState.Approved, 100m), ((await PaymentAsync()).State, (await PaymentAsync()).Amount));
        await AuthoriseAsync();
        await SendAsync("7");
        Assert.Equal((0m, 0m, 100m), await world.HeldAsync());
    }

    [Theory]
    [InlineData(180.01)]
    [InlineData(250.01)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1e9)]
    [InlineData(10.001)]
    public async Task A_tampered_amount_is_refused(double amount)
    {
        await NameAsync();
        Assert.NotEqual("", await FulfilmentWorld.RefusedAsync(() => ReduceAsync((decimal)amount)));
        Assert.Equal(180m, (await PaymentAsync()).Amount);
    }

    [Fact]
    public async Task Money_that_was_not_granted_is_not_paid()
    {
        var declined = await world.SubmittedAsync(eventId: await world.MeetupAsync("Second", new DateOnly(2026, 5, 1)));
        await world.DecideAsync(declined, 0);
        var line = (await world.LineAsync(declined, Benefit.Stipend)).Id;
        Assert.Contains("is declined", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PayeeService>(s => s.NameAsync(world.LenaId, line, FulfilmentWorld.Caterer))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_cannot_be_skipped()
    {
        await NameAsync();
        Assert.Contains("cannot be sent", await FulfilmentWorld.RefusedAsync(() => SendAsync("1")), StringComparison.Ordinal);
        Assert.Contains("cannot be marked as paid", await FulfilmentWorld.RefusedAsync(() => SettleAsync(PaymentStep.Confirm)), StringComparison.Ordinal);
        Assert.Contains("cannot be reconciled", await FulfilmentWorld.RefusedAsync(() => SettleAsync(PaymentStep.Reconcile)), StringComparison.Ordinal);
        Assert.Contains("cannot be voided", await FulfilmentWorld.RefusedAsync(async () =>
        {
            await AuthoriseAsync();
            await SendAsync("1");
            await SettleAsync(PaymentStep.Confirm);
            await ReissueAsync();
        }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_equal_posts_pay_once()
    {
        await NameAsync();
        await AuthoriseAsync();
        var payment = await PaymentAsync();
        var refused = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => FulfilmentWorld.RefusedAsync(
            () => world.UseAsync<PaymentService>(s => s.SendAsync(world.FinnId, payment.Id, payment.Version, PaymentMethod.Cheque, "1042"))))));
        Assert.All(refused, r => Assert.Equal("", r));
        Assert.Equal((0m, 0m, 180m), await world.HeldAsync());
        Assert.Single(await world.LettersAsync("Lena"), "PaymentSent");
        await using var db = world.Db();
        Assert.Equal(1, await db.History.CountAsync(h => h.Action == "payment.sent"));
    }

    [Fact]
    public async Task A_number_is_used_once_also_when_its_cheque_is_void()
    {
        await NameAsync();
        await AuthoriseAsync();
        await SendAsync(" ab-1 ");
        await ReissueAsync();
        await AuthoriseAsync();
        Assert.Contains("in the register already", await FulfilmentWorld.RefusedAsync(() => SendAsync("AB-1")), StringComparison.Ordinal);
        Assert.Equal((0m, 180m, 0m), await world.HeldAsync());
        await SendAsync("AB-2");
        Assert.Equal((0m, 0m, 180m), await world.HeldAsync());
    }

    [Fact]
    public async Task A_failed_payment_is_taken_back_into_the_budget_and_issued_anew_or_arrives_after_all()
    {
        await NameAsync();
        await AuthoriseAsync();
        await SendAsync("1");
        await SettleAsync(PaymentStep.Fail, "The envelope came back.");
        Assert.Equal((0m, 180m, 0m), await world.HeldAsync());
        Assert.Contains("PaymentFailed", await world.LettersAsync("Max"));
        await SettleAsync(PaymentStep.Confirm);
        Assert.Equal((0m, 0m, 180m), await world.HeldAsync());
        await SettleAsync(PaymentStep.Fail, "The bank returned it.");
        await ReissueAsync();
        Assert.Equal((180m, 0m, 0m), await world.HeldAsync());
        await using var db = world.Db();
        Assert.Equal([PaymentState.Void, PaymentState.Approved], await db.Payments.OrderBy(p => p.Id).Select(p => p.State).ToListAsync());
    }

    [Fact]
    public async Task A_line_that_goes_back_voids_what_was_not_sent()
    {
        await NameAsync();
        await AuthoriseAsync();
        await world.UseAsync<LineService>(s => s.ReleaseAsync(lineId, world.AinoId, "The meetup is off."));
        await using var db = world.Db();
        Assert.Equal(PaymentState.Void, await db.Payments.Select(p => p.State).SingleAsync());
        Assert.Equal((0m, 0m, 0m), await world.HeldAsync());
    }

    [Fact]
    public async Task What_is_scheduled_can_no_longer_be_withdrawn_by_the_organizers()
    {
        await NameAsync();
        await AuthoriseAsync();
        var payment = await PaymentAsync();
        await world.UseAsync<PaymentService>(s => s.ScheduleAsync(world.FinnId, payment.Id, payment.Version, new DateOnly(2026, 3, 9)));
        var request = await world.RequestAsync(requestId);
        Assert.Equal(RequestState.InFulfilment, request.State);
        Assert.NotEqual("", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<RequestService>(s => s.WithdrawAsync(world.LenaId, requestId, request.Version, "Changed our mind."))));
        Assert.Contains("from today on", await FulfilmentWorld.RefusedAsync(async () =>
        {
            await world.UseAsync<PayeeService>(s => s.NameAsync(world.MaxId, lineId, Payee.Of("Max", "Somewhere 1")));
            await AuthoriseAsync();
            var again = await PaymentAsync();
            await world.UseAsync<PaymentService>(s => s.ScheduleAsync(world.FinnId, again.Id, again.Version, new DateOnly(2026, 3, 1)));
        }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_looked_at_an_older_payment_changes_nothing()
    {
        await NameAsync();
        var seen = await PaymentAsync();
        await world.UseAsync<PayeeService>(s => s.NameAsync(world.MaxId, lineId, Payee.Of("Max", "Somewhere 1")));
        Assert.Equal("DbUpdateConcurrencyException", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PaymentService>(s => s.AuthoriseAsync(world.FinnId, seen.Id, seen.Version))));
        Assert.Equal("DbUpdateConcurrencyException", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<PayeeService>(s => s.ReduceAsync(world.FinnId, seen.Id, seen.Version, 1))));
        Assert.Equal(PaymentState.Approved, (await PaymentAsync()).State);
    }

    private Task NameAsync() => world.UseAsync<PayeeService>(s => s.NameAsync(world.LenaId, lineId, FulfilmentWorld.Caterer));

    private async Task AuthoriseAsync()
    {
        var payment = await PaymentAsync();
        await world.UseAsync<PaymentService>(s => s.AuthoriseAsync(world.FinnId, payment.Id, payment.Version));
    }

    private async Task SendAsync(string number)
    {
        var payment = await PaymentAsync();
        await world.UseAsync<PaymentService>(s => s.SendAsync(world.FinnId, payment.Id, payment.Version, PaymentMethod.Cheque, number));
    }

    private async Task SettleAsync(PaymentStep step, string? reason = null)
    {
        var payment = await PaymentAsync();
        await world.UseAsync<PaymentService>(s => s.SettleAsync(world.FinnId, payment.Id, payment.Version, step, reason));
    }

    private async Task ReissueAsync()
    {
        var payment = await PaymentAsync();
        await world.UseAsync<PaymentService>(s => s.ReissueAsync(world.FinnId, payment.Id, payment.Version, "Lost in the mail."));
    }

    private async Task ReduceAsync(decimal amount)
    {
        var payment = await PaymentAsync();
        await world.UseAsync<PayeeService>(s => s.ReduceAsync(world.FinnId, payment.Id, payment.Version, amount));
    }

    private async Task<Payment> PaymentAsync()
    {
        await using var db = world.Db();
        return await db.Payments.AsNoTracking().SingleAsync(p => p.LineId == lineId && p.State != PaymentState.Void);
    }
}
