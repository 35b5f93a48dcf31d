using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>A user group: independent, run by customers, helped by the vendor. What happens to it over time stands in <c>ChapterSteps.cs</c>.</summary>
public sealed partial class Chapter : IHasId, IOnPublicPages
{
    public const int NameLength = 80;
    public const int FocusLength = 120;
    public const int WhyLength = 2000;
    public const int AboutLength = 6000;
    public const int WebsiteLength = 300;
    /// <summary>As long as a reason in the history may be.</summary>
    public const int ReasonLength = 1000;
    public const int ImportKeyLength = 160;

    private readonly List<Organizer> organizers = [];
    private readonly List<Criterion> criteria = [];

    private Chapter()
    {
    }

    /// <summary>A first draft; it has no address of its own until it is sent, so that nobody keeps a good name from others by beginning.</summary>
    /// <param name="name">Name as people know it.</param>
    /// <param name="appliedById">Who begins it, and leads it from now on.</param>
    /// <param name="createdAt">UTC.</param>
    public Chapter(string name, long appliedById, DateTime createdAt)
    {
        Slug = $"draft-{Guid.NewGuid():N}";
        CreatedAt = createdAt;
        AppliedById = appliedById;
        organizers.Add(new Organizer(this, appliedById, OrganizerRole.Lead, createdAt));
        Rename(name);
    }

    /// <summary>A group that exists already, brought over from a list: active from the day it is known since.</summary>
    /// <param name="name">Name as people know it.</param>
    /// <param name="slug">Its address.</param>
    /// <param name="city">Where it meets; null when only online.</param>
    /// <param name="activeSince">UTC.</param>
    public static Chapter Existing(string name, string slug, City? city, DateTime activeSince)
    {
        var chapter = new Chapter { Slug = slug, CreatedAt = activeSince, ActiveSince = activeSince, QuietSince = activeSince, State = ChapterState.Active };
        chapter.Rename(name);
        chapter.PlaceIn(city);
        return chapter;
    }

    /// <summary>A row of a list of groups that were there before the portal: active, with a place, and led by nobody here yet.</summary>
    /// <param name="name">Name as people know it.</param>
    /// <param name="slug">Its address.</param>
    /// <param name="importKey">By what the row is known again.</param>
    /// <param name="city">The nearest city; null when it only meets online.</param>
    /// <param name="latitude">Degrees north; null when it only meets online.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="website">Its own page, checked; or null.</param>
    /// <param name="now">UTC.</param>
    public static Chapter Imported(string name, string slug, string importKey, City? city, double? latitude, double? longitude, string? website, DateTime now)
    {
        var chapter = Existing(name, slug, null, now);
        chapter.PlaceIn(city, latitude, longitude);
        (chapter.ImportKey, chapter.Website) = (importKey, website);
        return chapter;
    }

    public long Id { get; private set; }

