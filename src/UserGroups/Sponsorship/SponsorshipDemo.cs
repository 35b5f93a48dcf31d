using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Jobs;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Sponsorship;

/// <summary>
/// Four requests: Oslo's of autumn from the first word to closed, Lima's whose report is missing, Lima's next one with an offer to accept, and Oslo's next
/// one that waits for Aino. The first sentence of each act says who does it.
/// </summary>
public sealed class SponsorshipDemo : IDemoPart
{
    private const string Product = "Full edition";
    private const string Night = "When it breaks at night";
    private const string Prototype = "Del prototipo a la producción";

    public IEnumerable<DemoAct> Acts(DateTimeOffset today) => [.. Shelves(today), .. ClosedRequest(today), .. MissingReport(today), .. OpenRequests(today), Follow(today.AddHours(-2))];

    private static IEnumerable<DemoAct> Shelves(DateTimeOffset today)
    {
        for (var year = today.Year - 1; year <= today.Year + 1; year++)
        {
            var starts = new DateOnly(year, 1, 1);
            yield return new(today.AddDays(-150), async (s, cancel) =>
            {
                var finn = await DemoCast.IdAsync(s, "Finn", cancel);
                foreach (var region in new[] { "europe", "americas" })
                    await s.GetRequiredService<BudgetService>().CreateAsync(finn, starts, 12, region, Benefit.Stipend, 4000, cancel);
            });
        }

        yield return new(today.AddDays(-148), async (s, cancel) =>
        {
            var (pia, catalogue) = (await DemoCast.IdAsync(s, "Pia", cancel), s.GetRequiredService<CatalogueService>());
            await FillAsync(await catalogue.AddAsync(pia, "Sticker sheet", "Six stickers, easy to pull off again", 0.40m, 100, [], cancel), 400);
            await FillAsync(await catalogue.AddAsync(pia, "T-shirt", "Organic cotton", 9.00m, 30, ["S", "M", "L", "XL"], cancel), 40);
            await FillAsync(await catalogue.AddAsync(pia, "Notebook", "A5, dotted", 3.50m, 40, [], cancel), 120);

            async Task FillAsync(SwagItem item, int pieces)
            {
                foreach (var size in item.Sizes)
                    await catalogue.DeliverAsync(pia, size.Id, pieces, "first delivery", Guid.NewGuid(), cancel);
            }
        });
        // Invented keys of an invented product.
        yield return new(today.AddDays(-147), (s, cancel) => s.GetRequiredService<KeyPool>().ImportAsync([.. Enumerable.Range(1, 12).Select(i => new KeyRow(i + 1, Product, $"DEMO-{i:0000}-{i * 7919 % 10000:0000}", "5"))], dryRun: false, cancel: cancel));
    }

    private static IEnumerable<DemoAct> ClosedRequest(DateTimeOffset today) =>
    [
        Ask(today.AddDays(-72), "Lena", "Oslo", Night, new TypedRequest
        {
            Headcount = "25", Plan = "Pizza and drinks for everybody who stays.", Stipend = "170.00", Promotion = true, PromotionText = "An evening of honest stories.",
            LicenceSeats = "5", LicencePurpose = "Shown on the big screen.", SwagKits = "25", SwagNote = "More M than XL, please.",
        }),
        Decide(today.AddDays(-70), Night, stipend: null, "The group's evenings are led by peers; welcome."),
        new(today.AddDays(-69), async (s, cancel) =>
        {
            var lena = await DemoCast.IdAsync(s, "Lena", cancel);
            await s.GetRequiredService<PayeeService>().NameAsync(lena, await LineAsync(s, Night, Benefit.Stipend, cancel), Payee.Of("The pizza place by the harbour", "Havnegata 1\n0150 Oslo\nNorway"), cancel);
            await s.GetRequiredService<ParcelService>().AddressAsync(lena, await LineAsync(s, Night, Benefit.Swag, cancel), PostalAddress.Of("Lena", "Storgata 1", "0155", "Oslo", "NO", "+47 22 00 00 00"), cancel);
        }),
        new(today.AddDays(-67), async (s, cancel) => await s.GetRequiredService<LicenceService>().GrantAsync(await DemoCast.IdAsync(s, "Pia", cancel), await LineAsync(s, Night, Benefit.Licence, cancel), Product, cancel)),
        new(today.AddDays(-66), PostAsync),
        new(today.AddDays(-65), PackAsync),
        .. Pay(today.AddDays(-60), Night, "1001"),
        new(today.AddDays(-58), (s, cancel) => EndParcelAsync(s, "Pia", cancel)),
        Follow(today.AddDays(-36)),
        new(today.AddDays(-34), async (s, cancel) => await s.GetRequiredService<ReportService>().SubmitAsync(
            await DemoCast.IdAsync(s, "Lena", cancel), await RequestAsync(s, Night, cancel), await VersionAsync(s, Night, cancel),
            new ReportAnswers(2, "The stories were frank and everybody asked something. Fewer came than said yes: it snowed. Next time we remind people on the day.", 164.50m, "Pizza and drinks"), cancel)),
        new(today.AddDays(-32), async (s, cancel) => await s.GetRequiredService<RequestDecisions>().CloseAsync(await DemoCast.IdAsync(s, "Aino", cancel), await RequestAsync(s, Night, cancel), await VersionAsync(s, Night, cancel), cancel)),
    ];

