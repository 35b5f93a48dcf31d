using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

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
public sealed record MyPart(bool IsMember, bool IsWatching)
{
    public static readonly MyPart None = new(false, false);

    private static readonly PreparedRead<MyPart> Of = new(
        """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM "ChapterMembers" AS m WHERE m."ChapterId" = @chapter AND m."PersonId" = p."Id" AND m."LeftAt" IS NULL) THEN 1 ELSE 0 END,
          CASE WHEN EXISTS (SELECT 1 FROM "NextDateWatches" AS w WHERE w."ChapterId" = @chapter AND w."NormalizedEmail" = p."NormalizedEmail" AND w."EndedAt" IS NULL AND w."ConfirmedAt" IS NOT NULL) THEN 1 ELSE 0 END
        FROM "People" AS p WHERE p."Id" = @me
        """,
        async (row, cancel) => await row.ReadAsync(cancel) ? new MyPart(row.GetInt32(0) == 1, row.GetInt32(1) == 1) : None);

    /// <param name="chapterId">Which chapter.</param>
    /// <param name="personId">Who looks; a visitor has no part.</param>
    public static Task<MyPart> OfAsync(PreparedReads reads, long chapterId, long? personId, CancellationToken cancel) =>
        personId is long me ? reads.AskAsync(Of, cancel, ("@chapter", chapterId), ("@me", me)) : Task.FromResult(None);
}

/// <summary>Until when the members of a group without organizers are asked before others; null when they are not.</summary>
public sealed record MembersFirst(DateTime? Until);

/// <summary>A chapter's page.</summary>
/// <param name="MembersUntil">Its organizers have gone; until then its members are asked. Null when anybody may ask.</param>
public sealed record ChapterPage(
    ChapterOnPage Chapter, Viewer Viewer, ChapterRoles Roles, MyPart Mine, ChapterHealth Health, bool HasNext, IReadOnlyList<NearbyChapter> Neighbours, DateTime? MembersUntil, WatchForm Watch)
{
    public static readonly Expression<Func<Chapter, ChapterOnPage>> Shape = c => new ChapterOnPage(
        c.Id, c.Slug, c.Name, c.State, c.CityName, c.CountryCode, c.Latitude, c.Longitude, c.TimeZone, c.Language, c.Focus, c.Why, c.About, c.Website, c.MemberCount,
        c.ActiveSince, c.LastEventAt, c.QuietSince, c.DecisionReason,
        c.Organizers.Where(o => o.Role != OrganizerRole.Host).OrderBy(o => o.Id).Select(o => new OrganizerOnPage(o.Person.Name, o.Role)).ToList());

    /// <summary>Somebody leads it; an imported group waits for one.</summary>
    public bool HasLead => Chapter.Organizers.Any(o => o.Role == OrganizerRole.Lead);

    public bool SignedIn => Viewer.IsSignedIn;

    public OrganizerRole? MyRole => Roles.In(Chapter.Id);

    /// <summary>The viewer may offer to help, or ask for the lead; a visitor is asked to sign in first.</summary>
    public bool CanOffer => SignedIn ? ChaptersAccess.CanOffer(Viewer, new(Chapter.Id, Chapter.State, "", null), Roles, HasLead) : Chapter.IsAlive;

    /// <summary>Its organizers have gone and its members are asked first; the viewer is none of them.</summary>
    public bool MustWait => MembersUntil is not null && MyRole is null && !Mine.IsMember;

    public IEnumerable<OrganizerOnPage> People => Chapter.Organizers.OrderBy(o => o.Role);
}

/// <summary>"Tell me when."</summary>
public sealed class WatchForm
{
    [Required, StringLength(Person.EmailLength), EmailAddress, Display(Name = "Email")]
    public string Email { get; set; } = "";
}
