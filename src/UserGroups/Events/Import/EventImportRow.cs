using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using UserGroups.Chapters;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Events.Import;

/// <summary>How an event of the list lies in the day: the list has dates only.</summary>
/// <param name="Start">On the clocks of the place.</param>
/// <param name="Minutes">How long it lasts; for an event of several days, on its last day.</param>
public sealed record ImportedTimes(TimeOnly Start, int Minutes)
{
    public static readonly ImportedTimes Usual = new(new TimeOnly(18, 30), 120);
}

/// <summary>A row of the file of events, checked.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Chapter">Number of its group.</param>
/// <param name="Key">By what it is known again.</param>
/// <param name="Details">The event.</param>
/// <param name="ZoneOfGroup">True when the city is not in the list of cities, so that the group's time zone was taken.</param>
internal sealed record EventImportRow(int Line, long Chapter, string Key, EventDetails Details, bool ZoneOfGroup)
{
    public static readonly IReadOnlyList<string> Required = ["chapter", "title", "starts_on"];
    public static readonly IReadOnlyList<string> Optional = ["summary", "ends_on", "city", "country_code", "online", "language", "url"];

    /// <exception cref="RuleException">Something in the row cannot be so.</exception>
    public static EventImportRow Read(CsvRow row, ImportedChapters chapters, ImportedCities cities, ImportedTimes times)
    {
        var chapter = chapters.Find(row["chapter"]);
        var (starts, ends) = (Date(row["starts_on"], "starts_on"), row["ends_on"].Length == 0 ? (DateOnly?)null : Date(row["ends_on"], "ends_on"));
        if (ends < starts)
            throw new RuleException($"It ends on {row["ends_on"]}, before it begins on {row["starts_on"]}.", "ends_on");
        var country = row["country_code"];
        if (country.Length > 0 && (country.Length != 2 || !Countries.IsKnown(country)))
            throw new RuleException($"The country code “{Short(country)}” is not one of ISO 3166 with two letters.", "country_code");
        if (row["language"].Length is 1 or > 3)
            throw new RuleException($"The language “{Short(row["language"])}” is not a code of two letters.", "language");
        var online = Chapters.Import.ChapterImportRow.IsYes(row["online"], "online");
        var city = online ? null : cities.Find(row["city"], country);
        var details = new EventDetails
        {
            Title = row["title"],
            Summary = row["summary"],
            Body = Link(row["url"]),
            Mode = online ? EventMode.Online : EventMode.InPerson,
            Date = starts,
            Time = times.Start,
            DurationMinutes = times.Minutes + (((ends ?? starts).DayNumber - starts.DayNumber) * 24 * 60),
            TimeZone = city?.TimeZone ?? chapter.TimeZone,
            Venue = online ? "" : row["city"].Length > 0 ? row["city"] : chapter.CityName,
        };
        return new EventImportRow(row.Line, chapter.Id, KeyOf(chapter.Key, row), details, !online && city is null);
    }

    // Everything that tells two rows apart: several talks of one conference are several rows with one title and date.
    private static string KeyOf(string chapterKey, CsvRow row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', chapterKey, row["title"], row["starts_on"], row["url"], row["summary"]))));

    private static DateOnly Date(string cell, string column) =>
        DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new RuleException(cell.Length == 0 ? $"The column “{column}” is empty." : $"“{Short(cell)}” under “{column}” is not a date such as 2026-03-20.", column);

    private static string Link(string url)
    {
        if (url.Length == 0)
            return "";
        return url.Length <= GroupEvent.LinkLength && Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>')
            ? $"More about it: <{url}>"
            : throw new RuleException($"“{Short(url)}” under “url” is not an address that begins with https://.", "url");
    }

    private static string Short(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}

/// <summary>Cities by the name a row calls them. Lists name few cities often, so each is searched once.</summary>
internal sealed class ImportedCities(CityIndex cities)
{
    private readonly Dictionary<(string Name, string Country), City?> found = [];

    /// <summary>The city of this name in the country, the largest where there are several; null when the list of cities has none.</summary>
    public City? Find(string name, string country)
    {
        if (name.Length == 0)
            return null;
        if (!found.TryGetValue((name, country), out var city))
            found[(name, country)] = city = Search(name, country);
        return city;
    }

    private City? Search(string name, string country)
    {
        var there = cities.Search(name).Where(c => country.Length == 0 || string.Equals(c.CountryCode, country, StringComparison.OrdinalIgnoreCase)).ToList();
        return there.Find(c => SearchText.Normalise(c.Name) == SearchText.Normalise(name)) ?? there.FirstOrDefault();
    }
}

/// <summary>A group that rows of events may name.</summary>
internal sealed record ImportedChapter(long Id, string Key, string SortName, string CityName, string TimeZone);

/// <summary>Groups by the name a row calls them: that of their own list, or today's.</summary>
internal sealed class ImportedChapters
{
    private readonly Dictionary<string, ImportedChapter> byName = new(StringComparer.Ordinal);

    public ImportedChapters(IReadOnlyList<ImportedChapter> chapters)
    {
        foreach (var one in chapters)
            byName.TryAdd(one.SortName, one);
        // The name of the list has the last word: the group may have been renamed since.
        foreach (var one in chapters.Where(c => c.Key != c.SortName))
            byName[one.Key] = one;
    }

    /// <exception cref="RuleException">There is none of this name.</exception>
    public ImportedChapter Find(string name)
    {
        if (name.Length == 0)
            throw new RuleException("The column “chapter” is empty.", "chapter");
        return byName.GetValueOrDefault(Chapters.Import.ChapterImportRow.KeyOf(name)) ?? throw new RuleException($"There is no group called “{(name.Length <= Chapter.NameLength ? name : name[..Chapter.NameLength] + "…")}”. Import the groups first.", "chapter");
    }
}
