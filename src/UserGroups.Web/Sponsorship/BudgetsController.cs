using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
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
                await budgets.CreateAsync(Me, form.StartsOn!.Value, form.Months!.Value, form.Region, form.Benefit!.Value, form.Amount(), Cancel);
                TempData.Succeed("The budget is set up.");
                return LocalRedirect("/staff/budgets");
            },
            async () => View(nameof(List), await PageAsync(null, form)));
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
                await budgets.ChangeAsync(Me, id, form.Version, Money.Parse(form.Total, "USD", CultureInfo.CurrentCulture, nameof(form.Total)).Amount, form.Reason, Cancel);
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
            .Select(h => new RequestHappening(h.At, Db.People.Where(p => p.Id == h.ActorId).Select(p => p.Name).FirstOrDefault(), h.Action == "budget.created" ? "Set up" : "Changed", h.Reason)).ToListAsync(Cancel);
        return form;
    }

    private DateOnly FirstOfQuarter()
    {
        var today = DateOnly.FromDateTime(time.Now());
        return new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
    }
}

/// <summary>A budget in the list.</summary>
/// <param name="ElapsedPercent">How much of its period is over.</param>
/// <param name="UsedPercent">How much of it is spoken for.</param>
public sealed record BudgetRow(long Id, DateOnly StartsOn, DateOnly EndsOn, string Region, Benefit Benefit, decimal Total, decimal Committed, decimal Authorised, decimal Paid, decimal Left, int ElapsedPercent, int UsedPercent)
{
    public static BudgetRow Of(Budget b, DateOnly today)
    {
        var days = b.EndsOn.DayNumber - b.StartsOn.DayNumber + 1;
        var elapsed = Math.Clamp(100 * (today.DayNumber - b.StartsOn.DayNumber + 1) / days, 0, 100);
        var used = b.Total == 0 ? 0 : (int)decimal.Round(100 * (b.Total - b.Left) / b.Total, 0, MidpointRounding.AwayFromZero);
        return new BudgetRow(b.Id, b.StartsOn, b.EndsOn, Regions.Names[b.Region], b.Benefit, b.Total, b.Committed, b.Authorised, b.Paid, b.Left, elapsed, used);
    }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Benefit} for {Region}, {StartsOn:d MMMM yyyy} to {EndsOn:d MMMM yyyy}");

    /// <summary>More than a fifth ahead of the calendar.</summary>
    public bool IsFast => UsedPercent > ElapsedPercent + 20;

    public string Quantity(decimal quantity) => BenefitWords.Quantity(Benefit, quantity);
}

public sealed record BudgetsPage(PageOf<BudgetRow> Rows, bool CanSet, BudgetForm Form);

/// <summary>A new budget as typed.</summary>
public sealed class BudgetForm
{
    public static readonly IReadOnlyList<SelectListItem> RegionOptions = [new("Choose a region", ""), .. Regions.Names.Select(r => new SelectListItem(r.Value, r.Key))];

    public static readonly IReadOnlyList<SelectListItem> BenefitOptions = [.. BenefitWords.All.Select(b => new SelectListItem($"{b}, in {BenefitWords.Unit(b)}", b.ToString()))];

    public static readonly IReadOnlyList<SelectListItem> MonthOptions = [.. Budget.Lengths.Select(m => new SelectListItem($"{m} months", m.ToString(CultureInfo.InvariantCulture)))];

    [Required, Display(Name = "Region")]
    public string? Region { get; set; }

    [Required, Display(Name = "Benefit")]
    public Benefit? Benefit { get; set; }

    [Required, DataType(DataType.Date), Display(Name = "First day")]
    public DateOnly? StartsOn { get; set; }

    [Required, Display(Name = "Length")]
    public int? Months { get; set; }

    [Required, StringLength(40), Display(Name = "How much")]
    public string? Total { get; set; }

    public decimal Amount() => Money.Parse(Total, "USD", CultureInfo.CurrentCulture, nameof(Total)).Amount;
}

/// <summary>A changed total as typed.</summary>
public sealed class BudgetChangeForm
{
    [Required, StringLength(40), Display(Name = "How much")]
    public string? Total { get; set; }

    [Required, StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Why")]
    public string? Reason { get; set; }

    public int Version { get; set; }

    [BindNever]
    internal BudgetRow Row { get; set; } = null!;

    [BindNever]
    internal bool CanChange { get; set; }

    [BindNever]
    internal IReadOnlyList<RequestHappening> History { get; set; } = [];
}
