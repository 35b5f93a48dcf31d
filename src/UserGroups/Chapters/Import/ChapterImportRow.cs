using System.Globalization;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Chapters.Import;

/// <summary>A row of the file of groups, checked: what it says, and the city it lies by.</summary>
internal sealed record ChapterImportRow(int Line, string Name, string Key, string? Website, City? City, double? Latitude, double? Longitude)
{
    public static readonly IReadOnlyList<string> Required = ["name", "latitude", "longitude"];
    public static readonly IReadOnlyList<string> Optional = ["region", "country", "url", "virtual"];

    /// <summary>A group farther than this from every city of the list has its coordinates wrong (exchanged, or 0, 0).</summary>
    public const double FarthestKm = 300;

    /// <exception cref="RuleException">Something in the row cannot be so.</exception>
    public static ChapterImportRow Read(CsvRow row, CityIndex cities)
    {
        var name = Checked.Line(row["name"], Chapter.NameLength, "name", "The name is missing.");
        var website = Checked.Website(row["url"], "url");
        if (IsYes(row["virtual"], "virtual"))
        {
            return row["latitude"].Length + row["longitude"].Length > 0
                ? throw new RuleException("A virtual group has no latitude and longitude.", "latitude")
                : new ChapterImportRow(row.Line, name, KeyOf(name), website, null, null, null);
        }

        var (latitude, longitude) = (Degrees(row["latitude"], "latitude"), Degrees(row["longitude"], "longitude"));
        Coordinates.Check(latitude, longitude);
        var nearest = cities.Nearest(latitude, longitude);
        if (nearest.Km > FarthestKm)
            throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"The nearest city, {nearest.City.Label}, is {nearest.Km:0} km from {latitude}, {longitude}. Are latitude and longitude exchanged?"), "latitude");
        return new ChapterImportRow(row.Line, name, KeyOf(name), website, nearest.City, latitude, longitude);
    }

    /// <summary>By what a row is known again, and by what a row of events names its group.</summary>
    public static string KeyOf(string name) => SearchText.Normalise(name, Chapter.ImportKeyLength);

    public static bool IsYes(string cell, string column) => cell.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => true,
        "" or "FALSE" or "NO" or "0" => false,
        _ => throw new RuleException($"The column “{column}” says true or false, not “{Short(cell)}”.", column),
    };

    private static double Degrees(string cell, string column)
    {
        if (cell.Length == 0)
            throw new RuleException($"The {column} is missing. A group that meets only online says “true” under “virtual”.", column);
        return double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            ? degrees
            : throw new RuleException($"The {column} “{Short(cell)}” is not a number of degrees such as 59.9139.", column);
    }

    private static string Short(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}
