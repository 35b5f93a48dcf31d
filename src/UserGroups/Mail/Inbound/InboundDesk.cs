using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail.Inbound;

/// <summary>What became of a message handed in.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Facts">How many of its facts are about letters of ours.</param>
/// <param name="Known">It had been handed in before; nothing was counted again.</param>
/// <param name="Replayed">It came with a signature that had been used before.</param>
public sealed record Receipt(InboundKind Kind, int Facts, bool Known = false, bool Replayed = false);

/// <summary>
/// Takes what came back: reads it, finds the letter, stops addresses. Only what names one of our letters (by a signed return address or
/// by its unguessable Message-ID) has consequences, so that nobody can silence somebody else with a made-up bounce.
/// </summary>
public sealed class InboundDesk(AppDbContext db, MailOptions options, SettingsService settings, TimeProvider time)
{
    private readonly ReturnAddress returnAddress = new(options);

    /// <param name="message">The message as it came.</param>
    /// <param name="source">The file's name, or "hook".</param>
    /// <param name="signedAt">When the hook's caller signed it; null for a file.</param>
    public async Task<Receipt> TakeAsync(byte[] message, string source, DateTimeOffset? signedAt, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(message));
        var read = ReportReader.Read(message);
        try
        {
            return await db.InTransactionAsync(token => TakeAsync(hash, message, read, source, signedAt?.ToUnixTimeSeconds(), token), cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            // Another process took the same message in the same moment.
            db.ChangeTracker.Clear();
            return new Receipt(read.Kind, 0, Known: true);
        }
    }

    private async Task<Receipt> TakeAsync(string hash, byte[] message, ReadReport read, string source, long? signedAt, CancellationToken cancel)
    {
        if (await db.InboundReports.AsNoTracking().Where(r => r.Sha256 == hash).Select(r => new { r.Kind, r.SignedAt }).SingleOrDefaultAsync(cancel) is { } before)
            return new Receipt(before.Kind, 0, Known: true, Replayed: signedAt is not null && before.SignedAt == signedAt);
        var keep = signedAt is not null && read.Kind is InboundKind.Unreadable or InboundKind.Other && message.Length <= MimePart.MaxSize;
        var report = new InboundReport(hash, read.Kind, source, signedAt, keep ? message : null, time.Now());
        db.Add(report);
        var letter = await LetterAsync(read, cancel);
        foreach (var recipient in read.Recipients)
            report.Facts.Add(Fact(recipient, letter));
        await db.SaveChangesAsync(cancel);
        foreach (var fact in report.Facts.Where(f => f.OutboxMessageId is not null))
            await FollowAsync(fact, cancel);
        await db.SaveChangesAsync(cancel);
        return new Receipt(read.Kind, report.Facts.Count(f => f.OutboxMessageId is not null));
    }

    private async Task<Letter?> LetterAsync(ReadReport read, CancellationToken cancel)
    {
        var ids = read.ReturnAddresses.Select(returnAddress.LetterOf).OfType<long>().Distinct().ToList();
        var letters = await db.Outbox.AsNoTracking()
            .Where(m => ids.Contains(m.Id) || read.MessageIds.Contains(m.MessageId))
            .OrderBy(m => m.Id).Take(2).Select(m => new Letter(m.Id, m.ToKey)).ToListAsync(cancel);
        // Two different letters in one report: it proves nothing.
        return letters.Count == 1 ? letters[0] : null;
    }

    // One letter has one receiver. A report that names somebody else speaks of an address the mail was passed on to: the letter's own address
    // is where it ends, so the fact is about that one; a complaint may hide the address altogether.
    private InboundFact Fact(ReportedRecipient recipient, Letter? letter) =>
        new(recipient.Kind, letter?.ToKey ?? recipient.Address, letter?.Id, recipient.Status, recipient.Detail, time.Now());

    private async Task FollowAsync(InboundFact fact, CancellationToken cancel)
    {
        var now = time.Now();
        switch (fact.Kind)
        {
            case InboundFactKind.Hard:
                await Suppression.AddAsync(db, fact.Address, SuppressionReason.HardBounce, $"{fact.Status} {fact.Detail}".Trim(), fact.OutboxMessageId, now, cancel);
                break;
            case InboundFactKind.Complaint:
                await Suppression.AddAsync(db, fact.Address, SuppressionReason.Complaint, fact.Detail, fact.OutboxMessageId, now, cancel);
                break;
            case InboundFactKind.Soft:
                var from = now - SoftBounces.Window;
                var bounces = await db.InboundFacts.AsNoTracking()
                    .Where(f => f.Address == fact.Address && f.Kind == InboundFactKind.Soft && f.At > from && f.OutboxMessageId != null).Select(f => f.At).ToListAsync(cancel);
                var limit = (await settings.ReadAsync(cancel)).Get(MailSettings.SoftBounces);
                if (SoftBounces.RestsUntil(SoftBounces.Score(bounces, now), limit, now) is DateTime until)
                    await Suppression.AddAsync(db, fact.Address, SuppressionReason.SoftBounces, fact.Detail, fact.OutboxMessageId, now, cancel, until);
                break;
        }
    }

    private sealed record Letter(long Id, string ToKey);
}
