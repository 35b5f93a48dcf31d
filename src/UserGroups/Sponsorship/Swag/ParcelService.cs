using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship.Swag;

/// <summary>A parcel from the shelf to the chapter. Every step locks the line first, so two packers never make two parcels of one.</summary>
public sealed class ParcelService(AppDbContext db, GrantedLines granted, LineService lines, StockBook stock, SiteAddress site, TimeProvider time)
{
    /// <summary>Where it goes, as an organizer says; may change until the parcel is packed.</summary>
    public Task AddressAsync(long actorId, long lineId, PostalAddress address, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Swag, token);
                var parcel = await LivingAsync(lineId, token);
                if (parcel is { State: not ParcelState.Reserved })
                    throw new RuleException($"The parcel is {ParcelFlow.Word(parcel.State)}; its address is on the label. Write a comment on the request if it is wrong.");
                if (parcel is null && line.State != LineState.Fulfilled)
                    GrantedLines.RequireGranted(line);
                var known = await db.ParcelAddresses.SingleOrDefaultAsync(a => a.LineId == lineId, token);
                if (known?.Value == address)
                    return;
                if (known is null)
                    db.ParcelAddresses.Add(known = new ParcelAddress(lineId, address, actorId, time.Now()));
                else
                    known.Change(address, actorId, time.Now());
                // That it changed is history; the address itself is not, because it is erased one day.
                db.History.Add(new HistoryEntry(time.Now(), actorId, "parcel.addressed", known, new { Line = lineId, address.CountryCode }));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Takes the kit off the shelf, all of it or nothing. A line that has a parcel keeps it.</summary>
    public Task ReserveAsync(long actorId, long lineId, IReadOnlyList<KitLine> kit, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Swag, token);
                if (await LivingAsync(lineId, token) is not null)
                    return;
                // One that came back is sent anew; the line was fulfilled by the first one.
                if (line.State != LineState.Fulfilled)
                    GrantedLines.RequireGranted(line);
                var wanted = kit.Where(k => k.Pieces != 0).ToList();
                if (wanted.Count == 0 || wanted.Exists(k => k.Pieces is < 0 or > CatalogueService.MostPieces) || wanted.DistinctBy(k => k.SizeId).Count() != wanted.Count)
                    throw new RuleException("Put at least one thing into the parcel; each number is 0 or more.", "Kit");
                var parcel = new Parcel(lineId, line.Request.ChapterId, actorId, time.Now());
                db.Parcels.Add(parcel);
                await db.SaveChangesAsync(token);
                foreach (var (sizeId, pieces) in wanted.OrderBy(k => k.SizeId))
                {
                    if (!await stock.TakeAsync(sizeId, pieces, parcel.Id, actorId, token))
                        throw new RuleException(await ShortAsync(sizeId, token), "Kit");
                    parcel.Put(sizeId, pieces);
                }

                db.History.Add(new HistoryEntry(time.Now(), actorId, "parcel.reserved", parcel, new { Line = lineId, Pieces = wanted.Sum(k => k.Pieces) }));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Packed and labelled: from now on the address stands, and the line cannot be withdrawn.</summary>
    /// <param name="actorId">Who packs.</param>
    /// <param name="parcelId">Which.</param>
    /// <param name="seenAddress">Version of the address that is on the label.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task PackAsync(long actorId, long parcelId, int seenAddress, CancellationToken cancel = default) =>
        StepAsync(
            actorId, parcelId, ParcelStep.Pack,
            async (parcel, line, token) =>
            {
                var address = await db.ParcelAddresses.SingleOrDefaultAsync(a => a.LineId == line.Id && a.ErasedAt == null, token)
                    ?? throw new RuleException("The organizers have not said where it goes yet. Ask them on the request.");
                if (address.Version != seenAddress)
                    throw new RuleException("The organizers have just changed the address. Print the label again.");
                parcel.Pack(actorId, time.Now());
                if (line.State == LineState.Accepted)
                    await lines.BegunAsync(line.Id, actorId, token);
            },
            cancel);

    /// <summary>Opens it again; the address may be changed.</summary>
    public Task UnpackAsync(long actorId, long parcelId, CancellationToken cancel = default) =>
        StepAsync(
            actorId, parcelId, ParcelStep.Unpack,
            (parcel, _, _) =>
            {
                parcel.Unpack();
                return Task.CompletedTask;
            },
            cancel);

    /// <summary>It has left; the organizers get the tracking number, and the line is fulfilled.</summary>
    public Task ShipAsync(long actorId, long parcelId, string? carrier, string? tracking, decimal declaredValue, CancellationToken cancel = default) =>
        StepAsync(
            actorId, parcelId, ParcelStep.Ship,
            async (parcel, line, token) =>
            {
                parcel.Ship(actorId, carrier, tracking, declaredValue, time.Now());
                var chapter = line.Request.Chapter;
                await granted.TellAsync(chapter, r => new ParcelShipped(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, parcel.Carrier, parcel.Tracking), token);
                if (line.State != LineState.Fulfilled)
                    await lines.FulfilledAsync(line.Id, actorId, $"{parcel.Carrier} {parcel.Tracking}", token);
            },
            cancel);

    /// <summary>It arrived, is lost, came back, or will not be sent.</summary>
    public Task EndAsync(long actorId, long parcelId, ParcelStep step, string? reason, CancellationToken cancel = default) =>
        StepAsync(
            actorId, parcelId, step,
            async (parcel, line, token) =>
            {
                parcel.End(step, reason, time.Now());
                if (step is ParcelStep.Return or ParcelStep.Cancel)
                    await stock.PutBackAsync(parcel, actorId, token);
                if (step is not (ParcelStep.Lose or ParcelStep.Return))
                    return;
                var chapter = line.Request.Chapter;
                await granted.TellAsync(chapter, r => new ParcelTrouble(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, step == ParcelStep.Return, parcel.Reason!), token);
            },
            cancel);

    private Task StepAsync(long actorId, long parcelId, ParcelStep step, Func<Parcel, BenefitLine, CancellationToken, Task> act, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var lineId = await db.Parcels.Where(p => p.Id == parcelId).Select(p => p.LineId).SingleAsync(token);
                var line = await granted.LockAsync(lineId, Benefit.Swag, token);
                var parcel = await db.Parcels.SingleAsync(p => p.Id == parcelId, token);
                // Pressed twice: it is what they wanted.
                if (ParcelFlow.Table.Any(t => t.Step == step && t.To == parcel.State) && !ParcelFlow.Allows(parcel.State, step))
                    return;
                var taken = ParcelFlow.Require(parcel.State, step);
                await act(parcel, line, token);
                db.History.Add(new HistoryEntry(time.Now(), actorId, taken.Action, parcel, new { Line = lineId }, parcel.Reason));
                await db.SaveChangesAsync(token);
            },
            cancel);

    private Task<Parcel?> LivingAsync(long lineId, CancellationToken cancel) =>
        db.Parcels.SingleOrDefaultAsync(p => p.LineId == lineId && p.State != ParcelState.Cancelled && p.State != ParcelState.Returned, cancel);

    private async Task<string> ShortAsync(long sizeId, CancellationToken cancel)
    {
        var size = await db.SwagSizes.AsNoTracking().Where(s => s.Id == sizeId).Select(s => new { s.Item.Name, Size = s.Name, s.Stock }).SingleOrDefaultAsync(cancel);
        return size is null ? "There is no such thing in the catalogue." : $"There are only {size.Stock} of {size.Name} ({size.Size}) on the shelf. Nothing was taken.";
    }
}
