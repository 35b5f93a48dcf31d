using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Licences;

namespace UserGroups.Tests.Sponsorship.Licences;

public sealed class LicenceTests : IAsyncLifetime
{
    private SponsorshipWorld world = null!;
    private long requestId;
    private long lineId;

    public async Task InitializeAsync()
    {
        world = await FulfilmentWorld.OpenAsync();
        requestId = await world.AllGrantedAsync();
        lineId = (await world.LineAsync(requestId, Benefit.Licence)).Id;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_key_is_handed_out_for_a_granted_line_for_twelve_months_and_fulfils_it()
    {
        await world.ImportAsync(3);
        await GrantAsync();
        var key = await KeyAsync();
        Assert.Equal((lineId, world.OsloId, world.Clock.GetUtcNow().UtcDateTime.AddMonths(12)), (key.LineId!.Value, key.ChapterId!.Value, key.EndsAt!.Value));
        var line = await world.LineAsync(requestId, Benefit.Licence);
        Assert.Equal((LineState.Fulfilled, "Atlas, 5 seats"), (line.State, line.FulfilmentNote));
        Assert.Contains("LicenceReady", await world.LettersAsync("Lena"));
    }

    [Fact]
    public async Task The_key_is_sealed_in_the_database_and_stands_in_no_letter_and_no_history()
    {
        await world.ImportAsync(1);
        await GrantAsync();
        Assert.Equal("KEY-0001", await world.UseAsync<LicenceService, string>(s => s.ShowAsync(world.LenaId, lineId)));
        await using var db = world.Db();
        Assert.DoesNotContain("KEY-0001", (await KeyAsync()).SealedKey, StringComparison.Ordinal);
        Assert.False(await db.Outbox.AnyAsync(m => m.Body.Contains("KEY-0001")));
        Assert.False(await db.History.AnyAsync(h => h.Details.Contains("KEY-0001")));
        Assert.Equal([world.LenaId], await db.History.Where(h => h.Action == "licence-key.shown").Select(h => h.ActorId!.Value).ToListAsync());
    }

    [Fact]
    public async Task The_key_with_the_fewest_seats_that_are_enough_is_taken()
    {
        await world.ImportAsync(1, seats: 100, prefix: "BIG");
        await world.ImportAsync(1, seats: 2, prefix: "FIT");
        await world.ImportAsync(1, seats: 1, prefix: "SMALL");
        await GrantAsync();
        Assert.Equal(2, (await KeyAsync()).Seats);
    }

    [Fact]
    public async Task Without_a_free_key_of_that_product_nothing_is_fulfilled()
    {
        await world.ImportAsync(3, seats: 1);
        Assert.Contains("no free key", await FulfilmentWorld.RefusedAsync(GrantAsync), StringComparison.Ordinal);
        Assert.Equal(LineState.Accepted, (await world.LineAsync(requestId, Benefit.Licence)).State);
    }

    [Fact]
    public async Task A_line_that_is_not_granted_gets_no_key_and_another_benefits_line_neither()
    {
        await world.ImportAsync(3);
        var stipend = (await world.LineAsync(requestId, Benefit.Stipend)).Id;
        Assert.Contains("about stipend", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<LicenceService>(s => s.GrantAsync(world.AinoId, stipend, "Atlas"))), StringComparison.Ordinal);
        await world.UseAsync<LineService>(s => s.ReleaseAsync(lineId, world.AinoId, "Not needed any more."));
        Assert.Contains("is void", await FulfilmentWorld.RefusedAsync(GrantAsync), StringComparison.Ordinal);
        await using var db = world.Db();
        Assert.Equal(3, await db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Free));
    }

    [Fact]
    public async Task A_key_taken_back_is_shown_to_nobody_handed_to_nobody_and_can_be_replaced()
    {
        await world.ImportAsync(2);
        await GrantAsync();
        await world.UseAsync<LicenceService>(s => s.RevokeAsync(world.AinoId, lineId, "It leaked."));
        Assert.Contains("no key in force", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<LicenceService, string>(s => s.ShowAsync(world.LenaId, lineId))), StringComparison.Ordinal);
        await GrantAsync();
        Assert.Equal("KEY-0002", await world.UseAsync<LicenceService, string>(s => s.ShowAsync(world.LenaId, lineId)));
        await world.UseAsync<LicenceService>(s => s.RevokeAsync(world.AinoId, lineId, "It leaked again."));
        Assert.Contains("no free key", await FulfilmentWorld.RefusedAsync(GrantAsync), StringComparison.Ordinal);
        Assert.Equal(["LicenceReady", "LicenceRevoked", "LicenceReady", "LicenceRevoked"], (await world.LettersAsync("Max")).Where(k => k.StartsWith("Licence", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_key_is_taken_back_without_a_reason_or_before_it_is_handed_out()
    {
        var free = new LicenceKey("Atlas", "sealed", LicenceKey.HashOf("KEY-0001"), 5, world.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal("No key is with this group, so there is none to take back.", Assert.Throws<RuleException>(() => free.Revoke(world.AinoId, "It leaked.", world.Clock.GetUtcNow().UtcDateTime)).Message);
        Assert.Equal((LicenceKeyState.Free, null, null), (free.State, free.RevokedAt, free.RevokeReason));
        await world.ImportAsync(1);
        await GrantAsync();
        foreach (var reason in new[] { null, "", " \n", new string('x', LicenceKey.ReasonLength + 1) })
            Assert.Equal("Reason", (await Assert.ThrowsAsync<RuleException>(() => world.UseAsync<LicenceService>(s => s.RevokeAsync(world.AinoId, lineId, reason)))).Field);
        Assert.Equal((lineId, null, null), ((await KeyAsync()).LineId, (await KeyAsync()).RevokedAt, (await KeyAsync()).RevokeReason));
        Assert.DoesNotContain("LicenceRevoked", await world.LettersAsync("Max"));
    }

    [Fact]
    public async Task Nobody_sees_a_key_that_has_run_out()
    {
        await world.ImportAsync(1);
        await GrantAsync();
        world.Clock.Move(TimeSpan.FromDays(366));
        Assert.Contains("run out", await FulfilmentWorld.RefusedAsync(() => world.UseAsync<LicenceService, string>(s => s.ShowAsync(world.LenaId, lineId))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retired_chapter_loses_its_key()
    {
        await world.ImportAsync(1);
        await GrantAsync();
        await using (var db = world.Db())
        {
            var oslo = await db.Chapters.SingleAsync(c => c.Id == world.OsloId);
            oslo.FallAsleep();
            oslo.Retire(world.SamId, "Nobody is left.", world.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        Assert.Equal("1 licences ended", await world.RunAsync<EndLicences>());
        Assert.Equal("0 licences ended", await world.RunAsync<EndLicences>());
        await using var after = world.Db();
        Assert.Equal(LicenceKeyState.Revoked, await after.LicenceKeys.Select(k => k.State).SingleAsync());
    }

    private Task GrantAsync() => world.UseAsync<LicenceService>(s => s.GrantAsync(world.AinoId, lineId, "Atlas"));

    private async Task<LicenceKey> KeyAsync()
    {
        await using var db = world.Db();
        return await db.LicenceKeys.AsNoTracking().SingleAsync(k => k.State == LicenceKeyState.Granted);
    }
}
