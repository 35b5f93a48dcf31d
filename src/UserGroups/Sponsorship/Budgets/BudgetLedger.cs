using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Budgets;

/// <summary>
/// The only place where budgets are counted. Everything here runs inside the caller's transaction and moves the budget by one conditional update, then notes
/// on the line what is held for it; the caller saves. A line without a budget (only a stipend needs one) moves its own figures alike.
/// The way of money: <see cref="CommitAsync"/> when it is granted, <see cref="AuthoriseAsync"/> when it may be paid, <see cref="PayAsync"/> when it left,
/// <see cref="ReturnAsync"/> for what is not needed.
/// </summary>
public sealed class BudgetLedger(AppDbContext db)
{
    /// <summary>The budget that answers for a benefit in a region on a day, or null.</summary>
    public Task<Budget?> FindAsync(string region, Benefit benefit, DateOnly day, CancellationToken cancel = default) =>
        db.Budgets.AsNoTracking().SingleOrDefaultAsync(b => b.Region == region && b.Benefit == benefit && b.StartsOn <= day && b.EndsOn >= day, cancel);

    /// <summary>Sets aside what was granted.</summary>
    /// <returns>False when not enough is left; nothing was moved then.</returns>
    public async Task<bool> CommitAsync(BenefitLine line, long? budgetId, CancellationToken cancel = default)
    {
        var amount = line.Granted ?? 0;
        if (budgetId is long id)
        {
            var moved = await db.Budgets.Where(b => b.Id == id && b.Total - b.Committed - b.Authorised - b.Paid >= amount)
                .ExecuteUpdateAsync(set => set.SetProperty(b => b.Committed, b => b.Committed + amount), cancel);
            if (moved == 0)
                return false;
        }

        line.Hold(budgetId, amount, 0, 0);
        return true;
    }

    /// <summary>So much of what is set aside may be paid; the rest goes back at once.</summary>
    /// <param name="line">Whose commitment it is.</param>
    /// <param name="amount">At most what is committed for the line.</param>
    /// <param name="keepRest">True to leave the rest set aside.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">More than is set aside.</exception>
    public async Task AuthoriseAsync(BenefitLine line, decimal amount, bool keepRest = false, CancellationToken cancel = default)
    {
        if (amount < 0 || amount > line.Committed)
            throw new RuleException($"At most {BenefitWords.Quantity(line.Benefit, line.Committed)} can be authorised.", "Amount");
        var from = keepRest ? amount : line.Committed;
        await MoveAsync(line, -from, amount, 0, cancel);
    }

    /// <summary>It has left.</summary>
    /// <exception cref="RuleException">More than was authorised.</exception>
    public async Task PayAsync(BenefitLine line, decimal amount, CancellationToken cancel = default)
    {
        if (amount < 0 || amount > line.Authorised)
            throw new RuleException($"At most {BenefitWords.Quantity(line.Benefit, line.Authorised)} can be paid.", "Amount");
        await MoveAsync(line, 0, -amount, amount, cancel);
    }

    /// <summary>An authorisation is taken back, because amount or payee changed: the money is set aside as before.</summary>
    /// <exception cref="RuleException">More than was authorised.</exception>
    public async Task DropAsync(BenefitLine line, decimal amount, CancellationToken cancel = default)
    {
        if (amount < 0 || amount > line.Authorised)
            throw new RuleException($"At most {BenefitWords.Quantity(line.Benefit, line.Authorised)} is authorised.", "Amount");
        await MoveAsync(line, amount, -amount, 0, cancel);
    }

    /// <summary>A payment that failed is authorised again, not lost.</summary>
    /// <exception cref="RuleException">More than was paid.</exception>
    public async Task TakeBackAsync(BenefitLine line, decimal amount, CancellationToken cancel = default)
    {
        if (amount < 0 || amount > line.Paid)
            throw new RuleException($"At most {BenefitWords.Quantity(line.Benefit, line.Paid)} can be taken back.", "Amount");
        await MoveAsync(line, 0, amount, -amount, cancel);
    }

    /// <summary>All that is set aside or authorised and did not leave goes back to the budget. Returning twice returns once.</summary>
    /// <returns>How much went back.</returns>
    public async Task<decimal> ReturnAsync(BenefitLine line, CancellationToken cancel = default)
    {
        var rest = line.Committed + line.Authorised;
        if (rest > 0)
            await MoveAsync(line, -line.Committed, -line.Authorised, 0, cancel);
        return rest;
    }

    private async Task MoveAsync(BenefitLine line, decimal committed, decimal authorised, decimal paid, CancellationToken cancel)
    {
        if (line.BudgetId is long id)
        {
            // The line's version makes this happen once; the condition is for a line that lies.
            var moved = await db.Budgets.Where(b => b.Id == id && b.Committed + committed >= 0 && b.Authorised + authorised >= 0 && b.Paid + paid >= 0)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(b => b.Committed, b => b.Committed + committed)
                        .SetProperty(b => b.Authorised, b => b.Authorised + authorised)
                        .SetProperty(b => b.Paid, b => b.Paid + paid),
                    cancel);
            if (moved == 0)
                throw new InvalidOperationException($"Budget {id} does not hold what line {line.Id} says it does.");
        }

        line.Hold(line.BudgetId, line.Committed + committed, line.Authorised + authorised, line.Paid + paid);
    }
}
