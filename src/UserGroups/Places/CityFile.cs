using System.Globalization;
using System.Reflection;

namespace UserGroups.Places;

/// <summary>
/// Reads the embedded data. The files are ours and known to be plain (quotes only round "Washington, D.C."), so they are cut in place: the general CSV
/// reader would take several times as long for 23,354 rows, and this is on the way to the first page.
/// </summary>
internal static class CityFile
{
    public static City[] ReadCities()
    {
        var cities = new List<City>(24_000);
        // Provinces, countries and zones repeat thousands of times: one string each.
        var pool = new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var text = Text("cities.csv");
        Span<Range> fields = stackalloc Range[9];
        foreach (var line in Lines(text))
        {
            var row = text.AsSpan(line);
            var name = Name(ref row, out var id);
            if (row.Split(fields, ',') != 6)
                throw new InvalidDataException($"cities.csv: a row has not 8 fields: {row}");
            cities.Add(new City(
                id, name, Pooled(row[fields[0]]), Pooled(row[fields[1]]), Number(row[fields[2]]), Number(row[fields[3]]),
                int.Parse(row[fields[4]], NumberStyles.None, CultureInfo.InvariantCulture), Pooled(row[fields[5]])));
        }
        return [.. cities];

        string Pooled(ReadOnlySpan<char> value)
        {
            if (!pool.TryGetValue(value, out var known))
                pool[value] = known = value.ToString();
            return known;
        }
    }

    /// <summary>Pairs of a city's id and another name for it.</summary>
    public static List<(int GeonameId, string Name)> ReadNames()
    {
        var names = new List<(int, string)>();
        var text = Text("city-names.csv");
        foreach (var line in Lines(text))
        {
            var row = text.AsSpan(line);
            var comma = row.IndexOf(',');
            names.Add((int.Parse(row[..comma], NumberStyles.None, CultureInfo.InvariantCulture), row[(comma + 1)..].ToString()));
        }
        return names;
    }

    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<Range> Lines(string text)
    {
        for (var start = text.IndexOf('\n', StringComparison.Ordinal) + 1; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            if (end > start)
                yield return start..end;
            start = end + 1;
        }
    }

    private static string Name(ref ReadOnlySpan<char> row, out int id)
    {
        var comma = row.IndexOf(',');
        id = int.Parse(row[..comma], NumberStyles.None, CultureInfo.InvariantCulture);
        row = row[(comma + 1)..];
        var quoted = row.StartsWith('"');
        var end = quoted ? row.IndexOf("\",", StringComparison.Ordinal) : row.IndexOf(',');
        var name = row[(quoted ? 1 : 0)..end].ToString();
        row = row[(end + (quoted ? 2 : 1))..];
        return name;
    }

    private static double Number(ReadOnlySpan<char> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
