using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>A user group: independent, run by customers, helped by the vendor.</summary>
public sealed class Chapter : IHasId
{
    public const int NameLength = 80;
    public const int FocusLength = 120;
    public const int WhyLength = 2000;

    private Chapter()
    {
    }

    /// <summary>A first draft; everything else is filled in by <see cref="Describe"/> before it is submitted.</summary>
    /// <param name="name">Name as people know it.</param>
    /// <param name="slug">Its address; stays for good.</param>
    /// <param name="createdAt">UTC.</param>
    public Chapter(string name, string slug, DateTime createdAt)
    {
        Slug = slug;
        CreatedAt = createdAt;
        Rename(name);
    }

    public long Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Name, city and country, normalised for search (<see cref="SearchText"/>).</summary>
    public string SearchName { get; private set; } = "";

    public ChapterState State { get; private set; } = ChapterState.Draft;

    /// <summary>GeoNames number of the city; null for a chapter that only meets online.</summary>
    public int? CityId { get; private set; }

    public string CityName { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2, empty for a chapter that only meets online.</summary>
    public string CountryCode { get; private set; } = "";

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    /// <summary>IANA.</summary>
    public string TimeZone { get; private set; } = "Etc/UTC";

    /// <summary>A key of <see cref="Regions"/>; what staff roles and budgets are limited by.</summary>
    public string Region { get; private set; } = "online";

    /// <summary>ISO 639-1.</summary>
    public string Language { get; private set; } = "en";

    public string Focus { get; private set; } = "";

    public string Why { get; private set; } = "";

    /// <summary>The group's own page elsewhere, if it has one.</summary>
    public string? Website { get; private set; }

    public DateOnly? ExpectedFirstMeetup { get; private set; }

    public long? AppliedById { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SubmittedAt { get; private set; }

    public DateTime? ActiveSince { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>When a decision on the application is due.</summary>
    public DecisionClock? Clock { get; private set; }

    /// <summary>What staff asked to be changed, or why they declined.</summary>
    public string? DecisionReason { get; private set; }

    /// <summary>Start of the latest published event that is over or coming; what health is counted from.</summary>
    public DateTime? LastEventAt { get; private set; }

    /// <summary>Members now; kept by joining and leaving.</summary>
    public int MemberCount { get; private set; }

    /// <summary>A test chapter stays out of directory, search, mail and figures.</summary>
    public bool IsTest { get; private set; }

    public int Version { get; private set; }

    /// <summary>Seen by everybody: the directory, the page, the feeds.</summary>
    public bool IsPublic => State is ChapterState.Active or ChapterState.Dormant or ChapterState.Retired;

    public void Rename(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameLength)
            throw new RuleException($"A name has 1 to {NameLength} characters.", "Name");
        Name = name;
        Touch();
    }

    /// <summary>Where it meets; null when only online.</summary>
    public void PlaceIn(City? city)
    {
        CityId = city?.GeonameId;
        CityName = city?.Name ?? "Online";
        CountryCode = city?.CountryCode ?? "";
        Latitude = city?.Latitude;
        Longitude = city?.Longitude;
        TimeZone = city?.TimeZone ?? "Etc/UTC";
        Region = city is null ? "online" : Regions.OfCountry(city.CountryCode);
        Touch();
    }

    private void Touch()
    {
        SearchName = SearchText.Normalise($"{Name} {CityName} {(CountryCode.Length == 0 ? "" : Countries.Name(CountryCode))}", 300);
        Version++;
    }
}
