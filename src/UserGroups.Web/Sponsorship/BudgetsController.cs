using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>Budgets: what there is, what is promised, what has left.</summary>
[Route("/staff/budgets")]
public sealed class BudgetsController(AppDbContext db, ViewerRoles roles, BudgetService budgets, TimeProvider time) : SponsorshipController(db, roles)
{
    private static readonly KeysetOrder<Budget, DateOnly, long> Latest = KeysetOrder.ByDescending((Budget b) => b.StartsOn, b => b.Id);

    [HttpGet("")]
    public async Task<IActionResult> List(string? after, string? before)
    {
        this.Require(SponsorshipAccess.CanSeeBudgets(this.Viewer()));
        return View(await PageAsync(after ?? before, new BudgetForm { StartsOn = FirstOfQuarter() }));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(BudgetForm form)
    {
        this.Require(SponsorshipAccess.CanSetBudgets(this.Viewer()));
        if (Regions.Exists(form.Region))
            this.Require(SponsorshipAccess.CanSetBudget(this.Viewer(), form.Region!));
        return await this.Submit(
            async () =>
            {
                await budgets.CreateAsync(Me, form.StartsOn!.Value, form.Months!.Value, form.Region, form.Benefit!.Value, await form.AmountAsync(budgets, Cancel), Cancel);
                TempData.Succeed("The budget is set up.");
                return LocalRedirect("/staff/budgets");
            },
            async () => View(nameof(List), await PageAsync(null, form)),
            () => form.AmountAsync(budgets, Cancel));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id)
    {
        var budget = await BudgetAsync(id);
        return View(await ShownAsync(budget, new BudgetChangeForm { Total = budget.Total.ToString("0.00", CultureInfo.CurrentCulture), Version = budget.Version }));
    }

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, BudgetChangeForm form)
    {
        var budget = await BudgetAsync(id);
        this.Require(SponsorshipAccess.CanSetBudget(this.Viewer(), budget.Region));
        return await this.Submit(
            async () =>
            {
                await budgets.ChangeAsync(Me, id, form.Version, form.Amount(budget.Benefit), form.Reason, Cancel);
                TempData.Succeed("The budget is changed.");
                return LocalRedirect("/staff/budgets");
            },
            async () =>
            {
                Db.ChangeTracker.Clear();
                budget = await BudgetAsync(id);
                form.Version = budget.Version;
                ModelState.Remove(nameof(form.Version));
                return View(nameof(Edit), await ShownAsync(budget, form));
            },
            () =>
            {
                // It was read without tracking: this only asks.
                budget.SetTotal(form.Amount(budget.Benefit));
                return Task.CompletedTask;
            });
    }

    /// <summary>All budgets for a spreadsheet, newest first.</summary>
    [HttpGet("budgets.csv")]
    public async Task Csv()
    {
        this.Require(SponsorshipAccess.CanSeeBudgets(this.Viewer()));
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=budgets.csv";
        var rows = Db.Budgets.AsNoTracking().OrderByDescending(b => b.StartsOn).ThenByDescending(b => b.Id).AsAsyncEnumerable();
        await new CsvTable<Budget>()
            .Column("From", b => b.StartsOn).Column("To", b => b.EndsOn).Column("Region", b => Regions.Names[b.Region]).Column("Benefit", b => b.Benefit.ToString()).Column("Unit", b => BenefitWords.Unit(b.Benefit))
            .Column("Total", b => b.Total).Column("Committed", b => b.Committed).Column("Authorised", b => b.Authorised).Column("Paid", b => b.Paid).Column("Left", b => b.Left)
            .WriteAsync(Response.Body, rows, cancel: Cancel);
    }

    private async Task<BudgetsPage> PageAsync(string? cursor, BudgetForm form)
    {
        var today = DateOnly.FromDateTime(time.Now());
        var page = await Db.Budgets.AsNoTracking().ToPageAsync(Latest, b => b, cursor, cancel: Cancel);
        return new BudgetsPage(page.Map(b => BudgetRow.Of(b, today)), SponsorshipAccess.CanSetBudgets(this.Viewer()), form);
    }

    private async Task<Budget> BudgetAsync(long id)
    {
        this.Require(SponsorshipAccess.CanSeeBudgets(this.Viewer()));
        return await Db.Budgets.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, Cancel).OrNotFound();
    }

    private async Task<BudgetChangeForm> ShownAsync(Budget budget, BudgetChangeForm form)
    {
        form.Row = BudgetRow.Of(budget, DateOnly.FromDateTime(time.Now()));
        form.CanChange = SponsorshipAccess.CanSetBudget(this.Viewer(), budget.Region);
        form.History = await Db.History.AsNoTracking().Where(h => h.SubjectType == nameof(Budget) && h.SubjectId == budget.Id).OrderByDescending(h => h.Id).Take(50)
            .Select(h => new RequestHappening(h.At, Db.People.Where(p => p.Id == h.ActorId).Select(p => p.Name).FirstOrDefault(), h.Action == "budget.created" ? "Set up" : "Changed", null, h.Reason)).ToListAsync(Cancel);
        return form;
    }

    private DateOnly FirstOfQuarter()
    {
        var today = DateOnly.FromDateTime(time.Now());
        return new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
    }
}
