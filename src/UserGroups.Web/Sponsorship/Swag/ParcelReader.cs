using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

/// <summary>A parcel in a list.</summary>
public sealed record ParcelRow(long Id, ParcelState State, string ChapterName, string Reference, int Pieces, bool HasAddress, DateTime ReservedAt, DateTime? ShippedAt, string Carrier, string Tracking);

/// <summary>A granted line without a parcel.</summary>
public sealed record ParcelMissing(long LineId, string Reference, string ChapterName, decimal Kits, bool HasAddress, DateTime? EventAt, string? Zone);

/// <summary>The desk of fulfilment.</summary>
public sealed record ParcelsPage(string View, PageOf<ParcelRow> Rows, IReadOnlyList<ParcelMissing> Missing, int ToPack, int ToShip, int OnTheWay);

/// <summary>One kind of thing in the kit form.</summary>
public sealed record KitRow(long SizeId, string Item, string Size, int Stock, int Pieces);

/// <summary>The kit of a line, to be put aside.</summary>
public sealed record KitPage(LineHead Line, bool CanPack, IReadOnlyList<KitRow> Rows);

/// <summary>So many of each size.</summary>
public sealed class KitForm
{
    public Dictionary<long, int> Pieces { get; set; } = [];
}

/// <summary>What lies in a parcel.</summary>
public sealed record PackedRow(string Item, string Size, int Pieces, decimal Value, string Note);

/// <summary>One parcel.</summary>
public sealed record ParcelPage(Parcel Parcel, LineHead Line, bool CanPack, ParcelAddress? Address, IReadOnlyList<PackedRow> Rows, ParcelForm Form)
{
    public bool Can(ParcelStep step) => CanPack && ParcelFlow.Allows(Parcel.State, step);

    public decimal Value => Rows.Sum(r => r.Value * r.Pieces);
}

/// <summary>One step of a parcel.</summary>
public sealed class ParcelForm
{
    /// <summary>Version of the address on the label.</summary>
    public int AddressVersion { get; set; }

    [StringLength(Parcel.CarrierLength), Display(Name = "Carrier")]
    public string? Carrier { get; set; }

    [StringLength(Parcel.TrackingLength), Display(Name = "Tracking number")]
    public string? Tracking { get; set; }

    [StringLength(20), Display(Name = "Declared value")]
    public string? DeclaredValue { get; set; }

    [StringLength(Parcel.ReasonLength), Display(Name = "What happened")]
    public string? Reason { get; set; }

    /// <summary>The declared value. What else is wrong with the label is named with it.</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public decimal Worth()
    {
        var broken = new BrokenRules();
        var value = broken.Try(() => (decimal?)Money.Parse(DeclaredValue, "USD", CultureInfo.CurrentCulture, nameof(DeclaredValue)).Amount);
        broken.Try(() => { Parcel.RequireLabel(Carrier, Tracking, value); });
        broken.Throw();
        return value!.Value;
    }
}

/// <summary>Reads what packers see: parcels of the regions they pack for.</summary>
public sealed class ParcelReader(AppDbContext db)
{
    private const int Most = 100;
    private static readonly KeysetOrder<Parcel, DateTime, long> OldestFirst = KeysetOrder.By((Parcel p) => p.ReservedAt, p => p.Id);
    private static readonly KeysetOrder<Parcel, DateTime, long> LatestEnd = KeysetOrder.ByDescending((Parcel p) => p.EndedAt!.Value, p => p.Id);

