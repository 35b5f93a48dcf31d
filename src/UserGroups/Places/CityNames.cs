using System.Text;
using UserGroups.Shared;

namespace UserGroups.Places;

/// <summary>
/// All names of all cities, folded, in one string: "\n sao paulo\n new york city\n…", each word after a blank. Looking for " sao" in it with the
/// vectorised IndexOf takes some tens of microseconds and needs no more memory than the names themselves.
/// </summary>
internal sealed class CityNames
{
    private readonly City[] _cities;
    private readonly string _text;
    private readonly int[] _starts;
    private readonly int[] _places;

    public CityNames(City[] cities, Func<int, int?> placeOf)
    {
        _cities = cities;
        var text = new StringBuilder(cities.Length * 12);
        var starts = new List<int>(cities.Length + 300);
        var places = new List<int>(cities.Length + 300);
        for (var place = 0; place < cities.Length; place++)
            Add(cities[place].Name, place);
        foreach (var (id, name) in CityFile.ReadNames())
            Add(name, placeOf(id) ?? throw new InvalidDataException($"city-names.csv: {id} is no city."));
        text.Append('\n');
        _text = text.ToString();
        _starts = [.. starts];
        _places = [.. places];

        void Add(string name, int place)
        {
            starts.Add(text.Length);
            places.Add(place);
            text.Append('\n');
            foreach (var word in SearchText.Words(name))
                text.Append(' ').Append(word);
        }
    }

    public IReadOnlyList<City> Search(IReadOnlyList<string> words, int limit)
    {
        // Rank × number of cities + place: places are by falling population, so one number sorts by rank, then size.
        var best = new SortedSet<long>();
        var seen = new Dictionary<int, long>();
        var needle = " " + words[0];
        for (var at = _text.IndexOf(needle, StringComparison.Ordinal); at >= 0; at = _text.IndexOf(needle, at + 1, StringComparison.Ordinal))
        {
            var entry = Entry(at);
            var place = _places[entry];
            if (Rank(entry, words) is not { } rank)
                continue;
            var order = ((long)rank * _cities.Length) + place;
            if (seen.TryGetValue(place, out var before))
            {
                if (before <= order)
                    continue;
                best.Remove(before);
            }
            seen[place] = order;
            best.Add(order);
            if (best.Count > limit)
                best.Remove(best.Max);
        }
        return [.. best.Select(order => _cities[order % _cities.Length])];
    }

    private int Entry(int at)
    {
        var found = Array.BinarySearch(_starts, at);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>0: the whole name · 1: its first words whole · 2: it begins so · 3: words somewhere in it · 4: with province or country; null: no match.</summary>
    private int? Rank(int entry, IReadOnlyList<string> words)
    {
        var end = entry + 1 < _starts.Length ? _starts[entry + 1] : _text.Length - 1;
        var name = _text.AsSpan(_starts[entry] + 1, end - _starts[entry] - 1);
        var typed = " " + string.Join(' ', words);
        if (name.StartsWith(typed, StringComparison.Ordinal))
        {
            if (name.Length == typed.Length)
                return 0;
            return name[typed.Length] == ' ' ? 1 : 2;
        }
        var elsewhere = 0;
        foreach (var word in words)
        {
            if (name.Contains(" " + word, StringComparison.Ordinal))
                continue;
            if (!InRegion(_cities[_places[entry]], word))
                return null;
            elsewhere++;
        }
        return elsewhere == 0 ? 3 : 4;
    }

    private static bool InRegion(City city, string word) =>
        city.CountryCode.Equals(word, StringComparison.OrdinalIgnoreCase)
        || SearchText.Words(city.Admin1).Concat(SearchText.Words(city.Country)).Any(part => part.StartsWith(word, StringComparison.Ordinal));
}
