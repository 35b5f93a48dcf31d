using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail.Inbound;
using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>Erases what is old: links for signing in after a day, letters and reports after the days that are set. A few hundred rows at a time.</summary>
public sealed class TidyOutbox(AppDbContext db, SettingsSnapshot settings, TimeProvider time) : IJob
{
    private const int Lot = 500;
    private const int MostLots = 40;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var now = time.Now();
        var kept = now.AddDays(-(await settings.CurrentAsync(cancel)).Get(MailSettings.KeptDays));
        var erased = await RepeatAsync(() => EraseAsync(now.AddDays(-1), cancel));
        var removed = await RepeatAsync(() => RemoveAsync(kept, cancel));
        // Soft bounces are counted over seven weeks, whatever is set for letters.
        var facts = now - SoftBounces.Window < kept ? now - SoftBounces.Window : kept;
        removed += await RepeatAsync(() => RemoveReportsAsync(facts, cancel));
        return string.Create(CultureInfo.InvariantCulture, $"{erased} links erased, {removed} old rows removed.");
    }

    private static async Task<int> RepeatAsync(Func<Task<int>> lot)
    {
        var sum = 0;
        for (var i = 0; i < MostLots; i++)
        {
            var count = await lot();
            sum += count;
            if (count < Lot)
                break;
        }

        return sum;
    }

    private Task<int> EraseAsync(DateTime before, CancellationToken cancel) => db.InTransactionAsync(
        token => db.Outbox.Where(m => m.Lane == MailLane.System && m.EndedAt < before && m.Body != "").OrderBy(m => m.EndedAt).Take(Lot)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Body, ""), token),
        cancel);

    private Task<int> RemoveAsync(DateTime before, CancellationToken cancel) => db.InTransactionAsync(
        async token =>
        {
            var ids = await db.Outbox.Where(m => m.EndedAt < before).OrderBy(m => m.EndedAt).Take(Lot).Select(m => m.Id).ToListAsync(token);
            await db.Set<OutboxAttachment>().Where(a => ids.Contains(a.OutboxMessageId)).ExecuteDeleteAsync(token);
            return await db.Outbox.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(token);
        },
        cancel);

    // What could not be read stays until somebody has looked at it.
    private Task<int> RemoveReportsAsync(DateTime before, CancellationToken cancel) => db.InTransactionAsync(
        async token =>
        {
            var ids = await db.InboundReports.Where(r => r.ReceivedAt < before && r.Kind != InboundKind.Unreadable).OrderBy(r => r.Id).Take(Lot).Select(r => r.Id).ToListAsync(token);
            await db.InboundFacts.Where(f => ids.Contains(f.InboundReportId)).ExecuteDeleteAsync(token);
            return await db.InboundReports.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(token);
        },
        cancel);
}
