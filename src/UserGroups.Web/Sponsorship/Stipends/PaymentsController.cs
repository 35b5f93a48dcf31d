using Microsoft.AspNetCore.Mvc;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>Finance: what is to be paid, to whom, since when; and one payment with its next step.</summary>
[Route("/staff/payments")]
public sealed class PaymentsController(AppDbContext db, ViewerRoles roles, PaymentService payments, PayeeService payees, PaymentReader reader) : LineController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> List(string? view, string? after, string? before)
    {
        this.Require(FulfilmentAccess.CanSeePayments(this.Viewer()));
        return View(await reader.ListAsync(this.Viewer(), view, after ?? before, Cancel));
    }

    [HttpGet("/staff/payments.csv")]
    public async Task Csv(string? view)
    {
        this.Require(FulfilmentAccess.CanSeePayments(this.Viewer()));
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=\"payments.csv\"";
        await reader.WriteCsvAsync(this.Viewer(), view, Response.Body, Cancel);
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id) => View(await PageAsync(id, new PaymentForm()));

    [HttpGet("{id:long}/cheque-request")]
    public async Task<IActionResult> ChequeRequest(long id) => View(await PageAsync(id, new PaymentForm()));

    [HttpPost("{id:long}/amount")]
    public Task<IActionResult> Reduce(long id, PaymentForm form) => StepAsync(
        id, form, "The amount is changed; it must be authorised again.",
        () => payees.ReduceAsync(Me, id, form.Version, Money.Parse(form.Amount, Payment.CurrencyCode, System.Globalization.CultureInfo.CurrentCulture, nameof(form.Amount)).Amount, Cancel));

    [HttpPost("{id:long}/authorisation")]
    public Task<IActionResult> Authorise(long id, PaymentForm form) => StepAsync(id, form, "Authorised.", () => payments.AuthoriseAsync(Me, id, form.Version, Cancel));

    [HttpPost("{id:long}/schedule")]
    public Task<IActionResult> Schedule(long id, PaymentForm form) => StepAsync(
        id, form, "Scheduled.", () => payments.ScheduleAsync(Me, id, form.Version, form.On ?? throw new RuleException("Choose the day.", nameof(form.On)), Cancel));

    [HttpPost("{id:long}/sending")]
    public Task<IActionResult> Send(long id, PaymentForm form) => StepAsync(
        id, form, "Recorded. The organizers have a letter.",
        () => payments.SendAsync(Me, id, form.Version, form.Way(), form.Number, Cancel), () => form.Way());

    [HttpPost("{id:long}/arrival")]
    public Task<IActionResult> Confirm(long id, PaymentForm form) => StepAsync(id, form, "Noted: it has arrived.", () => payments.SettleAsync(Me, id, form.Version, PaymentStep.Confirm, null, Cancel));

    [HttpPost("{id:long}/failure")]
    public Task<IActionResult> Fail(long id, PaymentForm form) => StepAsync(
        id, form, "Noted: it failed. The organizers have a letter.", () => payments.SettleAsync(Me, id, form.Version, PaymentStep.Fail, form.Reason, Cancel));

    [HttpPost("{id:long}/reconciliation")]
    public Task<IActionResult> Reconcile(long id, PaymentForm form) => StepAsync(id, form, "Reconciled.", () => payments.SettleAsync(Me, id, form.Version, PaymentStep.Reconcile, null, Cancel));

    /// <summary>Void, and a new payment in its place.</summary>
    [HttpPost("{id:long}/reissue")]
    public Task<IActionResult> Reissue(long id, PaymentForm form) => StepAsync(
        id, form, "It is void; a new payment stands among those to be authorised.", () => payments.ReissueAsync(Me, id, form.Version, form.Reason, Cancel));

    private async Task<IActionResult> StepAsync(long id, PaymentForm form, string said, Func<Task> act, Action? meaning = null)
    {
        var (_, line) = await FindAsync(id);
        this.Require(FulfilmentAccess.CanPay(this.Viewer(), line.Facts, await RolesAsync()));
        return await TakeAsync(act, $"/staff/payments/{id}", said, async () => View(nameof(Show), await PageAsync(id, form)), meaning);
    }

    private async Task<PaymentPage> PageAsync(long id, PaymentForm form)
    {
        var (payment, line) = await FindAsync(id);
        form.Version = payment.Version;
        return new PaymentPage(payment, line, FulfilmentAccess.CanPay(this.Viewer(), line.Facts, await RolesAsync()), form, await reader.NamesAsync(payment, Cancel));
    }

    private async Task<(Payment Payment, LineHead Line)> FindAsync(long id)
    {
        this.Require(FulfilmentAccess.CanSeePayments(this.Viewer()));
        return await reader.FindAsync(this.Viewer(), id, Cancel) ?? throw new RefusedException(StatusCodes.Status404NotFound);
    }
}
