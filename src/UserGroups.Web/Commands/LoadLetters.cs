using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;
using Delivery = UserGroups.Announcements.Delivery;

namespace UserGroups.Web.Commands;

/// <summary>
/// The part of the large seed that is about mail: four announcements for each group, every hundredth the first group's; twenty deliveries of each that
/// went out; and one sent letter for each member.
/// </summary>
public sealed class LoadLetters(AppDbContext db, SiteAddress site, MailOptions mail)
{
    private const int Readers = 20;

    /// <param name="chapters">Numbers of the groups.</param>
    /// <param name="members">Numbers of the members; the first one wrote them.</param>
    /// <param name="domain">Of their addresses, with @.</param>
    /// <param name="today">The day it is counted from (UTC).</param>
    /// <param name="cancel">Stops; the caller's transaction undoes everything.</param>
    public async Task FillAsync(IReadOnlyList<long> chapters, IReadOnlyList<long> members, string domain, DateTime today, CancellationToken cancel)
    {
        await db.InsertAsync(Enumerable.Range(0, chapters.Count * 4).Select(i => Announced(i, chapters, members[0], today)), cancel: cancel);
        var sent = await db.Announcements.Where(a => a.WrittenById == members[0] && a.State == AnnouncementState.Sent).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        await db.InsertAsync(sent.SelectMany((id, n) => Enumerable.Range(0, Readers).Select(k => (n * Readers + k) % members.Count).Select(m => new Delivery(id, members[m], AddressOf(m, domain)))), cancel: cancel);
        var last = await db.Outbox.Select(m => (long?)m.Id).MaxAsync(cancel) ?? 0;
        await db.InsertAsync(Enumerable.Range(0, members.Count).Select(i => new OutboxMessage(
            new NextDateAnnounced(AddressOf(i, domain), site, "The large seed", "An evening", "soon", "/events"), MessageId.New(mail.Sender.Domain), today.AddDays(-(i % 100) - 1))), cancel: cancel);
        // The mail server took them, and their text was erased since.
        await db.Outbox.Where(m => m.Id > last).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent).SetProperty(m => m.Body, "").SetProperty(m => m.Tries, 1).SetProperty(m => m.EndedAt, m => m.CreatedAt), cancel);
    }

    private static string AddressOf(int member, string domain) => string.Create(CultureInfo.InvariantCulture, $"m{member}{domain}");

    // Every seventh group's last one waits for staff; the others went out.
    private static Announcement Announced(int i, IReadOnlyList<long> chapters, long writer, DateTime today)
    {
        var at = today.AddDays(-8 - (i % 900));
        var chapter = i % 100 == 99 ? 0 : i % chapters.Count;
        var letter = new Announcement(chapters[chapter], string.Create(CultureInfo.InvariantCulture, $"news-{i}"), $"News {(i / chapters.Count) + 1}", "We meet next month. **Bring a friend.**", writer, null, at);
        letter.Submit(at);
        if (chapter == 0 || i < chapters.Count * 3 || chapter % 7 != 0)
            letter.Send(Readers, Readers, at);
        return letter;
    }
}
