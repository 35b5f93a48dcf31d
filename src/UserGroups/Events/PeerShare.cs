using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Events;

/// <summary>Minutes of agenda by who led them.</summary>
public sealed record PeerShare(int PeerMinutes, int VendorMinutes, int SocialMinutes)
{
    /// <summary>Peer minutes of all minutes with a speaker; social time belongs to nobody. Null when nothing was on an agenda.</summary>
    public int? Percent => PeerMinutes + VendorMinutes == 0 ? null : (int)Math.Round(100.0 * PeerMinutes / (PeerMinutes + VendorMinutes), MidpointRounding.AwayFromZero);

    /// <summary>What the chapter held in the twelve months before a moment.</summary>
    public static async Task<PeerShare> OfLastYearAsync(AppDbContext db, long chapterId, DateTime now, CancellationToken cancel = default)
    {
        var since = now.AddMonths(-12);
        var minutes = await db.AgendaItems.AsNoTracking()
            .Join(db.Events, a => a.EventId, e => e.Id, (a, e) => new { Item = a, Event = e })
            .Where(x => x.Event.ChapterId == chapterId && x.Event.State == EventState.Published && x.Event.StartsAt >= since && x.Event.StartsAt <= now)
            .GroupBy(x => x.Item.Kind)
            .Select(g => new { Kind = g.Key, Minutes = g.Sum(x => x.Item.Minutes) })
            .ToDictionaryAsync(g => g.Kind, g => g.Minutes, cancel);
        return new PeerShare(minutes.GetValueOrDefault(AgendaKind.Peer), minutes.GetValueOrDefault(AgendaKind.Vendor), minutes.GetValueOrDefault(AgendaKind.Social));
    }
}
