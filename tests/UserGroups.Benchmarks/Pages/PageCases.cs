using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Benchmarks.Pages;

/// <summary>One page, in both databases.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Who">One of the cast; null: a visitor.</param>
/// <param name="Small">Its address in the small database.</param>
/// <param name="Large">Its address in the large one: where the same filter would show more rows, one that shows as many.</param>
internal sealed record PageCase(string Name, string? Who, string Small, string Large)
{
    public static PageCase Same(string? who, string path) => new(path, who, path, path);
}

/// <summary>What of one database the cases name.</summary>
internal sealed record Landmarks(
    string First, string Middle, string Event, string Crowd, string City, string CrowdedCity, IReadOnlyDictionary<int, string> Countries, IReadOnlyDictionary<int, string> EventCountries,
    IReadOnlyDictionary<int, string> Near, string Reference, long Payment, long Parcel, long Post, string Blog, long Waiting, long Mine)
{
    public static Task<Landmarks> ReadAsync(LoadedPortal portal) => portal.AskAsync(async db =>
    {
        var now = TimeProvider.System.Now();
        var ours = db.Chapters.AsNoTracking().Where(c => c.ImportKey!.StartsWith("load "));
        var listed = await db.Chapters.AsNoTracking().Listed().Select(c => new { c.CountryCode, c.Latitude, c.Longitude, c.CityName }).ToListAsync();
        var first = await ours.OrderBy(c => c.Id).FirstAsync();
        var middle = await ours.OrderBy(c => c.Id).Skip(150).FirstAsync();
        var crowd = await db.Events.Where(e => e.ImportKey == "load 000000").Select(e => e.Slug).SingleAsync();
        var next = await db.Events.Upcoming(now).Listed().OrderBy(e => e.StartsAt).Skip(20).Select(e => e.Slug).FirstAsync();
        var abroad = await db.Events.Upcoming(now).Listed().GroupBy(e => e.Chapter.CountryCode).Select(g => new { g.Key, Rows = g.Count() }).ToListAsync();
        var near = new Dictionary<int, string>();
        foreach (var place in listed.Where(c => c.Latitude is not null && c.CityName.All(char.IsAsciiLetter)).DistinctBy(c => c.CityName).Take(400))
            near.TryAdd(listed.Count(c => c.Latitude is not null && Distance.Km(place.Latitude!.Value, place.Longitude!.Value, c.Latitude!.Value, c.Longitude!.Value) <= 500), Chapter.PlaceOf(place.CityName, place.CountryCode));
        var request = await db.SponsorshipRequests.Where(r => r.State == RequestState.Submitted).OrderBy(r => r.Id).Select(r => r.Reference!).FirstAsync();
        return new Landmarks(
            first.Slug, middle.Slug, next, crowd, middle.CityName, near[near.Keys.Max()],
            Counts(listed.GroupBy(c => c.CountryCode, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))), Counts(abroad.Select(g => (g.Key, g.Rows))), near, request,
            await db.Payments.MaxAsync(p => p.Id), await db.Parcels.MaxAsync(p => p.Id), await db.BlogPosts.MaxAsync(p => p.Id),
            await db.BlogPosts.Where(p => p.PublishedAt != null).OrderByDescending(p => p.Id).Select(p => p.Slug).FirstAsync(), await db.Announcements.Where(a => a.State == AnnouncementState.Waiting).MaxAsync(a => a.Id),
            await db.Announcements.Where(a => a.ChapterId == first.Id).MaxAsync(a => a.Id));
    });

    private static Dictionary<int, string> Counts(IEnumerable<(string Code, int Rows)> all) => all.Where(c => c.Code.Length == 2).GroupBy(c => c.Rows).ToDictionary(g => g.Key, g => g.Select(c => c.Code).Order(StringComparer.Ordinal).First());
}

/// <summary>Every list and detail page.</summary>
internal static class PageCases
{
    public static IEnumerable<PageCase> Of(Landmarks small, Landmarks large) =>
    [
        .. Public(small, large), .. Feeds(small, large), .. Members(small, large), .. Staff(small, large),
    ];

    private static IEnumerable<PageCase> Public(Landmarks small, Landmarks large)
    {
        yield return PageCase.Same(null, "/");
        yield return PageCase.Same(null, "/chapters");
        yield return PageCase.Same(null, "/chapters →2");
        yield return PageCase.Same(null, "/chapters?next=true");
        yield return PageCase.Same(null, "/chapters?q=a");
        yield return new("/chapters?q={city}", null, $"/chapters?q={Uri.EscapeDataString(small.City)}", $"/chapters?q={Uri.EscapeDataString(large.City)}");
        yield return PageCase.Same(null, "/chapters?q=nothingatall");
        yield return PageCase.Same(null, "/chapters?language=en");
        var (a, b) = Alike(small.Countries, large.Countries);
        yield return new("/chapters?country={as many}", null, $"/chapters?country={a}", $"/chapters?country={b}");
        yield return new("/chapters?country={most}, small: /chapters", null, "/chapters", $"/chapters?country={large.Countries[large.Countries.Keys.Max()]}");
        (a, b) = Alike(small.Near, large.Near);
        yield return new("/chapters?near={as many}&km=500", null, $"/chapters?near={Uri.EscapeDataString(a)}&km=500", $"/chapters?near={Uri.EscapeDataString(b)}&km=500");
        yield return new("/chapters?near={most}&km=500, small: /chapters?q=a", null, "/chapters?q=a", $"/chapters?near={Uri.EscapeDataString(large.CrowdedCity)}&km=500");
        yield return new("/chapters/{largest}", null, $"/chapters/{small.First}", $"/chapters/{large.First}");
        yield return new("/chapters/{middle}", null, $"/chapters/{small.Middle}", $"/chapters/{large.Middle}");
        yield return new("/chapters/{largest}/announcements", null, $"/chapters/{small.First}/announcements", $"/chapters/{large.First}/announcements");
        yield return PageCase.Same(null, "/events");
        yield return PageCase.Same(null, "/events →2");
        yield return PageCase.Same(null, "/events?q=evening");
        yield return PageCase.Same(null, "/events?q=nothingatall");
        (a, b) = Alike(small.EventCountries, large.EventCountries);
        yield return new("/events?country={as many}", null, $"/events?country={a}", $"/events?country={b}");
        yield return new("/events?country={most}, small: /events", null, "/events", $"/events?country={large.EventCountries[large.EventCountries.Keys.Max()]}");
        yield return PageCase.Same(null, "/events?online=true");
        yield return new("/events/{slug}", null, $"/events/{small.Event}", $"/events/{large.Event}");
        yield return PageCase.Same(null, "/blog");
        yield return new("/blog/{slug}", null, $"/blog/{small.Blog}", $"/blog/{large.Blog}");
    }

