using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements.Letters;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>
/// How an announcement leaves: sent by its writer, or, while the chapter is new, approved by staff. The step, the letters to all who asked for them and the
/// history are one transaction: either everything is there or nothing, and of two at once one wins.
/// </summary>
public sealed class SendingService(AppDbContext db, FanOut fanOut, LetterLinks links, SettingsService settings, PostOffice post, SiteAddress site, TimeProvider time)
{
    /// <summary>The writer is done. Pressed again it changes nothing.</summary>
    /// <returns>Waiting when staff read it first; Sent when it is on its way.</returns>
    /// <exception cref="RuleException">The chapter wrote too lately, or another one waits.</exception>
    public async Task<AnnouncementState> SendAsync(long senderId, long id, CancellationToken cancel = default)
    {
        await links.PrepareAsync(cancel);
        return await db.InTransactionAsync(
            async token =>
            {
                var letter = await LockedAsync(id, token);
                if (!letter.IsEditable)
                    return letter.State;
                var values = await settings.ReadAsync(token);
                await RequireTurnAsync(letter, values.Get(AnnouncementsSettings.PerChapterWeek), token);
                letter.Submit(time.Now());
                Note(senderId, "announcement.submitted", letter);
                var before = await db.Announcements.CountAsync(a => a.ChapterId == letter.ChapterId && a.SentAt != null, token);
                var moderated = values.Get(AnnouncementsSettings.ModeratedMails);
                if (before < moderated)
                {
                    foreach (var to in await db.ManagersAsync(letter.Chapter.Region, letter.Chapter, token))
                        post.Send(new AnnouncementWaits(to.Email, to.Name, site, letter.Chapter.Name, letter.Subject, letter.Id, before + 1, moderated));
                    await db.SaveChangesAsync(token);
                }
                else
                    await LeaveAsync(senderId, letter, token);
                return letter.State;
            },
            cancel);
    }

    /// <summary>Staff have read it: it goes out.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody decided or changed it in the meantime.</exception>
    public async Task ApproveAsync(long deciderId, long id, int seenVersion, CancellationToken cancel = default)
    {
        await links.PrepareAsync(cancel);
        await db.InTransactionAsync(
            async token =>
            {
                var letter = await SeenAsync(id, seenVersion, token);
                letter.Approve(deciderId, await OrganizersAsync(letter, token));
                await LeaveAsync(deciderId, letter, token);
                if (await WriterAsync(letter, token) is Receiver to)
                    post.Send(new AnnouncementApproved(to.Email, to.Name, site, letter.Chapter.Slug, letter.Chapter.Name, letter.Subject, letter.Id, letter.Reached));
                await db.SaveChangesAsync(token);
            },
            cancel);
    }

    /// <summary>Staff send it back to its writer.</summary>
    public Task ReturnAsync(long deciderId, long id, int seenVersion, string? reason, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var letter = await SeenAsync(id, seenVersion, token);
                letter.Return(deciderId, await OrganizersAsync(letter, token), reason);
                Note(deciderId, "announcement.returned", letter, letter.Reason);
                if (await WriterAsync(letter, token) is Receiver to)
                    post.Send(new AnnouncementReturned(to.Email, to.Name, site, letter.Chapter.Slug, letter.Chapter.Name, letter.Subject, letter.Id, letter.Reason!));
                await db.SaveChangesAsync(token);
            },
            cancel);

    private async Task LeaveAsync(long actorId, Announcement letter, CancellationToken cancel)
    {
        if (letter.Chapter.IsTest)
            throw new RuleException("This is a test group: it writes to nobody.");
        var (reached, leftOut) = await fanOut.RunAsync(letter, await settings.ReadAsync(cancel), cancel);
        if (reached == 0)
            throw new RuleException("It would reach nobody: no member has asked for news yet. Share the group’s page; the tick stands beside “Join”.");
        letter.Send(reached, leftOut, time.Now());
        db.History.Add(new HistoryEntry(time.Now(), actorId, "announcement.sent", letter, new { reached, leftOut }));
        await db.SaveChangesAsync(cancel);
    }

    // Not more than the chapter's share; on SQL Server the locked chapter row makes two letters of one chapter wait for each other.
    private async Task RequireTurnAsync(Announcement letter, int most, CancellationToken cancel)
    {
        if (most == 0)
            throw new RuleException("Letters to members are switched off at the moment. Your draft is kept.");
        if (await db.Announcements.AnyAsync(a => a.ChapterId == letter.ChapterId && a.State == AnnouncementState.Waiting, cancel))
            throw new RuleException("Another letter of this group waits to be read by the community managers. Your draft is kept; send it when that one is out.");
        var week = time.Now().AddDays(-7);
        var lately = await db.Announcements.Where(a => a.ChapterId == letter.ChapterId && a.SentAt > week).OrderByDescending(a => a.SentAt).Select(a => a.SentAt!.Value).Take(most).ToListAsync(cancel);
        if (lately.Count < most)
            return;
        var next = LocalTime.Format(lately[^1].AddDays(7), letter.Chapter.TimeZone, CultureInfo.InvariantCulture);
        throw new RuleException($"A group writes to its members at most {(most == 1 ? "once" : $"{most} times")} a week. Your draft is kept; it can go from {next}.");
    }

    private async Task<Announcement> LockedAsync(long id, CancellationToken cancel)
    {
        await db.Chapters.Where(c => db.Announcements.Any(a => a.Id == id && a.ChapterId == c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.MemberCount, c => c.MemberCount), cancel);
        return await db.Announcements.Include(a => a.Chapter).SingleAsync(a => a.Id == id, cancel);
    }

    private async Task<Announcement> SeenAsync(long id, int seenVersion, CancellationToken cancel)
    {
        var letter = await LockedAsync(id, cancel);
        return letter.Version == seenVersion && letter.State == AnnouncementState.Waiting ? letter : throw new DbUpdateConcurrencyException("Somebody decided about this letter while you were looking at it.");
    }

    private Task<long[]> OrganizersAsync(Announcement letter, CancellationToken cancel) => db.Organizers.Where(o => o.ChapterId == letter.ChapterId).Select(o => o.PersonId).ToArrayAsync(cancel);

    private Task<Receiver?> WriterAsync(Announcement letter, CancellationToken cancel) =>
        db.People.Where(p => p.Id == letter.WrittenById && p.DeletedAt == null && p.Email != null).Select(p => new Receiver(p.Id, p.Email!, p.Name)).SingleOrDefaultAsync(cancel);

    private void Note(long actorId, string action, Announcement letter, string? reason = null) => db.History.Add(new HistoryEntry(time.Now(), actorId, action, letter, null, reason));
}
