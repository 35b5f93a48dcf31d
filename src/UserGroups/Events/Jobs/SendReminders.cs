using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events.Letters;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events.Jobs;

/// <summary>Two letters before the event to everybody with a seat, each once. Who took the seat inside the window knows already and gets none.</summary>
public sealed class SendReminders(AppDbContext db, Seating seating, PostOffice post, SiteAddress site, SettingsSnapshot settings, TimeProvider time) : IJob
{
    private const int MostInOneCommit = 200;

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var values = await settings.CurrentAsync(cancel);
        var last = await RoundAsync(TimeSpan.FromHours(values.Get(EventsSettings.SecondReminderHours)), isLast: true, cancel);
        var first = await RoundAsync(TimeSpan.FromHours(values.Get(EventsSettings.FirstReminderHours)), isLast: false, cancel);
        return $"{first} first, {last} last reminders";
    }

    private async Task<int> RoundAsync(TimeSpan before, bool isLast, CancellationToken cancel)
    {
        var now = time.Now();
        var until = now + before;
        var soon = await db.Events.AsNoTracking().Include(e => e.Chapter)
            .Where(e => e.State == EventState.Published && e.StartsAt > now && e.StartsAt <= until).OrderBy(e => e.StartsAt).ThenBy(e => e.Id).ToListAsync(cancel);
        var written = 0;
        foreach (var groupEvent in soon)
        {
            var since = groupEvent.StartsAt - before;
            int round;
            do
            {
                round = await db.InTransactionAsync(token => RemindAsync(groupEvent, since, isLast, token), cancel);
                written += round;
                db.ChangeTracker.Clear();
            }
            while (round == MostInOneCommit);
        }

        return written;
    }

    private async Task<int> RemindAsync(GroupEvent of, DateTime since, bool isLast, CancellationToken cancel)
    {
        var now = time.Now();
        Expression<Func<Answer, bool>> notYet = isLast ? a => a.SecondReminderAt == null : a => a.FirstReminderAt == null && a.SecondReminderAt == null;
        var due = await db.Answers.Where(a => a.EventId == of.Id && a.State == AnswerState.Seated && !a.WalkedIn && a.SeatedAt <= since).Where(notYet)
            .OrderBy(a => a.Id).Take(MostInOneCommit).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        // The version on each row stops a second process that read the same rows: its round ends with nothing written.
        foreach (var answer in due)
        {
            answer.Remind(now, isLast);
            post.Send(new EventReminder(answer.Email, answer.Name, site, EventFacts.Of(of, site, answer.Kind), seating.NewLink(answer), isLast));
        }

        await db.SaveChangesAsync(cancel);
        return due.Count;
    }
}
