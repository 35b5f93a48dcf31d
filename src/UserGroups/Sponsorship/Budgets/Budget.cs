using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Budgets;

/// <summary>
/// What there is of one benefit for one region in one period, in <see cref="BenefitWords.Unit"/>. Left = total − committed − authorised − paid, and never below
/// zero. The three counters move only in <see cref="BudgetLedger"/>, by conditional updates; a check constraint has the last word.
/// </summary>
public sealed class Budget : IHasId
{
    public const decimal MostTotal = 10_000_000;

    /// <summary>Periods begin on the first of a month and are so many months long.</summary>
    public static readonly IReadOnlyList<int> Lengths = [3, 6, 12];

    private Budget()
    {
    }

    /// <param name="startsOn">First day, the first of a month.</param>
    /// <param name="months">3, 6 or 12.</param>
    /// <param name="region">A key of <see cref="Regions"/>.</param>
    /// <param name="benefit">Of what.</param>
    /// <param name="total">How much.</param>
    public Budget(DateOnly startsOn, int months, string? region, Benefit benefit, decimal total)
    {
        Require(startsOn, months, region, benefit, total);
        (StartsOn, EndsOn, Region, Benefit) = (startsOn, LastDay(startsOn, months), region!, benefit);
        SetTotal(total);
    }

    public long Id { get; private set; }

    /// <summary>First day of the period (UTC).</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day of the period, included.</summary>
    public DateOnly EndsOn { get; private set; }

    public string Region { get; private set; } = "";

    public Benefit Benefit { get; private set; }

    public decimal Total { get; private set; }

    /// <summary>Granted, and nothing is authorised yet.</summary>
    public decimal Committed { get; private set; }

    /// <summary>May be paid.</summary>
    public decimal Authorised { get; private set; }

    /// <summary>Has left: paid, published, handed out, shipped.</summary>
    public decimal Paid { get; private set; }

    public int Version { get; private set; }

    public decimal Left => Total - Committed - Authorised - Paid;

    /// <summary>The last day of a period that begins then.</summary>
    public static DateOnly LastDay(DateOnly startsOn, int months) => startsOn.AddMonths(months).AddDays(-1);

    /// <summary>The rules about a new one: it asks them, and the form before it together with its own. What was not given yet breaks none.</summary>
    /// <exception cref="RuleException">Names every field that cannot be so.</exception>
    public static void Require(DateOnly? startsOn, int? months, string? region, Benefit? benefit, decimal? total)
    {
        var broken = new BrokenRules();
        if (!Regions.Exists(region))
            broken.Add("Choose a region from the list.", "Region");
        if (benefit is Benefit chosen && !Enum.IsDefined(chosen))
            broken.Add("Choose a benefit from the list.", "Benefit");
        if (startsOn is DateOnly first && (first.Day != 1 || first.Year is < 2000 or > 2100))
            broken.Add("A period begins on the first of a month.", "StartsOn");
        if (months is int length && !Lengths.Contains(length))
            broken.Add("A period has 3, 6 or 12 months.", "Months");
        if (total is decimal amount)
            broken.Try(() => RequireTotal(benefit ?? Benefit.Stipend, amount));
        broken.Throw();
    }

    /// <summary>Raises or lowers it; not below what is spoken for.</summary>
    public void SetTotal(decimal total)
    {
        RequireTotal(Benefit, total);
        if (total < Committed + Authorised + Paid)
            throw new RuleException($"{BenefitWords.Quantity(Benefit, Committed + Authorised + Paid)} of it are spoken for already; it cannot be less.", "Total");
        Total = total;
        Version++;
    }

    private static void RequireTotal(Benefit benefit, decimal total)
    {
        if (total is < 0 or > MostTotal || decimal.Round(total, 2) != total || (benefit != Benefit.Stipend && decimal.Truncate(total) != total))
            throw new RuleException($"A budget is a number from 0 to {MostTotal:N0}{(benefit == Benefit.Stipend ? " with at most two decimals" : "")}.", "Total");
    }
}

public sealed class BudgetMap : IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<Budget> builder)
    {
        builder.ToTable("Budgets", table =>
        {
            // The last word on spending twice, whatever the code above it does. CAST: SQLite keeps decimals as text. ROUND: and adds them as binary fractions.
            table.HasCheckConstraint("CK_Budgets_Parts", "CAST([Committed] AS DECIMAL(12,2)) >= 0 AND CAST([Authorised] AS DECIMAL(12,2)) >= 0 AND CAST([Paid] AS DECIMAL(12,2)) >= 0");
            table.HasCheckConstraint("CK_Budgets_Left", "ROUND(CAST([Committed] AS DECIMAL(12,2)) + CAST([Authorised] AS DECIMAL(12,2)) + CAST([Paid] AS DECIMAL(12,2)), 2) <= CAST([Total] AS DECIMAL(12,2))");
            table.HasCheckConstraint("CK_Budgets_Period", "[EndsOn] > [StartsOn]");
        });
        builder.Property(b => b.Region).HasMaxLength(20);
        builder.HasIndex(b => new { b.Region, b.Benefit, b.StartsOn }).IsUnique();
        builder.HasIndex(b => new { b.StartsOn, b.Id });
    }
}
