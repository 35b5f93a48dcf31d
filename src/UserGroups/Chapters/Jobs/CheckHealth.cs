using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Jobs;

/// <summary>
/// Nightly: chapters without an event turn amber, then red, which means dormant. A letter goes before each step, each letter once; no chapter
/// falls asleep that was not warned in time, however long this job did not run.
/// </summary>
public sealed class CheckHealth(AppDbContext db, SettingsService settings, PostOffice post, SiteAddress site, TimeProvider time) : IJob
{
    private const int Batch = 500;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var values = await settings.ReadAsync(cancel);
        var (green, amber, warn) = (values.Get(ChaptersSettings.GreenDays), values.Get(ChaptersSettings.AmberDays), values.Get(ChaptersSettings.WarnDays));
        var now = time.Now();
        var quiet = now.AddDays(warn - green);
        var (warned, asleep) = (0, 0);
        for (long after = 0; ;)
        {
            var ids = await db.Chapters.Where(c => c.State == ChapterState.Active && c.QuietSince <= quiet && c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in ids)
            {
                var done = await CheckAsync(id, now, green, amber, warn, cancel);
                warned += done.Warned ? 1 : 0;
                asleep += done.Asleep ? 1 : 0;
                db.ChangeTracker.Clear();
            }

            if (ids.Count < Batch)
                return $"{warned} warned, {asleep} asleep";
            after = ids[^1];
        }
    }

    private Task<(bool Warned, bool Asleep)> CheckAsync(long id, DateTime now, int green, int amber, int warn, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                // Read again inside the transaction: an event may have been published since.
                var chapter = await db.Chapters.SingleAsync(c => c.Id == id, token);
                if (chapter.State != ChapterState.Active || chapter.QuietSince is not DateTime since)
                    return (false, false);
                var days = (now - since).TotalDays;
                var sent = await db.HealthWarnings.Where(w => w.ChapterId == id && w.QuietSince == since).ToListAsync(token);
                var toRed = sent.Find(w => w.Before == ChapterHealth.Red);
                if (days > amber && toRed is not null && (now - toRed.SentAt).TotalDays >= warn)
                    return (false, await SleepAsync(chapter, now, token));
                if (days >= amber - warn && toRed is null)
                    return (await WarnAsync(chapter, ChapterHealth.Red, Later(since.AddDays(amber), now.AddDays(warn)), now, token), false);
                if (days >= green - warn && days < amber - warn && !sent.Exists(w => w.Before == ChapterHealth.Amber))
                    return (await WarnAsync(chapter, ChapterHealth.Amber, since.AddDays(green), now, token), false);
                return (false, false);
            },
            cancel);

    private async Task<bool> WarnAsync(Chapter chapter, ChapterHealth step, DateTime on, DateTime now, CancellationToken cancel)
    {
        db.HealthWarnings.Add(new HealthWarning(chapter.Id, step, chapter.QuietSince!.Value, now));
        db.History.Add(new HistoryEntry(now, null, "chapter.health-warned", chapter, new { Before = step.ToString() }));
        foreach (var to in await ReceiversAsync(chapter, cancel))
            post.Send(new HealthWarned(to.Email, to.Name, site, chapter.Slug, chapter.Name, step, on, chapter.LastEventAt));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<bool> SleepAsync(Chapter chapter, DateTime now, CancellationToken cancel)
    {
        chapter.FallAsleep();
        db.History.Add(new HistoryEntry(now, null, "chapter.dormant", chapter, new { chapter.QuietSince }));
        foreach (var to in await ReceiversAsync(chapter, cancel))
            post.Send(new FellAsleep(to.Email, to.Name, site, chapter.Slug, chapter.Name));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    // Test chapters age like others and write to nobody.
    private async Task<List<Receiver>> ReceiversAsync(Chapter chapter, CancellationToken cancel) => chapter.IsTest ? [] : await db.OrganizersOfAsync(chapter.Id, cancel);

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
