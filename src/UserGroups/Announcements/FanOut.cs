using UserGroups.Announcements.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements;

/// <summary>
/// Makes one letter into as many as it has readers: a delivery and an outbox row each, in the caller's transaction, in lots, so that memory stays flat and a
/// process killed in the middle leaves nothing.
/// </summary>
public sealed class FanOut(AppDbContext db, Audience audience, LetterLinks links, PostOffice post, SiteAddress site, TimeProvider time)
{
    private const int Lot = 5000;

    /// <returns>How many it reaches, and how many members it does not.</returns>
    public async Task<(int Reached, int LeftOut)> RunAsync(Announcement letter, SettingValues values, CancellationToken cancel)
    {
        var reach = await audience.CountAsync(letter.ChapterId, cancel);
        var sheet = new NewsSheet(site, letter.Chapter.Slug, letter.Chapter.Name, letter.Subject, letter.Body, $"/chapters/{letter.Chapter.Slug}/announcements/{letter.Slug}");
        var mornings = new Mornings(new QuietHours(values.Get(AnnouncementsSettings.QuietFrom), values.Get(AnnouncementsSettings.QuietUntil)), letter.Chapter.TimeZone, time.Now());
        // Two accounts can share a mailbox in different letters; the row per address is unique, so the second is passed over.
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (long after = 0; ;)
        {
            var lot = await audience.NextAsync(letter.ChapterId, after, Lot, cancel);
            var stopped = await audience.StoppedAsync(lot.ConvertAll(m => OutboxMessage.KeyOf(m.Email)), cancel);
            var readers = lot.FindAll(m => OutboxMessage.KeyOf(m.Email) is var key && !stopped.Contains(key) && written.Add(key));
            await db.InsertAsync(readers.Select(m => new Delivery(letter.Id, m.PersonId, m.Email)), withKeys: false, cancel);
            await post.SendManyAsync(
                letter.Id,
                readers.Select(m => ((Letter)new ChapterNews(m.Email, m.Name, sheet, links.Write(new LetterLink(m.PersonId, letter.ChapterId, letter.Id))), mornings.Of(m.TimeZone))), cancel);
            if (lot.Count < Lot)
                return (written.Count, reach.Members - written.Count);
            after = lot[^1].MembershipId;
        }
    }

    // There are few zones and many readers.
    private sealed class Mornings(QuietHours quiet, string zoneOfChapter, DateTime now)
    {
        private readonly Dictionary<string, DateTime> known = new(StringComparer.Ordinal);

        public DateTime Of(string? zone)
        {
            zone ??= zoneOfChapter;
            if (!known.TryGetValue(zone, out var moment))
                known[zone] = moment = quiet.NotBefore(now, zone);
            return moment;
        }
    }
}
