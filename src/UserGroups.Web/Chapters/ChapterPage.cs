using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using UserGroups.Accounts;
using UserGroups.Chapters;

namespace UserGroups.Web.Chapters;

/// <summary>What a chapter's page says about it.</summary>
public sealed record ChapterOnPage(
    long Id, string Slug, string Name, ChapterState State, string CityName, string CountryCode, double? Latitude, double? Longitude, string TimeZone, string Language,
    string Focus, string Why, string About, string? Website, int MemberCount, DateTime? ActiveSince, DateTime? LastEventAt, DateTime? QuietSince, string? DecisionReason,
    IReadOnlyList<OrganizerOnPage> Organizers)
{
    public bool IsPublic => State is ChapterState.Active or ChapterState.Dormant or ChapterState.Retired;

    public bool IsAlive => State is ChapterState.Active or ChapterState.Dormant;

    public string Place => Chapter.PlaceOf(CityName, CountryCode);
}

/// <summary>Somebody who leads; hosts are not named.</summary>
public sealed record OrganizerOnPage(string Name, OrganizerRole Role);

/// <summary>What the viewer has to do with the chapter.</summary>
public sealed record MyPart(bool IsMember, bool IsWatching);

/// <summary>A chapter's page.</summary>
public sealed record ChapterPage(
    ChapterOnPage Chapter, bool SignedIn, MyPart Mine, ChapterHealth Health, bool HasNext, IReadOnlyList<NearbyChapter> Neighbours, OrganizerRole? MyRole, WatchForm Watch)
{
    public static readonly Expression<Func<Chapter, ChapterOnPage>> Shape = c => new ChapterOnPage(
        c.Id, c.Slug, c.Name, c.State, c.CityName, c.CountryCode, c.Latitude, c.Longitude, c.TimeZone, c.Language, c.Focus, c.Why, c.About, c.Website, c.MemberCount,
        c.ActiveSince, c.LastEventAt, c.QuietSince, c.DecisionReason,
        c.Organizers.Where(o => o.Role != OrganizerRole.Host).OrderBy(o => o.Id).Select(o => new OrganizerOnPage(o.Person.Name, o.Role)).ToList());

    /// <summary>Somebody leads it; an imported group waits for one.</summary>
    public bool HasLead => Chapter.Organizers.Any(o => o.Role == OrganizerRole.Lead);

    /// <summary>The viewer may offer to help, or ask for the lead.</summary>
    public bool CanOffer => Chapter.IsAlive && (MyRole is null || (!HasLead && MyRole is OrganizerRole.CoOrganizer));

    public IEnumerable<OrganizerOnPage> People => Chapter.Organizers.OrderBy(o => o.Role);
}

/// <summary>"Tell me when."</summary>
public sealed class WatchForm
{
    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string Email { get; set; } = "";
}