    private static IEnumerable<DemoAct> MissingReport(DateTimeOffset today) =>
    [
        Ask(today.AddDays(-108), "Ida", "Lima", Prototype, new TypedRequest { Headcount = "20", Plan = "Café y empanadas.", Stipend = "150.00" }),
        Decide(today.AddDays(-106), Prototype, stipend: null, "Three teams who tell what it cost: gladly."),
        new(today.AddDays(-105), async (s, cancel) => await s.GetRequiredService<PayeeService>().NameAsync(
            await DemoCast.IdAsync(s, "Ida", cancel), await LineAsync(s, Prototype, Benefit.Stipend, cancel), Payee.Of("La panadería del barrio", "Jirón Unión 1\nLima\nPerú"), cancel)),
        .. Pay(today.AddDays(-98), Prototype, "1000"),
        Follow(today.AddDays(-70)),
    ];

    private static IEnumerable<DemoAct> OpenRequests(DateTimeOffset today) =>
    [
        Ask(today.AddDays(-5).AddHours(6), "Lena", "Oslo", "Community day: vision, news, stories, tips", new TypedRequest
        {
            Headcount = "40", Plan = "Food for a long evening, and the hall's cleaning.", Stipend = "250.00", Promotion = true, PromotionText = "A long evening with three stories from users.",
            LicenceSeats = "5", LicencePurpose = "For the five who give tips.", SwagKits = "40",
        }),
        Ask(today.AddDays(-5).AddHours(7), "Ida", "Lima", "Taller: tu primer tablero", new TypedRequest { Headcount = "12", Plan = "Café y almuerzo.", Stipend = "100.00" }),
        Decide(today.AddDays(-3), "Taller: tu primer tablero", stipend: 60, "Three chairs, so lunch for six is plenty. Tell us when the room grows."),
    ];

    private static DemoAct Ask(DateTimeOffset at, string who, string chapter, string title, TypedRequest typed) => new(at, async (s, cancel) =>
    {
        var (person, requests) = (await DemoCast.IdAsync(s, who, cancel), s.GetRequiredService<RequestService>());
        var (group, about) = (await ChaptersDemo.IdAsync(s, chapter, cancel), await EventsDemo.IdAsync(s, title, cancel));
        await requests.KeepAsync(person, group, about, typed, 0, cancel);
        await requests.SubmitAsync(person, await RequestAsync(s, title, cancel), await VersionAsync(s, title, cancel), Guid.NewGuid(), CultureInfo.InvariantCulture, cancel);
    });

    private static DemoAct Decide(DateTimeOffset at, string title, decimal? stipend, string reason) => new(at, async (s, cancel) =>
    {
        var request = await s.GetRequiredService<AppDbContext>().SponsorshipRequests.AsNoTracking().Include(r => r.Lines).SingleAsync(r => r.Event!.Title == title, cancel);
        var verdicts = request.Lines.Select(l => new LineVerdict(l.Benefit, l.Benefit == Benefit.Stipend ? stipend ?? l.Asked : l.Asked, reason)).ToList();
        await s.GetRequiredService<RequestDecisions>().DecideAsync(await DemoCast.IdAsync(s, "Aino", cancel), request.Id, request.Version, verdicts, null, isSupervisor: false, cancel);
    });