    public async Task<ParcelsPage> ListAsync(Viewer viewer, string? view, string? cursor, CancellationToken cancel)
    {
        var name = view is "packed" or "shipped" or "done" ? view : "open";
        var mine = Mine(viewer);
        var rows = await Of(mine, name).ToPageAsync(
            name == "done" ? LatestEnd : OldestFirst,
            p => new ParcelRow(
                p.Id, p.State, db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Name).First(), db.BenefitLines.Where(l => l.Id == p.LineId).Select(l => l.Request.Reference!).First(),
                p.Items.Sum(i => i.Pieces), db.ParcelAddresses.Any(a => a.LineId == p.LineId && a.ErasedAt == null), p.ReservedAt, p.ShippedAt, p.Carrier, p.Tracking),
            cursor, cancel: cancel);
        var missing = name != "open" ? [] : await Missing(viewer).OrderBy(l => l.AcceptedAt).ThenBy(l => l.Id).Take(Most).Select(l => new ParcelMissing(
            l.Id, l.Request.Reference!, l.Request.Chapter.Name, l.Granted!.Value, db.ParcelAddresses.Any(a => a.LineId == l.Id && a.ErasedAt == null), l.Request.Event!.StartsAt, l.Request.Event.TimeZone)).ToListAsync(cancel);
        return new ParcelsPage(name, rows, missing, await Of(mine, "open").CountAsync(cancel), await Of(mine, "packed").CountAsync(cancel), await Of(mine, "shipped").CountAsync(cancel));
    }

    /// <summary>Parcels to pack or ship, and lines without one whose address is known, for the staff desk.</summary>
    public async Task<WaitingFacts> WaitingAsync(Viewer viewer, DateTime now, CancellationToken cancel) =>
        await Mine(viewer).Where(p => p.State == ParcelState.Packed || (p.State == ParcelState.Reserved && Addressed.Any(a => a.LineId == p.LineId)))
            .Select(p => new WaitingThing { Since = p.ReservedAt, DueAt = null }).FactsAsync(now, cancel)
        + await Missing(viewer).Where(l => Addressed.Any(a => a.LineId == l.Id)).Select(l => new WaitingThing { Since = l.AcceptedAt, DueAt = null }).FactsAsync(now, cancel);

    /// <summary>What cannot leave, because the organizers have not said where to. Since when is no question of the packers, so it is not said.</summary>
    public async Task<WaitingFacts> WithoutAddressAsync(Viewer viewer, CancellationToken cancel)
    {
        var parcels = await Mine(viewer).Where(p => p.State == ParcelState.Reserved && !Addressed.Any(a => a.LineId == p.LineId)).OrderBy(p => p.Id).Take(WaitingFacts.Most).CountAsync(cancel);
        var lines = await Missing(viewer).Where(l => !Addressed.Any(a => a.LineId == l.Id)).OrderBy(l => l.Id).Take(WaitingFacts.Most).CountAsync(cancel);
        return new WaitingFacts(parcels + lines, null, 0);
    }

    public Task<long?> LivingAsync(long lineId, CancellationToken cancel) =>
        db.Parcels.Where(p => p.LineId == lineId && p.State != ParcelState.Cancelled && p.State != ParcelState.Returned).Select(p => (long?)p.Id).SingleOrDefaultAsync(cancel);

    public async Task<LineHead?> LineOfAsync(Viewer viewer, long id, CancellationToken cancel) =>
        await db.BenefitLines.AsNoTracking().InRegionsOf(viewer, StaffRole.Fulfilment).Where(l => db.Parcels.Where(p => p.Id == id).Select(p => p.LineId).Contains(l.Id)).Select(LineHead.Shape).SingleOrDefaultAsync(cancel);

    /// <summary>The suggestion for as many people as kits were granted, or what was typed.</summary>
    public async Task<KitPage> KitAsync(LineHead line, bool canPack, KitForm? typed, CancellationToken cancel)
    {
        var items = await db.SwagItems.AsNoTracking().Include(i => i.Sizes).Where(i => i.IsOffered).OrderBy(i => i.Name).ThenBy(i => i.Id).Take(Most).ToListAsync(cancel);
        var kit = typed?.Pieces ?? Kit.Suggest((int)(line.Granted ?? 0), items).ToDictionary(k => k.SizeId, k => k.Pieces);
        return new KitPage(line, canPack, [.. items.SelectMany(i => i.Sizes.OrderBy(s => s.Position).Select(s => new KitRow(s.Id, i.Name, s.Name, s.Stock, kit.GetValueOrDefault(s.Id))))]);
    }

    public async Task<ParcelPage> ReadAsync(long id, LineHead line, bool canPack, ParcelForm form, CancellationToken cancel)
    {
        var parcel = await db.Parcels.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        var address = await db.ParcelAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.LineId == parcel.LineId, cancel);
        var rows = await db.Set<ParcelItem>().AsNoTracking().Where(i => i.ParcelId == id).OrderBy(i => i.Size.Item.Name).ThenBy(i => i.Size.Position).ThenBy(i => i.Id)
            .Select(i => new PackedRow(i.Size.Item.Name, i.Size.Name, i.Pieces, i.Size.Item.Value, i.Size.Item.Note)).ToListAsync(cancel);
        form.AddressVersion = address?.Version ?? 0;
        form.DeclaredValue ??= rows.Sum(r => r.Value * r.Pieces).ToString("0.00", CultureInfo.CurrentCulture);
        return new ParcelPage(parcel, line, canPack, address, rows, form);
    }

    private IQueryable<ParcelAddress> Addressed => db.ParcelAddresses.Where(a => a.ErasedAt == null);

    private IQueryable<Parcel> Mine(Viewer viewer) =>
        db.Parcels.AsNoTracking().Where(p => db.BenefitLines.InRegionsOf(viewer, StaffRole.Fulfilment).Any(l => l.Id == p.LineId));

    // Granted lines without a parcel, and those whose parcel came back. From the few that are open to their lines: asked the other way each line that ever was is read.
    private IQueryable<BenefitLine> Missing(Viewer viewer)
    {
        var open = db.BenefitLines.Granted(Benefit.Swag).Select(l => l.Id).Union(db.Parcels.Where(p => p.State == ParcelState.Returned).Select(p => p.LineId));
        return db.BenefitLines.AsNoTracking().InRegionsOf(viewer, StaffRole.Fulfilment)
            .Where(l => open.Contains(l.Id) && l.Benefit == Benefit.Swag && (l.State == LineState.Accepted || l.State == LineState.Fulfilled))
            .Where(l => !db.Parcels.Any(p => p.LineId == l.Id && p.State != ParcelState.Cancelled && p.State != ParcelState.Returned));
    }

    private static IQueryable<Parcel> Of(IQueryable<Parcel> parcels, string view) => view switch
    {
        "packed" => parcels.Where(p => p.State == ParcelState.Packed),
        "shipped" => parcels.Where(p => p.State == ParcelState.Shipped),
        "done" => parcels.Where(p => p.EndedAt != null),
        _ => parcels.Where(p => p.State == ParcelState.Reserved),
    };
}
