using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Tests.Sponsorship;

/// <summary>What a budget can be. The world has one for stipends online, the whole of 2026, of 1,000 USD.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;

    public async Task InitializeAsync() => world = await SponsorshipWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("2027-01-02", 12, "online", Benefit.Stipend, "1000", "StartsOn")]
    [InlineData("1999-12-01", 12, "online", Benefit.Stipend, "1000", "StartsOn")]
    [InlineData("2027-01-01", 5, "online", Benefit.Stipend, "1000", "Months")]
    [InlineData("2027-01-01", 12, "the moon", Benefit.Stipend, "1000", "Region")]
    [InlineData("2027-01-01", 12, null, Benefit.Stipend, "1000", "Region")]
    [InlineData("2027-01-01", 12, "online", (Benefit)7, "1000", "Benefit")]
    [InlineData("2027-01-01", 12, "online", Benefit.Stipend, "-0.01", "Total")]
    [InlineData("2027-01-01", 12, "online", Benefit.Stipend, "10.005", "Total")]
    [InlineData("2027-01-01", 12, "online", Benefit.Swag, "10.50", "Total")]
    [InlineData("2026-12-01", 3, "online", Benefit.Stipend, "1000", "StartsOn")]
    [InlineData("2025-10-01", 6, "online", Benefit.Stipend, "1000", "StartsOn")]
    public async Task What_is_no_budget_or_covers_a_day_twice_is_refused(string startsOn, int months, string? region, Benefit benefit, string total, string field)
    {
        var broken = await Assert.ThrowsAsync<RuleException>(() => CreateAsync(startsOn, months, region, benefit, total));
        Assert.Equal(field, broken.Field);
        await using var db = world.Db();
        Assert.Equal(1, await db.Budgets.CountAsync());
    }

    [Fact]
    public async Task The_next_period_another_region_and_another_benefit_stand_beside_it()
    {
        await CreateAsync("2027-01-01", 12, "online", Benefit.Stipend, "10.50");
        await CreateAsync("2025-10-01", 3, "online", Benefit.Stipend, "0");
        await CreateAsync("2026-01-01", 12, "online", Benefit.Swag, "100");
        await using var db = world.Db();
        Assert.Equal(4, await db.Budgets.CountAsync());
    }

    [Fact]
    public async Task Who_saw_an_older_budget_or_wants_less_than_is_spoken_for_changes_nothing()
    {
        var seen = (await world.BudgetAsync()).Version;
        await ChangeAsync(seen, 900);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => ChangeAsync(seen, 800));
        await world.GrantedAsync();
        seen = (await world.BudgetAsync()).Version;
        Assert.EndsWith("of it are spoken for already; it cannot be less.", (await Assert.ThrowsAsync<RuleException>(() => ChangeAsync(seen, 179.99m))).Message, StringComparison.Ordinal);
        Assert.Equal(900m, (await world.BudgetAsync()).Total);
    }

    private Task CreateAsync(string startsOn, int months, string? region, Benefit benefit, string total) => world.UseAsync<BudgetService>(s => s.CreateAsync(
        world.FinnId, DateOnly.Parse(startsOn, System.Globalization.CultureInfo.InvariantCulture), months, region, benefit, decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture)));

    private Task ChangeAsync(int seen, decimal total) => world.UseAsync<BudgetService>(s => s.ChangeAsync(world.FinnId, world.BudgetId, seen, total, "Less is asked for."));
}
