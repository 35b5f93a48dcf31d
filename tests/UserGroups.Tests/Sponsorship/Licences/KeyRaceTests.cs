using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;

namespace UserGroups.Tests.Sponsorship.Licences;

/// <summary>A hundred groups are given a key at once, and there are sixty keys.</summary>
public sealed class KeyRaceTests : IAsyncLifetime
{
    private const int Groups = 100;
    private const int Keys = 60;
    private SponsorshipWorld world = null!;
    private List<long> lines = [];

    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        for (var i = 0; i < Groups; i++)
        {
            var meetup = await world.MeetupAsync($"Meetup {i}", new DateOnly(2026, 5, 1).AddDays(i));
            var request = await world.SubmittedAsync(SponsorshipWorld.Typed(stipend: "") with { LicenceSeats = "2", LicencePurpose = "Demonstrations." }, meetup);
            await world.DecideAsync(request, 0);
            lines.Add((await world.LineAsync(request, Benefit.Licence)).Id);
        }

        await world.ImportAsync(Keys);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Every_key_is_with_one_group_and_the_rest_are_told_that_there_is_none()
    {
        var refused = await Task.WhenAll(lines.Select(line => Task.Run(() => FulfilmentWorld.RefusedAsync(() => world.UseAsync<LicenceService>(s => s.GrantAsync(world.AinoId, line, "Atlas"))))));
        Assert.Equal((Keys, Groups - Keys), (refused.Count(r => r.Length == 0), refused.Count(r => r.Contains("no free key", StringComparison.Ordinal))));
        await using var db = world.Db();
        Assert.Equal(Keys, await db.LicenceKeys.Where(k => k.State == LicenceKeyState.Granted).Select(k => k.LineId).Distinct().CountAsync());
        Assert.Equal(Keys, await db.BenefitLines.CountAsync(l => l.State == LineState.Fulfilled));
    }

    [Fact]
    public async Task Twenty_presses_for_one_group_spend_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => world.UseAsync<LicenceService>(s => s.GrantAsync(world.AinoId, lines[0], "Atlas")))));
        await using var db = world.Db();
        Assert.Equal(1, await db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Granted));
        Assert.Single(await world.LettersAsync("Lena"), "LicenceReady");
    }

    [Fact]
    public async Task Without_the_condition_the_same_race_gives_a_key_to_two_groups()
    {
        var given = await Task.WhenAll(lines.Select(line => Task.Run(() => GrantWithoutGuardAsync(line))));
        Assert.True(given.Distinct().Count() < given.Length, "The race is too tame to prove anything: looking, then taking, was never wrong.");
    }

    // What everybody writes first: look for a free one, then take it.
    private async Task<long> GrantWithoutGuardAsync(long line)
    {
        await using var db = world.Db();
        var free = await db.LicenceKeys.Where(k => k.State == LicenceKeyState.Free).OrderBy(k => k.Id).Select(k => k.Id).FirstAsync();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        await db.InTransactionAsync(token => db.LicenceKeys.Where(k => k.Id == free).ExecuteUpdateAsync(
            set => set.SetProperty(k => k.State, LicenceKeyState.Granted).SetProperty(k => k.LineId, line).SetProperty(k => k.ChapterId, world.OsloId).SetProperty(k => k.EndsAt, now), token));
        return free;
    }
}
