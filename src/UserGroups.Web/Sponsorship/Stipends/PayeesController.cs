using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;

namespace UserGroups.Web.Sponsorship;

/// <summary>An organizer says who is to be paid.</summary>
[Route("/requests/{reference}/payee")]
public sealed class PayeesController(AppDbContext db, ViewerRoles roles, PayeeService payees) : LineController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(string reference)
    {
        var line = await ReceivedAsync(reference, Benefit.Stipend);
        var known = await PaymentAsync(line.LineId);
        return View(new PayeePage(line, known?.State, new PayeeForm { PayeeName = known?.PayeeName ?? "", PayeeAddress = known?.PayeeAddress ?? "" }));
    }

    [HttpPost("")]
    public async Task<IActionResult> Update(string reference, PayeeForm form)
    {
        var line = await ReceivedAsync(reference, Benefit.Stipend);
        return await TakeAsync(
            () => payees.NameAsync(Me, line.LineId, form.Payee(), Cancel), line.RequestPath, "Thank you. Finance has what it needs.",
            async () => View(nameof(Edit), new PayeePage(line, (await PaymentAsync(line.LineId))?.State, form)),
            () => form.Payee());
    }

    private Task<Payment?> PaymentAsync(long lineId) => Db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.LineId == lineId && p.State != PaymentState.Void, Cancel);
}

/// <summary>Who gets the money.</summary>
public sealed class PayeeForm
{
    [Required, StringLength(Payment.PayeeLength), Display(Name = "Name of the payee")]
    public string PayeeName { get; set; } = "";

    [Required, StringLength(Payment.AddressLength), Display(Name = "Postal address")]
    public string PayeeAddress { get; set; } = "";

    /// <exception cref="UserGroups.Shared.RuleException">Names every field that is missing or cannot be so.</exception>
    public Payee Payee() => UserGroups.Sponsorship.Stipends.Payee.Of(PayeeName, PayeeAddress);
}

/// <summary>The form on its page.</summary>
public sealed record PayeePage(LineHead Line, PaymentState? State, PayeeForm Form);
