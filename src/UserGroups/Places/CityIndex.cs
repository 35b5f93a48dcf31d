using UserGroups.Shared;

namespace UserGroups.Places;

/// <summary>
/// The cities of the world, in memory: search by name, by number, by place. A singleton that does nothing until it is first asked; then it reads
/// the embedded files once. Safe from any number of threads.
/// </summary>
public sealed class CityIndex
{
    /// <summary>Most results of <see cref="Search"/>.</summary>
    public const int MaxResults = 20;

    private readonly Lazy<City[]> _cities = new(CityFile.ReadCities);
    private readonly Lazy<CityNames> _names;
    private readonly Lazy<CityTree> _tree;
    private readonly Lazy<(int[] Ids, int[] Places)> _ids;

    /// <summary>Does no work.</summary>
    public CityIndex()
    {
        _names = new(() => new CityNames(_cities.Value, FindPlace));
        _tree = new(() => new CityTree(_cities.Value));
        _ids = new(() =>
        {
            var ids = Array.ConvertAll(_cities.Value, city => city.GeonameId);
            var places = Enumerable.Range(0, ids.Length).ToArray();
            Array.Sort(ids, places);
            return (ids, places);
        });
    }

    /// <summary>All cities, largest first.</summary>
    public IReadOnlyList<City> All => _cities.Value;

    /// <summary>
    /// Cities whose name has words that begin with the words typed, without regard to case and accents ("sao pau", "york new", "kobenhavn"); words after the
    /// first may also begin the province's or country's name ("springfield ill"). Whole names come first, then names that begin so, then
    /// the rest, the larger city first among equals.
    /// </summary>
    /// <param name="text">What was typed; only the first 100 characters count.</param>
    /// <param name="limit">Results wanted, held between 1 and <see cref="MaxResults"/>.</param>
    /// <returns>Empty when there is no letter or digit in the text.</returns>
    public IReadOnlyList<City> Search(string? text, int limit = MaxResults)
    {
        var words = SearchText.Words(text is { Length: > 100 } ? text[..100] : text);
        return words.Count == 0 ? [] : _names.Value.Search(words, Math.Clamp(limit, 1, MaxResults));
    }

    /// <summary>The city of a GeoNames number, or null.</summary>
    public City? FindById(int geonameId) => FindPlace(geonameId) is { } place ? _cities.Value[place] : null;

    /// <summary>The nearest city by great circle, across the antimeridian and the poles too; of two equally near the larger.</summary>
    /// <exception cref="RuleException">Not a point on the Earth.</exception>
    public CityNearby Nearest(double latitude, double longitude)
    {
        Coordinates.Check(latitude, longitude);
        return _tree.Value.Nearest(latitude, longitude);
    }

    /// <summary>All cities within a distance, nearest first.</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="km">Radius in kilometres, 0 or more; the rim belongs to it.</param>
    /// <exception cref="RuleException">Not a point on the Earth, or not a distance.</exception>
    public IReadOnlyList<CityNearby> Within(double latitude, double longitude, double km)
    {
        Coordinates.Check(latitude, longitude);
        if (!(km >= 0 && double.IsFinite(km)))
            throw new RuleException("A distance is a number of kilometres, 0 or more.", "Km");
        return _tree.Value.Within(latitude, longitude, km);
    }

    private int? FindPlace(int geonameId)
    {
        var (ids, places) = _ids.Value;
        var found = Array.BinarySearch(ids, geonameId);
        return found < 0 ? null : places[found];
    }
}
