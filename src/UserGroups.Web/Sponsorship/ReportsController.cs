using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The report on a request.</summary>
[Route("/requests/{reference}/report")]
public sealed class ReportsController(AppDbContext db, ViewerRoles roles, ReportService reports, RequestReader reader, TimeProvider time) : SponsorshipController(db, roles)
{
    [HttpGet("")]
    public async Task<IActionResult> New(string reference)
    {
        var key = await StepAsync(reference, RequestStep.Report);
        var head = await reader.HeadAsync(key.Facts.Id, Cancel);
        if (!await CanReportAsync(key, head))
            return LocalRedirect(head.Path);
        var came = await reports.AttendanceAsync(head.EventId!.Value, Cancel);
        return View(await ShownAsync(new ReportForm { Version = key.Version, Attendance = came > 0 ? came.ToString(CultureInfo.InvariantCulture) : null, CheckedIn = came }, head));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(string reference, ReportForm form)
    {
        var key = await StepAsync(reference, RequestStep.Report);
        var hasStipend = (await reader.LinesAsync(key.Facts.Id, Cancel)).Any(ReportForm.IsGrantedMoney);
        return await this.Submit(
            async () =>
            {
                await reports.SubmitAsync(Me, key.Facts.Id, form.Version, form.Answers(hasStipend), Cancel);
                TempData.Succeed("Thank you! The report is sent.");
                return LocalRedirect($"/requests/{key.Reference}");
            },
            async () =>
            {
                Db.ChangeTracker.Clear();
                var head = await reader.HeadAsync(key.Facts.Id, Cancel);
                form.Version = head.Version;
                ModelState.Remove(nameof(ReportForm.Version));
                return View(nameof(New), await ShownAsync(form, head));
            },
            () => Task.FromResult(form.Answers(hasStipend)));
    }

    private async Task<bool> CanReportAsync(RequestKey key, RequestHead head) =>
        SponsorshipFlow.Allows(head.State, RequestStep.Report) && head.EventId is not null && head.IsOver(time.Now()) && await reader.ReportAsync(key.Facts.Id, Cancel) is null;

    private async Task<ReportForm> ShownAsync(ReportForm form, RequestHead head)
    {
        (form.Head, form.Lines) = (head, await reader.LinesAsync(head.Id, Cancel));
        form.CheckedIn = head.EventId is long id ? await reports.AttendanceAsync(id, Cancel) : 0;
        return form;
    }
}

/// <summary>The report as typed.</summary>
public sealed class ReportForm
{
    [StringLength(20), Required(ErrorMessage = "Say how many people came; 0 if nobody did."), Display(Name = "How many people came?")]
    public string? Attendance { get; set; }

    [StringLength(SponsorshipReport.TextLength), Required(ErrorMessage = "Tell in a few sentences what worked and what did not."), Display(Name = "What worked, and what did not?")]
    public string? WhatWorked { get; set; }

    [StringLength(40), Display(Name = "Money spent of the stipend")]
    public string? Spent { get; set; }

    [StringLength(SponsorshipReport.SpentOnLength), Display(Name = "What was it spent on?")]
    public string? SpentOn { get; set; }

    public int Version { get; set; }

    [BindNever]
    internal int CheckedIn { get; set; }

    [BindNever]
    internal RequestHead Head { get; set; } = null!;

    [BindNever]
    internal IReadOnlyList<LineRow> Lines { get; set; } = [];

    /// <summary>The money the report accounts for.</summary>
    internal LineRow? Stipend => Lines.FirstOrDefault(IsGrantedMoney);

    internal static bool IsGrantedMoney(LineRow line) => line.Benefit == Benefit.Stipend && line.State is LineState.Accepted or LineState.Fulfilled;

    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public ReportAnswers Answers(bool hasStipend)
    {
        var broken = new BrokenRules();
        var came = int.TryParse((Attendance ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var people) ? people : (int?)null;
        var spent = broken.Try(() => string.IsNullOrWhiteSpace(Spent) ? null : (decimal?)Money.Parse(Spent, "USD", CultureInfo.CurrentCulture, nameof(Spent)).Amount);
        var answers = new ReportAnswers(came, WhatWorked, spent, SpentOn);
        broken.Try(() => { SponsorshipReport.Require(answers, hasStipend, broken.Any); });
        broken.Throw();
        return answers;
    }
}
