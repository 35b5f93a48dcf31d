using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>What to look for in the directory, as it stands in the address.</summary>
public sealed class DirectoryFilter
{
    public static readonly IReadOnlyList<int> Distances = [25, 50, 100, 250, 500];

    public string? Q { get; set; }

    public string? Country { get; set; }

    public string? Language { get; set; }

    /// <summary>A place in words.</summary>
    public string? Near { get; set; }

    /// <summary>One of <see cref="Distances"/>; anything else counts as 100.</summary>
    public int? Km { get; set; }

    public int Within => Km is int km && Distances.Contains(km) ? km : 100;

    /// <summary>Only groups whose next date is announced.</summary>
    public bool Next { get; set; }

    public string? After { get; set; }

    public string? Before { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Q) && string.IsNullOrWhiteSpace(Country) && string.IsNullOrWhiteSpace(Language) && string.IsNullOrWhiteSpace(Near) && !Next;

    /// <summary>All but the distance, which needs a place.</summary>
    public IQueryable<Chapter> Apply(IQueryable<Chapter> chapters, DateTime now)
    {
        foreach (var word in SearchText.Words(Q is { Length: > 100 } ? Q[..100] : Q).Take(6))
            chapters = chapters.Where(c => c.SearchName.Contains(word));
        if (!string.IsNullOrWhiteSpace(Country))
            chapters = chapters.Where(c => c.CountryCode == Country);
        if (!string.IsNullOrWhiteSpace(Language))
            chapters = chapters.Where(c => c.Language == Language);
        return Next ? chapters.Where(c => c.LastEventAt > now) : chapters;
    }
}

/// <summary>A chapter in the directory.</summary>
public sealed record ChapterRow(string Slug, string Name, string CityName, string CountryCode, ChapterState State, int MemberCount, DateTime? LastEventAt, IReadOnlyList<string> Organizers)
{
    /// <summary>How a row is read; leads first, hosts not at all.</summary>
    public static readonly Expression<Func<Chapter, ChapterRow>> Shape = c => new ChapterRow(
        c.Slug, c.Name, c.CityName, c.CountryCode, c.State, c.MemberCount, c.LastEventAt,
        c.Organizers.Where(o => o.Role != OrganizerRole.Host).OrderBy(o => o.Id).Select(o => o.Person.Name).ToList());

    public double? Km { get; init; }

    public ChapterTeaser Teaser(DateTime now)
    {
        var facts = new List<string> { Chapter.PlaceOf(CityName, CountryCode) };
        if (Km is double km)
            facts.Add(ChapterWords.Km(km));
        if (MemberCount > 0)
            facts.Add(ChapterWords.Members(MemberCount));
        var news = State == ChapterState.Dormant ? "Dormant: could it be yours?" : LastEventAt > now ? "The next meetup is announced" : null;
        return new ChapterTeaser(Name, string.Join(" · ", facts), $"/chapters/{Slug}", Slug, news, [.. Organizers.Take(3)]);
    }
}

/// <summary>The directory.</summary>
/// <param name="Near">The place distances are counted from, when one was found.</param>
/// <param name="OtherPlaces">Other places of that name.</param>
/// <param name="More">More groups are near than the page shows.</param>
public sealed record DirectoryPage(
    DirectoryFilter Filter, PageOf<ChapterTeaser> Rows, City? Near, IReadOnlyList<City> OtherPlaces, bool More, IReadOnlyList<(string Code, string Name)> Countries,
    IReadOnlyList<(string Code, string Name)> Languages, string? Map)
{
    public bool PlaceIsUnknown => !string.IsNullOrWhiteSpace(Filter.Near) && Near is null;
}

/// <summary>Reads the directory: by name, or by distance from a place.</summary>
public sealed class DirectoryReader(IQueryable<Chapter> all, CityIndex cities, DirectoryMap map, DateTime now)
{
    private const int PageSize = 24;
    private static readonly KeysetOrder<Chapter, string, long> ByName = KeysetOrder.By((Chapter c) => c.SortName, c => c.Id);

    public async Task<DirectoryPage> ReadAsync(DirectoryFilter filter, CancellationToken cancel)
    {
        var found = filter.Apply(all, now);
        var places = string.IsNullOrWhiteSpace(filter.Near) ? [] : cities.Search(filter.Near, 5);
        var near = places.Count > 0 ? places[0] : null;
        var km = filter.Within;
        PageOf<ChapterTeaser> rows;
        var more = false;
        if (near is not null)
        {
            found = found.Nearby(near.Latitude, near.Longitude, km);
            (rows, more) = await NearestAsync(found, near, km, cancel);
        }
        else if (string.IsNullOrWhiteSpace(filter.Near))
        {
            // Names of organizers by a look-up of their own: one query would read those of all groups first.
            rows = (await found.AsNoTracking().AsSplitQuery().ToPageAsync(ByName, ChapterRow.Shape, filter.After ?? filter.Before, PageSize, cancel)).Map(r => r.Teaser(now));
        }
        else
        {
            rows = new PageOf<ChapterTeaser>([], null, null);
        }

        var (countries, languages) = await map.FacetsAsync(all, cancel);
        var svg = rows.Items.Count == 0 ? null : await map.DrawAsync(found, filter.IsEmpty, cancel);
        return new DirectoryPage(
            filter, rows, near, [.. places.Skip(1)], more,
            [.. countries.Select(c => (c, Places.Countries.Name(c))).OrderBy(c => c.Item2, StringComparer.CurrentCulture)],
            [.. languages.Select(l => (l, UserGroups.Chapters.Languages.Name(l))).OrderBy(l => l.Item2, StringComparer.CurrentCulture)], svg);
    }

    private async Task<(PageOf<ChapterTeaser> Rows, bool More)> NearestAsync(IQueryable<Chapter> found, City near, int km, CancellationToken cancel)
    {
        var nearest = await found.WithinAsync(near.Latitude, near.Longitude, km, PageSize * 2 + 1, cancel);
        var shown = nearest.Take(PageSize * 2).ToList();
        var ids = shown.ConvertAll(n => n.Id);
        var rows = await all.AsNoTracking().AsSplitQuery().Where(c => ids.Contains(c.Id)).Select(ChapterRow.Shape).ToDictionaryAsync(r => r.Slug, cancel);
        return (new PageOf<ChapterTeaser>([.. shown.Where(n => rows.ContainsKey(n.Slug)).Select(n => (rows[n.Slug] with { Km = n.Km }).Teaser(now))], null, null), nearest.Count > shown.Count);
    }
}
