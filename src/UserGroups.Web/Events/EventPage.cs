using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>The chapter an event belongs to, as its page names it.</summary>
public sealed record ChapterOfEvent(long Id, string Slug, string Name, string CityName, string CountryCode, IReadOnlyList<string> Organizers);

/// <summary>The viewer's own answer.</summary>
public sealed record MyAnswer(AnswerState State, SeatKind Kind, int Guests, DateTime? OfferedUntil, DateTime? CheckedInAt)
{
    // What was answered with the account, else without it from the same address.
    private static readonly PreparedRead<MyAnswer?> Of = new(
        """
        SELECT a."State", a."Kind", a."Guests", a."OfferedUntil", a."CheckedInAt" FROM "Answers" AS a
        WHERE a."EventId" = @event AND (a."PersonId" = @me OR (a."PersonId" IS NULL AND a."NormalizedEmail" = (SELECT p."NormalizedEmail" FROM "People" AS p WHERE p."Id" = @me)))
        ORDER BY CASE WHEN a."PersonId" IS NULL THEN 1 ELSE 0 END, a."Id"
        """,
        async (row, cancel) => await row.ReadAsync(cancel)
            ? new MyAnswer(row.Word<AnswerState>(0), row.Word<SeatKind>(1), row.GetInt32(2), row.UtcOrNull(3), row.UtcOrNull(4))
            : null);

    /// <summary>Null for a visitor and for who has not answered.</summary>
    public static Task<MyAnswer?> OfAsync(PreparedReads reads, long eventId, long? personId, CancellationToken cancel) =>
        personId is long me ? reads.AskAsync(Of, cancel, ("@event", eventId), ("@me", me)) : Task.FromResult<MyAnswer?>(null);
}

/// <summary>One event as everybody sees it, with the viewer's own answer.</summary>
/// <param name="Line">Kinds of seats for which somebody waits although some are free: once it has begun they are first, and nobody is asked any more.</param>
public sealed record EventPage(GroupEvent Event, ChapterOfEvent Chapter, MyAnswer? Mine, bool SignedIn, int MaxGuests, DateTime Now, AnswerForm Form, SiteAddress Site, IReadOnlyList<SeatKind> Line)
{
    public bool IsOver => Event.IsOver(Now);

    public bool HasBegun => Event.StartsAt <= Now;

    public bool TakesAnswers => Event.State == EventState.Published && !IsOver;

    public string Path => $"/events/{Event.Slug}";

    public DateTime LocalStart => Event.Date.ToDateTime(Event.Time);

    public bool SeesLink => Event.OnlineLink.Length > 0 && Mine is { State: AnswerState.Seated, Kind: SeatKind.Online };

    public IEnumerable<SeatKind> Kinds => Enum.GetValues<SeatKind>().Where(Event.Offers);

    /// <summary>True when somebody who answers now would have to wait.</summary>
    public bool IsFull => Kinds.All(k => Event.Free(k) == 0 || Line.Contains(k));

    public static string SeatsLeft(GroupEvent groupEvent, SeatKind kind, bool othersWait) => groupEvent.Free(kind) switch
    {
        _ when othersWait => "Every seat is spoken for: people are waiting in line.",
        null => "There is room for everybody.",
        0 => "All seats are taken; the waiting list is open.",
        1 => "1 seat left.",
        int left => string.Create(CultureInfo.InvariantCulture, $"{left} of {groupEvent.Capacity(kind)} seats left."),
    };

    /// <summary>For an event that takes no answers yet, or not at the moment.</summary>
    public static string SeatsPlanned(GroupEvent groupEvent, SeatKind kind) => groupEvent.Capacity(kind) switch
    {
        null => "There is room for everybody.",
        1 => "1 seat.",
        int seats => string.Create(CultureInfo.InvariantCulture, $"{seats} seats."),
    };

    /// <summary>schema.org/Event, so that search engines know date, place and state. Escaped by the writer: no markup can leave it.</summary>
    public string StructuredData()
    {
        var place = new Dictionary<string, object> { ["@type"] = "Place", ["name"] = Event.Venue.Length > 0 ? Event.Venue : Chapter.CityName, ["address"] = Event.Address.Length > 0 ? Event.Address : Chapter.CityName };
        var online = new Dictionary<string, object> { ["@type"] = "VirtualLocation", ["url"] = Site.Link(Path) };
        var (mode, location) = Event.Mode switch
        {
            EventMode.InPerson => ("OfflineEventAttendanceMode", (object)place),
            EventMode.Online => ("OnlineEventAttendanceMode", online),
            _ => ("MixedEventAttendanceMode", new object[] { place, online }),
        };
        var state = Event.State switch
        {
            EventState.Cancelled => "EventCancelled",
            EventState.Postponed => "EventPostponed",
            _ => "EventScheduled",
        };
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Event",
            ["name"] = Event.Title,
            ["description"] = Event.Summary,
            ["url"] = Site.Link(Path),
            ["startDate"] = Stamp(Event.StartsAt),
            ["endDate"] = Stamp(Event.EndsAt),
            ["eventStatus"] = "https://schema.org/" + state,
            ["eventAttendanceMode"] = "https://schema.org/" + mode,
            ["location"] = location,
            ["image"] = Site.Link(CoverEndpoint.PathOf(CoverKind.Event, Event.Slug)),
            ["isAccessibleForFree"] = true,
            ["organizer"] = new Dictionary<string, object> { ["@type"] = "Organization", ["name"] = Chapter.Name, ["url"] = Site.Link($"/chapters/{Chapter.Slug}") },
        });
    }

    private string Stamp(DateTime utc) =>
        new DateTimeOffset(utc).ToOffset(TimeSpan.FromMinutes(LocalTime.OffsetMinutes(utc, Event.TimeZone))).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>An answer as typed: two fields without an account, the wish alone with one.</summary>
public sealed class AnswerForm
{
    [Required, StringLength(Person.NameLength), Display(Name = "Name")]
    public string? Name { get; set; }

    [Required, StringLength(Person.EmailLength), Display(Name = "Email")]
    public string? Email { get; set; }

    [Display(Name = "I come")]
    public SeatKind? Kind { get; set; }

    [Display(Name = "Guests I bring")]
    public int? Guests { get; set; }

    /// <summary>False on the button that says no.</summary>
    public bool Comes { get; set; } = true;

    /// <summary>True for somebody whose name and address are not known yet.</summary>
    [BindNever]
    internal bool AsksWho { get; set; }

    [BindNever]
    internal int MostGuests { get; set; }

    /// <summary>Where there is one kind of seats: how many are left. Null where it does not matter for the answer.</summary>
    [BindNever]
    internal string? SeatsLeft { get; set; }

    [BindNever]
    internal IReadOnlyList<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> KindOptions { get; set; } = [];

    /// <summary>Asks what an answer would ask, and answers nothing.</summary>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    internal void Require(GroupEvent to)
    {
        var broken = new BrokenRules();
        if (AsksWho)
            broken.Try(() => { Answer.Require(Name, Email); });
        if (Comes)
            broken.Try(() => AnswerGate.RequireWish(to, Wish(to), MostGuests));
        broken.Throw();
    }

    /// <param name="to">Says which kind is meant where there is only one.</param>
    public AnswerWish Wish(GroupEvent to) =>
        Comes ? new AnswerWish(true, Kind ?? (to.Mode == EventMode.Online ? SeatKind.Online : SeatKind.InPerson), Guests ?? 0) : AnswerWish.No;
}