    private static IEnumerable<DemoAct> Pay(DateTimeOffset at, string title, string cheque)
    {
        PaymentStep[] steps = [PaymentStep.Authorise, PaymentStep.Schedule, PaymentStep.Send, PaymentStep.Confirm];
        return steps.Select((step, day) => new DemoAct(at.AddDays(day), async (s, cancel) =>
        {
            var (finn, payments) = (await DemoCast.IdAsync(s, "Finn", cancel), s.GetRequiredService<PaymentService>());
            var line = await LineAsync(s, title, Benefit.Stipend, cancel);
            var (id, seen) = await s.GetRequiredService<AppDbContext>().Payments.Where(p => p.LineId == line).Select(p => new ValueTuple<long, int>(p.Id, p.Version)).SingleAsync(cancel);
            await (step switch
            {
                PaymentStep.Authorise => payments.AuthoriseAsync(finn, id, seen, cancel),
                PaymentStep.Schedule => payments.ScheduleAsync(finn, id, seen, DateOnly.FromDateTime(at.UtcDateTime).AddDays(2), cancel),
                PaymentStep.Send => payments.SendAsync(finn, id, seen, PaymentMethod.Cheque, cheque, cancel),
                _ => payments.SettleAsync(finn, id, seen, step, null, cancel),
            });
        }));
    }

    private static async Task PostAsync(IServiceProvider s, CancellationToken cancel)
    {
        var (aino, posts) = (await DemoCast.IdAsync(s, "Aino", cancel), s.GetRequiredService<PostService>());
        var line = await LineAsync(s, Night, Benefit.Promotion, cancel);
        var id = await s.GetRequiredService<PostWriter>().DraftAsync(aino, line, cancel);
        await posts.ReviewAsync(aino, id, await SeenAsync(), PostStep.SendToReview, cancel: cancel);
        await posts.PublishAsync(aino, id, await SeenAsync(), cancel: cancel);

        Task<int> SeenAsync() => s.GetRequiredService<AppDbContext>().BlogPosts.Where(p => p.Id == id).Select(p => p.Version).SingleAsync(cancel);
    }

    private static async Task PackAsync(IServiceProvider s, CancellationToken cancel)
    {
        var (db, pia, parcels) = (s.GetRequiredService<AppDbContext>(), await DemoCast.IdAsync(s, "Pia", cancel), s.GetRequiredService<ParcelService>());
        var line = await LineAsync(s, Night, Benefit.Swag, cancel);
        var shelf = await db.SwagItems.AsNoTracking().Include(i => i.Sizes).OrderBy(i => i.Id).ToListAsync(cancel);
        await parcels.ReserveAsync(pia, line, Kit.Suggest(25, shelf), cancel);
        var parcel = await db.Parcels.Where(p => p.LineId == line).Select(p => p.Id).SingleAsync(cancel);
        await parcels.PackAsync(pia, parcel, await db.ParcelAddresses.Where(a => a.LineId == line).Select(a => a.Version).SingleAsync(cancel), cancel);
        await parcels.ShipAsync(pia, parcel, "The post", "RR123456785NO", 96.50m, cancel);
    }

    private static async Task EndParcelAsync(IServiceProvider s, string who, CancellationToken cancel)
    {
        var line = await LineAsync(s, Night, Benefit.Swag, cancel);
        var parcel = await s.GetRequiredService<AppDbContext>().Parcels.Where(p => p.LineId == line).Select(p => p.Id).SingleAsync(cancel);
        await s.GetRequiredService<ParcelService>().EndAsync(await DemoCast.IdAsync(s, who, cancel), parcel, ParcelStep.Receive, null, cancel);
    }

    // What the portal does by itself when time goes on.
    private static DemoAct Follow(DateTimeOffset at) => new(at, (s, cancel) => s.GetRequiredService<FollowRequests>().RunAsync(cancel));

    private static Task<long> RequestAsync(IServiceProvider s, string title, CancellationToken cancel) =>
        s.GetRequiredService<AppDbContext>().SponsorshipRequests.Where(r => r.Event!.Title == title).Select(r => r.Id).SingleAsync(cancel);

    private static Task<int> VersionAsync(IServiceProvider s, string title, CancellationToken cancel) =>
        s.GetRequiredService<AppDbContext>().SponsorshipRequests.Where(r => r.Event!.Title == title).Select(r => r.Version).SingleAsync(cancel);

    private static Task<long> LineAsync(IServiceProvider s, string title, Benefit benefit, CancellationToken cancel) =>
        s.GetRequiredService<AppDbContext>().BenefitLines.Where(l => l.Request.Event!.Title == title && l.Benefit == benefit).Select(l => l.Id).SingleAsync(cancel);
}
