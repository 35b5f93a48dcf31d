using UserGroups.Announcements.Letters;
using UserGroups.Chapters;
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
        var reached = await EachLotAsync(
            letter.Chapter, values,
            async readers =>
            {
                await db.InsertAsync(readers.Select(r => new Delivery(letter.Id, r.Member.PersonId, r.Member.Email)), withKeys: false, cancel);
                await post.SendManyAsync(
                    letter.Id,
                    readers.Select(r => ((Letter)new ChapterNews(r.Member.Email, r.Member.Name, sheet, links.Write(new LetterLink(r.Member.PersonId, letter.ChapterId, letter.Id))), r.NotBefore)), cancel);
            },
            cancel);
        return (reached, reach.Members - reached);
    }

    /// <summary>Who hears of it, in lots, each address once, with the moment (UTC) before which it does not leave.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> EachLotAsync(Chapter chapter, SettingValues values, Func<IReadOnlyList<(AudienceMember Member, DateTime NotBefore)>, Task> write, CancellationToken cancel)
    {
        var mornings = new Mornings(new QuietHours(values.Get(AnnouncementsSettings.QuietFrom), values.Get(AnnouncementsSettings.QuietUntil)), chapter.TimeZone, time.Now());
        // Two accounts can share a mailbox in different letters; the row per address is unique, so the second is passed over.
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (long after = 0; ;)
        {
            var lot = await audience.NextAsync(chapter.Id, after, Lot, cancel);
            var stopped = await audience.StoppedAsync(lot.ConvertAll(m => OutboxMessage.KeyOf(m.Email)), cancel);
            await write([.. lot.Where(m => OutboxMessage.KeyOf(m.Email) is var key && !stopped.Contains(key) && written.Add(key)).Select(m => (m, mornings.Of(m.TimeZone)))]);
            if (lot.Count < Lot)
                return written.Count;
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