    /// <summary>By what a row of an imported list is known again; null for groups that did not come from one.</summary>
    public string? ImportKey { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The name as lists are ordered by it.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>Name, city, country and focus, normalised for search (<see cref="Shared.SearchText"/>).</summary>
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

    /// <summary>ISO 639-1, see <see cref="Languages"/>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The part of the product the group is about, in a few words.</summary>
    public string Focus { get; private set; } = "";

    public string Why { get; private set; } = "";

    /// <summary>What the organizers tell on the page, in Markdown.</summary>
    public string About { get; private set; } = "";

    /// <summary>The group's own page elsewhere, if it has one.</summary>
    public string? Website { get; private set; }

    public DateOnly? ExpectedFirstMeetup { get; private set; }

    public string CoOrganizerName { get; private set; } = "";

    public string CoOrganizerEmail { get; private set; } = "";

    /// <summary>Who applied; null for a group that was there before the portal.</summary>
    public long? AppliedById { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SubmittedAt { get; private set; }

    public DateTime? ActiveSince { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>Version of the code of conduct that was accepted.</summary>
    public string? ConductVersion { get; private set; }

    public DateTime? ConductAcceptedAt { get; private set; }

    /// <summary>When a decision on the application is due.</summary>
    public DecisionClock? Clock { get; private set; }

    /// <summary>What staff asked to be changed, or why they declined.</summary>
    public string? DecisionReason { get; private set; }

    public long? DecidedById { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Start of the latest published event, over or coming.</summary>
    public DateTime? LastEventAt { get; private set; }

    /// <summary>The later of becoming active and the latest event: what health is counted from.</summary>
    public DateTime? QuietSince { get; private set; }

    /// <summary>Members now; kept by joining and leaving.</summary>
    public int MemberCount { get; private set; }

    /// <summary>A test chapter stays out of directory, search, mail and figures.</summary>
    public bool IsTest { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<Organizer> Organizers => organizers;

    public IReadOnlyList<Criterion> Criteria => criteria;

    /// <summary>Seen by everybody: the page, the feeds.</summary>
    public bool IsPublic => State is ChapterState.Active or ChapterState.Dormant or ChapterState.Retired;

    /// <summary>May its applicant still change what was answered?</summary>
    public bool IsEditable => State is ChapterState.Draft or ChapterState.ChangesRequested;

    /// <summary>What the applicant quotes in a letter, such as CA-2026-0042.</summary>
    public string Reference => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CA-{CreatedAt.Year}-{Id:0000}");

    /// <summary>City and country in one line, or "Online".</summary>
    public string Place => PlaceOf(CityName, CountryCode);

    public static string PlaceOf(string cityName, string countryCode) => countryCode.Length == 0 ? cityName : $"{cityName}, {Countries.Name(countryCode)}";

    public void Rename(string? name)
    {
        Name = Checked.Line(name, NameLength, "Name", "Give the group a name.");
        Touch();
    }

    /// <summary>Where it meets; null when only online. A group that knows its exact place gives it.</summary>
    public void PlaceIn(City? city, double? latitude = null, double? longitude = null)
    {
        if (latitude is double north && longitude is double east)
            Coordinates.Check(north, east);
        CityId = city?.GeonameId;
        CityName = city?.Name ?? "Online";
        CountryCode = city?.CountryCode ?? "";
        Latitude = latitude ?? city?.Latitude;
        Longitude = longitude ?? city?.Longitude;
        TimeZone = city?.TimeZone ?? "Etc/UTC";
        Region = city is null ? "online" : Regions.OfCountry(city.CountryCode);
        Touch();
    }

    public void Speak(string? language)
    {
        if (!Languages.IsKnown(language))
            throw new RuleException("Choose a language from the list.", "Language");
        Language = language!;
        Touch();
    }

    /// <summary>What the organizers tell on the page.</summary>
    public void EditPage(string? focus, string? about, string? website)
    {
        (Focus, About, Website) = RequirePage(focus, about, website);
        Touch();
    }

    /// <summary>The rules about what the page tells: the chapter asks them, and the form before it together with its own.</summary>
    /// <exception cref="RuleException">Names every field that is missing or cannot be so.</exception>
    public static (string Focus, string About, string? Website) RequirePage(string? focus, string? about, string? website)
    {
        var broken = new BrokenRules();
        var words = broken.Try(() => Checked.Line(focus, FocusLength, "Focus", "Say in a few words what the group is about."));
        var text = broken.Try(() => Checked.Text(about, AboutLength, "About", null));
        var address = broken.Try(() => Checked.Website(website, "Website"));
        broken.Throw();
        return (words!, text!, address);
    }

    public void MarkAsTest(bool isTest)
    {
        IsTest = isTest;
        Touch();
    }

    private void Touch()
    {
        SortName = Shared.SearchText.Normalise(Name, 160);
        SearchName = Shared.SearchText.Normalise($"{Name} {CityName} {(CountryCode.Length == 0 ? "" : Countries.Name(CountryCode))} {Focus}", 500);
        Version++;
    }
}
