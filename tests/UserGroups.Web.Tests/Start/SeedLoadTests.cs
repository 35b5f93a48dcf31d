using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Announcements;
using UserGroups.Events;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Web.Commands;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Start;

/// <summary>The large seed, a thousandth of it.</summary>
public sealed class SeedLoadTests : IAsyncLifetime
{
    private static readonly LoadSize Size = LoadSize.Full.DividedBy(1000);
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task It_makes_exactly_what_was_asked_for_once_and_counters_say_what_rows_do()
    {
        Assert.True(await RunAsync());
        Assert.False(await RunAsync());
        await using var db = portal.Db();
        Assert.Equal((Size.Chapters, Size.Events, Size.Answers, Size.Members), (await db.Chapters.CountAsync(), await db.Events.CountAsync(), await db.Answers.CountAsync(), await db.People.CountAsync()));
        Assert.Equal(await db.ChapterMembers.CountAsync(), await db.Chapters.SumAsync(c => c.MemberCount));
        Assert.Equal(await db.Answers.Where(a => a.State == AnswerState.Seated).SumAsync(a => 1 + a.Guests), await db.Events.SumAsync(e => e.TakenInPerson));
        Assert.Equal(Size.Events * 2, await db.AgendaItems.CountAsync());
        Assert.Equal(await db.Announcements.SumAsync(a => a.Reached), await db.Deliveries.CountAsync());
        var granted = await db.BenefitLines.CountAsync(l => l.Benefit == Benefit.Licence && l.State == LineState.Fulfilled);
        Assert.Equal((granted, granted), (await db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Granted), await db.LicenceKeys.CountAsync(k => k.State == LicenceKeyState.Free)));
        Assert.Equal(await db.Parcels.CountAsync(), await db.Parcels.CountAsync(p => p.Items.Any()));
        Assert.Equal(await db.SwagSizes.SumAsync(s => s.Stock), await db.StockMovements.SumAsync(m => m.Pieces));
        Assert.True(granted > 0 && await db.Parcels.AnyAsync());
        Assert.True(await db.Consents.AnyAsync(c => c.Purpose == MailPurpose.ChapterNews));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await portal.Browser().GetAsync("/chapters")).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await portal.Browser().GetAsync("/events")).Status);
    }

    [Fact]
    public async Task A_database_with_somebody_real_in_it_is_refused_and_left_alone()
    {
        await portal.AddAsync("Ada");
        var refused = await Assert.ThrowsAsync<CommandException>(RunAsync);
        Assert.Equal("This database holds 1 person who is not of the demo cast. The large seed is for an empty database; nothing was changed.", refused.Message);
        Assert.Equal((0, 1), await portal.AskAsync(async db => (await db.Chapters.CountAsync(), await db.People.CountAsync())));
    }

    private async Task<bool> RunAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LoadSeed>().RunAsync(Size, null, CancellationToken.None);
    }
}
