using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Web.Sponsorship;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Sponsorship.Stipends;

public sealed class PaymentPageTests : IAsyncLifetime
{
    private GrantedPortal world = null!;
    private PortalClient finn = null!;

    public async Task InitializeAsync()
    {
        world = await GrantedPortal.OpenAsync();
        finn = await world.Site.StaffAsync("Finn", StaffRole.Finance);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task The_organizer_names_the_payee_and_finance_authorises_and_records_the_cheque()
    {
        Assert.Contains(world.Reference, (await finn.GetAsync("/staff/payments")).Text, StringComparison.Ordinal);
        await NameAsync();
        Assert.Contains("1 payment to record", (await finn.GetAsync("/staff")).Text, StringComparison.Ordinal);
        var page = await finn.FollowAsync(await finn.SubmitAsync(await PathAsync(), "Authorise"));
        page = await finn.FollowAsync(await finn.SubmitAsync(page, "It has been sent", ("How it was paid", "Cheque"), ("Number", "1042")));
        Assert.Contains("Recorded.", page.Text, StringComparison.Ordinal);
        Assert.Equal(LineState.Fulfilled, (await world.LineAsync(Benefit.Stipend)).State);
        Assert.Contains("Stipend fulfilled: Cheque 1042", (await world.Lena.GetAsync(world.Path)).Document.QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1042", (await finn.GetAsync("/staff/payments?view=register")).Text, StringComparison.Ordinal);
        Assert.Contains("one hundred and eighty and 00/100", (await finn.GetAsync(await PathAsync() + "/cheque-request")).Text, StringComparison.Ordinal);
        Assert.Contains(await world.Site.LettersAsync("lena@example.org"), l => l.Kind == "PaymentSent");
        page = await finn.FollowAsync(await finn.SubmitAsync(await PathAsync(), "It has arrived"));
        page = await finn.FollowAsync(await finn.SubmitAsync(page, "It stands on the bank’s statement"));
        Assert.Equal(PaymentState.Reconciled, (await PaymentAsync()).State);
    }

    [Fact]
    public async Task What_has_been_sent_no_longer_goes_out_on_a_day_and_the_timeline_says_what_is_under_way()
    {
        await NameAsync();
        var page = await finn.FollowAsync(await finn.SubmitAsync(await PathAsync(), "Authorise"));
        page = await finn.FollowAsync(await finn.SubmitAsync(page, "Schedule", ("Goes out on", "2026-03-05")));
        Assert.Contains("Goes out on", page.Document.QuerySelectorAll("dl.answers dt").Select(t => t.TextContent.Trim()));
        page = await finn.FollowAsync(await finn.SubmitAsync(page, "It has been sent", ("How it was paid", "Cheque"), ("Number", "1042")));
        var labels = page.Document.QuerySelectorAll("dl.answers dt").Select(t => t.TextContent.Trim()).ToList();
        Assert.Contains("Sent", labels);
        Assert.DoesNotContain("Goes out on", labels);

        var swag = await world.LineAsync(Benefit.Swag);
        await world.UseAsync<LineService>(s => s.BegunAsync(swag.Id, 1));
        var happened = (await world.Lena.GetAsync(world.Path)).Document.QuerySelectorAll(".timeline strong").Select(h => h.TextContent.Trim()).ToList();
        Assert.Single(happened, h => h == "Payment under way");
        Assert.Single(happened, h => h == "Parcel under way");
        Assert.DoesNotContain("Under way", happened);
        // As the history of older portals has it.
        Assert.Equal("Blog post under way", SponsorshipWords.Happened(SponsorshipFlow.ActionOf(RequestStep.Begin), "{\"Benefit\":1}").What);
    }

    [Fact]
    public async Task That_the_rest_goes_back_is_said_until_that_day_and_not_after()
    {
        Assert.Contains("goes back.", (await world.Lena.GetAsync(world.Path)).Text, StringComparison.Ordinal);
        world.Site.Clock.Set(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain("goes back.", (await (await world.Site.SignInAsync("Lena")).GetAsync(world.Path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "180.00\u00a0USD were granted. What was not spent returns to the budget.")]
    [InlineData(true, "180.00\u00a0USD were granted, 180.00\u00a0USD have been paid.")]
    public async Task The_report_says_that_unspent_money_returns_and_once_it_is_paid_only_that_it_was(bool paid, string help)
    {
        await NameAsync();
        if (paid)
        {
            var page = await finn.FollowAsync(await finn.SubmitAsync(await PathAsync(), "Authorise"));
            await finn.FollowAsync(await finn.SubmitAsync(page, "It has been sent", ("How it was paid", "Cheque"), ("Number", "1042")));
        }

        world.Site.Clock.Set(new DateTimeOffset(2026, 4, 20, 12, 0, 0, TimeSpan.Zero));
        var report = await (await world.Site.SignInAsync("Lena")).GetAsync($"{world.Path}/report");
        Assert.Equal(help, report.Document.QuerySelector("#Spent-help")!.TextContent.Trim());
    }

    [Fact]
    public async Task For_an_outsider_and_a_host_the_payee_page_does_not_exist()
    {
        var vera = await world.Site.SignInAsync("Vera");
        foreach (var somebody in new[] { world.Ida, vera, finn })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.GetAsync($"{world.Path}/payee")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.PostAsync($"{world.Path}/payee", "/about", ("PayeeName", "Ida"), ("PayeeAddress", "Lima"))).Status);
        }

        Assert.False(await world.Site.AskAsync(db => db.Payments.AnyAsync()));
    }

    [Fact]
    public async Task A_payee_without_a_name_is_refused_with_everything_as_typed()
    {
        var empty = await world.Lena.GetAsync($"{world.Path}/payee");
        Assert.Contains("As it is to stand on the cheque.", empty.Text, StringComparison.Ordinal);
        Assert.Equal("Not now", empty.Document.QuerySelector(".form-actions a")!.TextContent);
        var page = await world.Lena.SubmitAsync(empty, "Save the payee", ("Name of the payee", ""), ("Postal address", "Storgata 1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Storgata 1", page.Text, StringComparison.Ordinal);
        Assert.False(await world.Site.AskAsync(db => db.Payments.AnyAsync()));
    }

    [Theory]
    [InlineData("authorisation")]
    [InlineData("schedule")]
    [InlineData("sending")]
    [InlineData("amount")]
    [InlineData("arrival")]
    [InlineData("failure")]
    [InlineData("reconciliation")]
    [InlineData("reissue")]
    public async Task Only_finance_pays_and_never_who_asked_or_decided(string step)
    {
        await NameAsync();
        var path = $"{await PathAsync()}/{step}";
        var pia = await world.Site.StaffAsync("Pia", StaffRole.Fulfilment);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Lena.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Ida.PostAsync(path, "/about")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await pia.PostAsync(path, "/about")).Status);
        // Aino decided; that she is in finance too does not help her.
        await using (var db = world.Site.Db())
        {
            db.Add(new UserGroups.Accounts.RoleGrant(await db.People.SingleAsync(p => p.Name == "Aino"), StaffRole.Finance, null, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        var aino = await world.Site.SignInAsync("Aino");
        await SecondFactorTests.SetUpAsync(aino);
        Assert.Equal(HttpStatusCode.Forbidden, (await aino.PostAsync(path, "/about", ("Version", "1"))).Status);
        Assert.Contains("Not yours to pay", (await aino.GetAsync(await PathAsync())).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await finn.PostAsync($"/staff/payments/999999/{step}", "/about")).Status);
        Assert.Equal(PaymentState.Approved, (await PaymentAsync()).State);
    }

    [Theory]
    [InlineData("250.01")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("180.01")]
    public async Task A_tampered_amount_is_refused_and_stays_on_the_page(string amount)
    {
        await NameAsync();
        var page = await finn.PostAsync($"{await PathAsync()}/amount", await PathAsync(), ("Version", $"{(await PaymentAsync()).Version}"), ("Amount", amount));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Single(page.Errors);
        Assert.Equal(180m, (await PaymentAsync()).Amount);
    }

    [Fact]
    public async Task A_declined_line_is_not_paid_and_a_step_is_not_skipped()
    {
        await NameAsync();
        var page = await finn.PostAsync($"{await PathAsync()}/sending", await PathAsync(), ("Version", "1"), ("Method", "Cheque"), ("Number", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("cannot be sent", page.Errors[0], StringComparison.Ordinal);
        await world.UseAsync<LineService>(async l => await l.ReleaseAsync((await world.LineAsync(Benefit.Stipend)).Id, null, "The meetup is off."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.Lena.PostAsync($"{world.Path}/payee", $"{world.Path}/payee", ("PayeeName", "Max"), ("PayeeAddress", "Storgata 2"))).Status);
    }

    [Fact]
    public async Task Twenty_equal_posts_pay_once_and_all_see_the_same_page()
    {
        await NameAsync();
        var page = await finn.FollowAsync(await finn.SubmitAsync(await PathAsync(), "Authorise"));
        var answers = await finn.SubmitAtOnceAsync(page, 20, "It has been sent", ("How it was paid", "Cheque"), ("Number", "1042"));
        Assert.All(answers, a => Assert.Equal(page.Path, a.Location));
        Assert.Single(await world.Site.LettersAsync("lena@example.org"), l => l.Kind == "PaymentSent");
    }

    [Fact]
    public async Task A_number_that_was_used_is_refused_with_the_number_still_there()
    {
        await NameAsync();
        var page = await finn.FollowAsync(await finn.SubmitAsync(await PathAsync(), "Authorise"));
        await finn.SubmitAsync(page, "It has been sent", ("How it was paid", "Cheque"), ("Number", "1042"));
        var other = await world.GrantAsync();
        await world.Lena.SubmitAsync($"/requests/{other}/payee", "Save the payee", ("Name of the payee", "Max"), ("Postal address", "Storgata 2"));
        var second = await world.Site.AskAsync(db => db.Payments.OrderByDescending(p => p.Id).Select(p => p.Id).FirstAsync());
        page = await finn.FollowAsync(await finn.SubmitAsync($"/staff/payments/{second}", "Authorise"));
        page = await finn.SubmitAsync(page, "It has been sent", ("How it was paid", "Cheque"), ("Number", "1042"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "1042"), (page.Status, page.Value("Number")));
        Assert.Contains("in the register already", page.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_payee_sends_an_authorised_payment_back()
    {
        await NameAsync();
        await finn.SubmitAsync(await PathAsync(), "Authorise");
        var known = await world.Lena.GetAsync($"{world.Path}/payee");
        Assert.Contains("authorised already", known.Text, StringComparison.Ordinal);
        Assert.Equal("Leave it as it is", known.Document.QuerySelector(".form-actions a")!.TextContent);
        await world.Lena.SubmitAsync($"{world.Path}/payee", "Save the payee", ("Name of the payee", "Somebody else"));
        var payment = await PaymentAsync();
        Assert.Equal((PaymentState.Approved, "Somebody else"), (payment.State, payment.PayeeName));
    }

    [Fact]
    public async Task The_file_says_what_the_list_says_and_a_name_that_starts_a_formula_does_not()
    {
        await world.Lena.SubmitAsync($"{world.Path}/payee", "Save the payee", ("Name of the payee", "=1+1"), ("Postal address", "Storgata 1\n0155 Oslo"));
        var csv = await (await finn.Http.GetAsync("/staff/payments.csv")).Content.ReadAsStringAsync();
        Assert.Contains($"{world.Reference},Oslo,'=1+1,\"Storgata 1, 0155 Oslo\",180.00,USD,Approved", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Lena.GetAsync("/staff/payments.csv")).Status);
    }

    [Fact]
    public async Task The_list_asks_the_same_number_of_questions_for_one_and_for_three()
    {
        await NameAsync();
        var one = await world.Site.QueriesAsync(() => finn.GetAsync("/staff/payments"));
        for (var i = 0; i < 2; i++)
            await world.Lena.SubmitAsync($"/requests/{await world.GrantAsync()}/payee", "Save the payee", ("Name of the payee", "Max"), ("Postal address", "Storgata 2"));
        Assert.Equal(one, await world.Site.QueriesAsync(() => finn.GetAsync("/staff/payments")));
    }

    private async Task NameAsync() => Assert.Equal(
        world.Path, (await world.Lena.SubmitAsync($"{world.Path}/payee", "Save the payee", ("Name of the payee", "Café Deichman"), ("Postal address", "Anne-Cath. Vestlys plass 1"))).Location);

    private async Task<string> PathAsync() => $"/staff/payments/{(await PaymentAsync()).Id}";

    private Task<Payment> PaymentAsync() => world.Site.AskAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.State != PaymentState.Void));
}
