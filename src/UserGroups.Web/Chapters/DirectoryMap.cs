using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Places;

namespace UserGroups.Web.Chapters;

/// <summary>
/// The map over the directory. The whole world is drawn once a minute, because every visitor asks for it and it needs every chapter; a
/// filtered one is drawn from what the filter leaves.
/// </summary>
public sealed class DirectoryMap(TimeProvider time)
{
    private const int MostDots = 150;

    /// <summary>Of so many that a filter leaves, by name, the largest are drawn: sorting all would read all, and a map this dense looks the same.</summary>
    private const int MostCandidates = 300;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private Drawn? world;
    private Facets? facets;

    /// <summary>Countries and languages there are to choose from; a minute old at most, because finding them reads every chapter.</summary>
    public async ValueTask<(IReadOnlyList<string> Countries, IReadOnlyList<string> Languages)> FacetsAsync(IQueryable<Chapter> chapters, CancellationToken cancel)
    {
        var seen = Volatile.Read(ref facets);
        if (seen is null || time.GetElapsedTime(seen.At) >= MaxAge)
        {
            var countries = await chapters.Where(c => c.CountryCode != "").Select(c => c.CountryCode).Distinct().ToListAsync(cancel);
            var languages = await chapters.Select(c => c.Language).Distinct().ToListAsync(cancel);
            Volatile.Write(ref facets, seen = new Facets(countries, languages, time.GetTimestamp()));
        }

        return (seen.Countries, seen.Languages);
    }

    public async ValueTask<string> DrawAsync(IQueryable<Chapter> chapters, bool isWhole, CancellationToken cancel)
    {
        var seen = Volatile.Read(ref world);
        if (isWhole && seen is not null && time.GetElapsedTime(seen.At) < MaxAge)
            return seen.Svg;
        var drawn = isWhole ? chapters : chapters.OrderBy(c => c.SortName).ThenBy(c => c.Id).Take(MostCandidates);
        var dots = await drawn.AsNoTracking().Where(c => c.Latitude != null && c.Longitude != null).OrderByDescending(c => c.MemberCount).ThenBy(c => c.Id)
            .Select(c => new { c.Slug, c.Name, c.CityName, c.CountryCode, c.Latitude, c.Longitude }).Take(isWhole ? int.MaxValue : MostDots).ToListAsync(cancel);
        var places = dots.ToDictionary(d => $"/chapters/{d.Slug}", d => Chapter.PlaceOf(d.CityName, d.CountryCode), StringComparer.Ordinal);
        var svg = WorldMap.Svg(
            [.. dots.Select(d => new MapDot(d.Latitude!.Value, d.Longitude!.Value, $"{d.Name}, {d.CityName}", $"/chapters/{d.Slug}"))],
            new WorldMapOptions
            {
                Title = "Where the groups are",
                IdPrefix = "groups",
                MaxBytes = 45_000,
                CropToDots = !isWhole,
                ClusterHref = cluster => $"/chapters?near={Uri.EscapeDataString(places[cluster.Dots[0].Href!])}&km=500",
            });
        if (isWhole)
            Volatile.Write(ref world, new Drawn(svg, time.GetTimestamp()));
        return svg;
    }

    private sealed record Facets(IReadOnlyList<string> Countries, IReadOnlyList<string> Languages, long At);

    private sealed record Drawn(string Svg, long At);
}
