using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Tests.Data;

public sealed class SettingsTests : IAsyncLifetime
{
    private readonly MovedClock clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        services = database.Services(clock, add => add.AddSponsorship());
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task The_defaults_are_those_of_the_product_page()
    {
        var values = await services.GetRequiredService<SettingsSnapshot>().CurrentAsync();
        Assert.Equal((250.00m, 10.00m, 21), (values.Get(SponsorshipSettings.StipendCap), values.Get(SponsorshipSettings.PerHead), values.Get(SponsorshipSettings.LeadDays)));
    }

    [Fact]
    public async Task A_change_is_in_force_at_once_and_in_the_history_with_before_and_after()
    {
        var snapshot = services.GetRequiredService<SettingsSnapshot>();
        await snapshot.CurrentAsync();
        await ChangeAsync(SponsorshipSettings.StipendCap, "200.5", 0);

        Assert.Equal(200.50m, (await snapshot.CurrentAsync()).Get(SponsorshipSettings.StipendCap));
        await using var db = database.Open();
        var entry = await db.History.SingleAsync();
        Assert.Equal((7L, "setting.changed", """{"Key":"sponsorship.stipend-cap","Before":"250.00","After":"200.50"}"""), (entry.ActorId, entry.Action, entry.Details));
    }

    [Theory]
    [InlineData("250.01")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e2")]
    [InlineData("10.001")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("two hundred")]
    public async Task A_wrong_amount_is_refused_with_a_sentence_and_nothing_is_saved(string? typed)
    {
        var broken = await Assert.ThrowsAsync<RuleException>(() => ChangeAsync(SponsorshipSettings.StipendCap, typed, 0));
        Assert.Equal("Stipend cap is a number from 0.00 to 250.00 with at most two decimals, such as 250.00.", broken.Message);
        await using var db = database.Open();
        Assert.False(await db.Set<SettingValue>().AnyAsync());
        Assert.False(await db.History.AnyAsync());
    }

    [Fact]
    public async Task The_second_of_two_who_saw_the_same_value_is_told()
    {
        await ChangeAsync(SponsorshipSettings.LeadDays, "14", 0);
        var error = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => ChangeAsync(SponsorshipSettings.LeadDays, "10", 0));
        Assert.Equal("Lead time was changed to “14” while you were looking at it.", error.Message);
    }

    [Fact]
    public async Task Twenty_who_change_the_same_setting_at_once_leave_one_value_and_one_entry()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(async days =>
        {
            try
            {
                await ChangeAsync(SponsorshipSettings.LeadDays, days.ToString(System.Globalization.CultureInfo.InvariantCulture), 0);
                return true;
            }
            catch (DbUpdateException)
            {
                return false;
            }
        }));

        Assert.Equal(1, results.Count(won => won));
        await using var db = database.Open();
        Assert.Equal((1, 1), (await db.Set<SettingValue>().CountAsync(), await db.History.CountAsync()));
    }

    [Fact]
    public async Task Typing_the_value_in_force_changes_nothing()
    {
        await ChangeAsync(SponsorshipSettings.LeadDays, " 21 ", 0);
        await using var db = database.Open();
        Assert.False(await db.History.AnyAsync());
    }

    [Fact]
    public void A_stored_value_outside_later_bounds_counts_as_the_default() => Assert.Equal(21, SponsorshipSettings.LeadDays.Read("9999"));

    private async Task ChangeAsync(Setting setting, string? typed, int version)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SettingsService>().ChangeAsync(7, setting, typed, version);
    }
}
