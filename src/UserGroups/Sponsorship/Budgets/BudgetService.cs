using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Budgets;

/// <summary>Setting budgets up and changing them; each change is in the history.</summary>
public sealed class BudgetService(AppDbContext db, TimeProvider time)
{
    /// <exception cref="RuleException">Something cannot be so, or another budget covers part of the period.</exception>
    public Task<long> CreateAsync(long actorId, DateOnly startsOn, int months, string? region, Benefit benefit, decimal total, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                // Two who set up overlapping periods at once take turns here; the unique index only knows equal first days.
                await ReferenceCounter.TurnAsync(db, "budgets", token);
                await RequireAsync(startsOn, months, region, benefit, total, token);
                var budget = new Budget(startsOn, months, region, benefit, total);
                db.Budgets.Add(budget);
                db.History.Add(new HistoryEntry(time.Now(), actorId, "budget.created", budget, new { budget.Region, budget.Benefit, budget.StartsOn, budget.EndsOn, budget.Total }));
                await db.SaveChangesAsync(token);
                return budget.Id;
            },
            cancel);

    /// <summary>Asks, and saves nothing: could there be such a budget? What was not given yet breaks no rule.</summary>
    /// <exception cref="RuleException">Names every field that cannot be so, and a budget that covers part of the period.</exception>
    public async Task RequireAsync(DateOnly? startsOn, int? months, string? region, Benefit? benefit, decimal? total, CancellationToken cancel = default)
    {
        var broken = new BrokenRules();
        broken.Try(() => Budget.Require(startsOn, months, region, benefit, total));
        if (startsOn is DateOnly first && months is int length && benefit is not null && !broken.Concern("Region", "Benefit", "StartsOn", "Months"))
        {
            var last = Budget.LastDay(first, length);
            var other = await db.Budgets.AsNoTracking().Where(b => b.Region == region && b.Benefit == benefit && b.StartsOn <= last && b.EndsOn >= first).OrderBy(b => b.StartsOn).FirstOrDefaultAsync(cancel);
            if (other is not null)
                broken.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"There is a budget for this from {other.StartsOn:yyyy-MM-dd} to {other.EndsOn:yyyy-MM-dd} already; change its total instead."), "StartsOn");
        }

        broken.Throw();
    }

    /// <exception cref="RuleException">Less than what is spoken for.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else was faster.</exception>
    public Task ChangeAsync(long actorId, long budgetId, int seenVersion, decimal total, string? reason, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var budget = await db.Budgets.SingleAsync(b => b.Id == budgetId, token);
                if (budget.Version != seenVersion)
                    throw new DbUpdateConcurrencyException("This budget was changed while you were looking at it.");
                var before = budget.Total;
                budget.SetTotal(total);
                db.History.Add(new HistoryEntry(time.Now(), actorId, "budget.changed", budget, new { Before = before, After = total }, Chapters.Checked.Reason(reason, "Reason", "Say why the budget changes.")));
                await db.SaveChangesAsync(token);
            },
            cancel);
}
