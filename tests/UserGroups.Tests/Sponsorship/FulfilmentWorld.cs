using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Tests.Sponsorship;

/// <summary>What tests about fulfilment put into the world of requests: everything granted, keys, things on the shelf, and Pia who packs.</summary>
public static class FulfilmentWorld
{
    public static readonly Payee Caterer = Payee.Of("Café Deichman", "Anne-Cath. Vestlys plass 1\n0150 Oslo\nNorway");

    public static readonly PostalAddress Address = PostalAddress.Of("Lena", "Storgata 1", "0155", "Oslo", "NO", "+47 22 00 00 00");

    public static Task<SponsorshipWorld> OpenAsync(decimal budget = 1000) => SponsorshipWorld.OpenAsync(budget, add => add.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));

    /// <summary>A request with all four lines, granted by Aino in full.</summary>
    public static async Task<long> AllGrantedAsync(this SponsorshipWorld world, long? eventId = null)
    {
        var id = await world.SubmittedAsync(SponsorshipWorld.Typed(more: true), eventId);
        await world.DecideAsync(id, 180);
        return id;
    }

    public static async Task<BenefitLine> LineAsync(this SponsorshipWorld world, long requestId, Benefit benefit) => (await world.RequestAsync(requestId)).Lines.Single(l => l.Benefit == benefit);

    public static async Task<long> PersonAsync(this SponsorshipWorld world, string name)
    {
        await using var db = world.Db();
        var person = new Person(name, $"{name.ToLowerInvariant()}@example.org", world.Clock.Now());
        db.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    }

    public static Task<KeyImport> ImportAsync(this SponsorshipWorld world, int count, string product = "Atlas", int seats = 5, string prefix = "KEY") =>
        world.UseAsync<KeyPool, KeyImport>(p => p.ImportAsync([.. Enumerable.Range(1, count).Select(i => new KeyRow(i + 1, product, $"{prefix}-{i:0000}", $"{seats}"))], dryRun: false));

    /// <summary>A thing in one size, with so many on the shelf.</summary>
    public static async Task<long> ShelfAsync(this SponsorshipWorld world, int pieces, string name = "Sticker", int perHundred = 100)
    {
        var item = await world.UseAsync<CatalogueService, SwagItem>(s => s.AddAsync(world.SamId, name, null, 1.50m, perHundred, []));
        var size = item.Sizes[0].Id;
        if (pieces > 0)
            await world.UseAsync<CatalogueService>(s => s.DeliverAsync(world.SamId, size, pieces, null, Guid.NewGuid()));
        return size;
    }

    public static async Task<int> StockAsync(this SponsorshipWorld world, long sizeId)
    {
        await using var db = world.Db();
        var stock = await db.SwagSizes.Where(s => s.Id == sizeId).Select(s => s.Stock).SingleAsync();
        // The book and the shelf say the same, always.
        Assert.Equal(stock, await db.StockMovements.Where(m => m.SizeId == sizeId).SumAsync(m => m.Pieces));
        return stock;
    }

    /// <summary>The rule's sentence, or "" when it passed.</summary>
    public static async Task<string> RefusedAsync(Func<Task> act) => (await Record.ExceptionAsync(act)) switch
    {
        null => "",
        RuleException rule => rule.Message,
        Exception other => other.GetType().Name,
    };
}
