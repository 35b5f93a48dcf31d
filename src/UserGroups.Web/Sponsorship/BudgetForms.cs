using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Web.Sponsorship;

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

    /// <summary>How much. What else is wrong is named with it, another budget for the same too.</summary>
    /// <exception cref="RuleException">Names every field that cannot be so.</exception>
    public async Task<decimal> AmountAsync(BudgetService budgets, CancellationToken cancel)
    {
        var broken = new BrokenRules();
        var total = broken.Try(() => (decimal?)BenefitWords.Read(Benefit ?? UserGroups.Sponsorship.Benefit.Stipend, Total, CultureInfo.CurrentCulture, nameof(Total)));
        await broken.TryAsync(() => budgets.RequireAsync(StartsOn, Months, Region, Benefit, total, cancel));
        broken.Throw();
        return total!.Value;
    }
}

/// <summary>A changed total as typed.</summary>
public sealed class BudgetChangeForm
{
    [Required, StringLength(40), Display(Name = "How much")]
    public string? Total { get; set; }

    [Required, StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Why")]
    public string? Reason { get; set; }

    public int Version { get; set; }

    public decimal Amount(Benefit benefit) => BenefitWords.Read(benefit, Total, CultureInfo.CurrentCulture, nameof(Total));

    [BindNever]
    internal BudgetRow Row { get; set; } = null!;

    [BindNever]
    internal bool CanChange { get; set; }

    [BindNever]
    internal IReadOnlyList<RequestHappening> History { get; set; } = [];
}