    private static IEnumerable<PageCase> Feeds(Landmarks small, Landmarks large)
    {
        yield return PageCase.Same(null, "/blog/feed.xml");
        yield return PageCase.Same(null, "/chapters.geojson");
        yield return PageCase.Same(null, "/calendar.ics");
        yield return new("/chapters/{largest}/calendar.ics", null, $"/chapters/{small.First}/calendar.ics", $"/chapters/{large.First}/calendar.ics");
        yield return new("/chapters/{largest}/feed.xml", null, $"/chapters/{small.First}/feed.xml", $"/chapters/{large.First}/feed.xml");
    }

    private static IEnumerable<PageCase> Members(Landmarks small, Landmarks large)
    {
        yield return PageCase.Same("Max", "/my");
        yield return PageCase.Same("Max", "/my/mail");
        yield return PageCase.Same("Max", "/chapters");
        yield return new("/chapters/{largest}", "Max", $"/chapters/{small.First}", $"/chapters/{large.First}");
        yield return new("/events/{slug}", "Max", $"/events/{small.Event}", $"/events/{large.Event}");
        yield return PageCase.Same("Lena", "/my");
        yield return PageCase.Same("Lena", "/lead");
        foreach (var below in new[] { "", "/events", "/events →2", "/events/{crowd}", "/events/{crowd}/attendees", "/events/{crowd}/attendees →2", "/events/{crowd}/check-in", "/announcements", "/announcements/{latest}", "/organizers" })
            yield return new($"/lead/{{largest}}{below}", "Lena", Desk(small, below), Desk(large, below));
    }

    private static IEnumerable<PageCase> Staff(Landmarks small, Landmarks large)
    {
        foreach (var path in new[] { "/staff", "/staff/chapters", "/staff/chapters?view=asleep", "/staff/requests", "/staff/requests?view=organizers", "/staff/requests?view=fulfilment", "/staff/requests?view=reports", "/staff/requests?view=ended", "/staff/requests?view=ended →2", "/staff/posts", "/staff/posts?view=published", "/staff/licences", "/staff/announcements", "/staff/announcements?view=sent" })
            yield return PageCase.Same("Aino", path);
        yield return new("/staff/requests/{reference}", "Aino", $"/staff/requests/{small.Reference}", $"/staff/requests/{large.Reference}");
        yield return new("/staff/posts/{id}", "Aino", $"/staff/posts/{small.Post}", $"/staff/posts/{large.Post}");
        yield return new("/staff/announcements/{id}", "Aino", $"/staff/announcements/{small.Waiting}", $"/staff/announcements/{large.Waiting}");
        foreach (var path in new[] { "/staff", "/staff/payments", "/staff/payments?view=done", "/staff/payments?view=done →2", "/staff/payments?view=register", "/staff/budgets" })
            yield return PageCase.Same("Finn", path);
        yield return new("/staff/payments/{id}", "Finn", $"/staff/payments/{small.Payment}", $"/staff/payments/{large.Payment}");
        foreach (var path in new[] { "/staff", "/staff/parcels", "/staff/parcels?view=done", "/staff/swag" })
            yield return PageCase.Same("Pia", path);
        yield return new("/staff/parcels/{id}", "Pia", $"/staff/parcels/{small.Parcel}", $"/staff/parcels/{large.Parcel}");
        foreach (var path in new[] { "/staff", "/staff/history", "/staff/history?Subject=SponsorshipRequest", "/staff/outbox", "/staff/outbox →2", "/staff/outbox?State=Failed", "/staff/outbox?Kind=NextDateAnnounced", "/staff/outbox?Address=m1", "/staff/people" })
            yield return PageCase.Same("Sam", path);
    }

    private static string Desk(Landmarks at, string below) =>
        $"/lead/{at.First}{below.Replace("{crowd}", at.Crowd, StringComparison.Ordinal).Replace("{latest}", at.Mine.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}";

    // The largest number of rows that both databases can show with such a filter.
    private static (string Small, string Large) Alike(IReadOnlyDictionary<int, string> small, IReadOnlyDictionary<int, string> large)
    {
        var rows = small.Keys.Where(large.ContainsKey).Max();
        return (small[rows], large[rows]);
    }
}
