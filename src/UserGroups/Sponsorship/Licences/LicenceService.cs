using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Letters;

namespace UserGroups.Sponsorship.Licences;

/// <summary>Hands out keys of the pool, shows them to those they are for, and takes them back.</summary>
public sealed class LicenceService(
    AppDbContext db, GrantedLines granted, LineService lines, IDataProtectionProvider protection, SettingsService settings, SiteAddress site, TimeProvider time)
{
    private readonly IDataProtector seal = protection.CreateProtector(KeyPool.Seal);

    /// <summary>
    /// One free key of the product, the one with the fewest seats that are enough, for one granted line, which is fulfilled by it. A line that
    /// has a key keeps it.
    /// </summary>
    public Task GrantAsync(long actorId, long lineId, string? product, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Licence, token);
                // Pressed twice: the group has its key.
                if (await db.LicenceKeys.AnyAsync(k => k.LineId == lineId && k.State == LicenceKeyState.Granted, token))
                    return;
                // A key that was taken back is replaced; the line was fulfilled by the first one.
                var again = line.State == LineState.Fulfilled && await db.LicenceKeys.AnyAsync(k => k.LineId == lineId, token);
                if (!again)
                    GrantedLines.RequireGranted(line);
                var now = time.Now();
                var months = (await settings.ReadAsync(token)).Get(SponsorshipSettings.LicenceMonths);
                var keyId = await TakeAsync(line, product ?? "", actorId, now, now.AddMonths(months), token);
                var key = await db.LicenceKeys.SingleAsync(k => k.Id == keyId, token);
                db.History.Add(new HistoryEntry(now, actorId, "licence-key.granted", key, new { Line = lineId, key.Product, key.Seats }));
                var chapter = line.Request.Chapter;
                await granted.TellAsync(chapter, r => new LicenceReady(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, key.Product, key.Seats, key.EndsAt!.Value), token);
                if (!again)
                    await lines.FulfilledAsync(lineId, actorId, $"{key.Product}, {key.Seats} {(key.Seats == 1 ? "seat" : "seats")}", token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>The key, for somebody who may see it; the look is written down before the key is shown.</summary>
    public async Task<string> ShowAsync(long actorId, long lineId, CancellationToken cancel = default)
    {
        var key = await db.LicenceKeys.AsNoTracking().SingleOrDefaultAsync(k => k.LineId == lineId && k.State == LicenceKeyState.Granted, cancel)
            ?? throw new RuleException("There is no key in force for this request.");
        if (key.IsOver(time.Now()))
            throw new RuleException("This licence has run out.");
        // Outside of any transaction: unsealing may have to renew the keys, which waits for the turn to write.
        var plain = seal.Unprotect(key.SealedKey);
        db.History.Add(new HistoryEntry(time.Now(), actorId, "licence-key.shown", key, new { Line = lineId }));
        await db.SaveChangesAsync(cancel);
        return plain;
    }

    /// <summary>Takes the key back; the organizers read why. What is taken back already stays so.</summary>
    /// <param name="actorId">Null for the portal.</param>
    /// <param name="lineId">Whose key.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task RevokeAsync(long? actorId, long lineId, string? reason, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var line = await granted.LockAsync(lineId, Benefit.Licence, token);
                var key = await db.LicenceKeys.SingleOrDefaultAsync(k => k.LineId == lineId && k.State == LicenceKeyState.Granted, token)
                    ?? throw new RuleException("No key is with this group, so there is none to take back.");
                key.Revoke(actorId, reason, time.Now());
                db.History.Add(new HistoryEntry(time.Now(), actorId, "licence-key.revoked", key, new { Line = lineId }, key.RevokeReason));
                var chapter = line.Request.Chapter;
                await granted.TellAsync(chapter, r => new LicenceRevoked(r.Email, r.Name, site, line.Request.Reference!, chapter.Name, key.Product, key.RevokeReason!), token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    // The conditional update is what hands a key out once, also to a hundred at once.
    private async Task<long> TakeAsync(BenefitLine line, string product, long actorId, DateTime now, DateTime endsAt, CancellationToken cancel)
    {
        var seats = (int)line.Granted!.Value;
        for (; ; )
        {
            var free = await db.LicenceKeys.Where(k => k.Product == product && k.State == LicenceKeyState.Free && k.Seats >= seats)
                .OrderBy(k => k.Seats).ThenBy(k => k.Id).Select(k => (long?)k.Id).FirstOrDefaultAsync(cancel)
                ?? throw new RuleException($"The pool has no free key of {(product.Length == 0 ? "that product" : product)} with {seats} or more seats. Import keys first.", "Product");
            var taken = await db.LicenceKeys.Where(k => k.Id == free && k.State == LicenceKeyState.Free).ExecuteUpdateAsync(
                set => set.SetProperty(k => k.State, LicenceKeyState.Granted).SetProperty(k => k.LineId, line.Id).SetProperty(k => k.ChapterId, line.Request.ChapterId)
                    .SetProperty(k => k.GrantedAt, now).SetProperty(k => k.GrantedById, actorId).SetProperty(k => k.EndsAt, endsAt).SetProperty(k => k.Version, k => k.Version + 1),
                cancel);
            if (taken == 1)
                return free;
        }
    }
}
