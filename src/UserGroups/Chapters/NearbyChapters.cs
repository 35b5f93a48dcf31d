using Microsoft.EntityFrameworkCore;
using UserGroups.Places;

namespace UserGroups.Chapters;

/// <summary>A chapter and how far it is.</summary>
public sealed record NearbyChapter(long Id, string Slug, string Name, string CityName, string CountryCode, ChapterState State, int MemberCount, string Focus, DateTime? LastEventAt, double Km)
{
    public string Place => Chapter.PlaceOf(CityName, CountryCode);
}

public static class NearbyChapters
{
    /// <summary>The listed chapters within a distance, nearest first.</summary>
    /// <param name="chapters">Already filtered.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="km">Radius.</param>
    /// <param name="limit">Most results.</param>
    public static async Task<IReadOnlyList<NearbyChapter>> WithinAsync(
        this IQueryable<Chapter> chapters, double latitude, double longitude, double km, int limit, CancellationToken cancel = default)
    {
        var inBox = await chapters.AsNoTracking().Nearby(latitude, longitude, km)
            .Select(c => new { c.Id, c.Slug, c.Name, c.CityName, c.CountryCode, c.State, c.MemberCount, c.Focus, c.LastEventAt, c.Latitude, c.Longitude })
            .ToListAsync(cancel);
        return [.. inBox
            .Select(c => new NearbyChapter(c.Id, c.Slug, c.Name, c.CityName, c.CountryCode, c.State, c.MemberCount, c.Focus, c.LastEventAt, Distance.Km(latitude, longitude, c.Latitude!.Value, c.Longitude!.Value)))
            .Where(c => c.Km <= km).OrderBy(c => c.Km).ThenBy(c => c.Id).Take(limit)];
    }
}
