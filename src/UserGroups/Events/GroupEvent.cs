using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>A meetup, workshop, conference … of a chapter. Called so because <c>event</c> is a word of the language.</summary>
public sealed partial class GroupEvent : IHasId, IOnPublicPages
{
    public const int TitleLength = 120;
    public const int SummaryLength = 300;
    public const int BodyLength = 20_000;
    public const int VenueLength = 120;
    public const int AddressLength = 300;
    public const int LinkLength = 500;
    public const int ReasonLength = 500;
    public const int SearchLength = 600;
    public const int ImportKeyLength = 64;
    public const int MostSeats = 100_000;
    public const int MostMinutes = 14 * 24 * 60;

    private readonly List<AgendaItem> agenda = [];

    private GroupEvent()
    {
    }

    /// <summary>A draft.</summary>
    /// <param name="chapter">Whose event it is.</param>
    /// <param name="slug">Its address; stays for good.</param>
    /// <param name="details">What is known of it.</param>
    /// <param name="createdById">Who plans it; null for an import.</param>
    /// <param name="createdAt">UTC.</param>
    public GroupEvent(Chapter chapter, string slug, EventDetails details, long? createdById, DateTime createdAt)
    {
        Chapter = chapter;
        ChapterId = chapter.Id;
        Slug = slug;
        CalendarUid = Guid.NewGuid().ToString();
        CreatedById = createdById;
        CreatedAt = createdAt;
        Describe(details, createdAt);
    }

    /// <summary>A row of a list of events: published, over or to come.</summary>
    /// <param name="chapter">Whose event it is.</param>
    /// <param name="slug">Its address.</param>
    /// <param name="details">What the row says.</param>
    /// <param name="importKey">By what the row is known again.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Something cannot be so.</exception>
    public static GroupEvent Imported(Chapter chapter, string slug, EventDetails details, string importKey, DateTime now)
    {
        var imported = new GroupEvent(chapter, slug, details, null, now) { ImportKey = importKey };
        imported.State = EventState.Published;
        imported.PublishedAt = imported.StartsAt < now ? imported.StartsAt : now;
        return imported;
    }

    /// <summary>By what a row of an imported list is known again; null for events that did not come from one.</summary>
    public string? ImportKey { get; private init; }

    public long Id { get; private set; }

    public long ChapterId { get; private set; }

    public Chapter Chapter { get; private set; } = null!;

    public string Slug { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Title, chapter, city and country as people search (<see cref="SearchText"/>).</summary>
    public string SearchWords { get; private set; } = "";

    public EventKind Kind { get; private set; }

    public EventMode Mode { get; private set; }

    /// <summary>What the clock on the wall shows when it begins.</summary>
    public DateOnly Date { get; private set; }

    public TimeOnly Time { get; private set; }

    public int DurationMinutes { get; private set; }

    /// <summary>IANA.</summary>
    public string TimeZone { get; private set; } = "Etc/UTC";

    /// <summary>Date and time as UTC; what lists are ordered by.</summary>
    public DateTime StartsAt { get; private set; }

    public DateTime EndsAt { get; private set; }

    public string Venue { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>Where it happens online; only for those with a seat.</summary>
    public string OnlineLink { get; private set; } = "";

    public EventState State { get; private set; } = EventState.Draft;

    /// <summary>Why it was postponed or cancelled.</summary>
    public string? Reason { get; private set; }

    public long? CreatedById { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? PublishedAt { get; private set; }

    /// <summary>Last change that calendars should hear of; what feeds call "updated".</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Stays for good, so that a calendar knows the event again (RFC 5545 §3.8.4.7).</summary>
    public string CalendarUid { get; private set; } = "";

    /// <summary>Grows with every change a calendar should show (RFC 5545 §3.8.7.4).</summary>
    public int Sequence { get; private set; }

    /// <summary>Of the form that made it, so that the same form sent twice makes one event.</summary>
    public Guid? FormKey { get; init; }

    public int Version { get; private set; }

    public IReadOnlyList<AgendaItem> Agenda => agenda;

    /// <summary>What the organizer said, in the form it is typed again.</summary>
    public EventDetails Details => new()
    {
        Title = Title,
        Summary = Summary,
        Body = Body,
        Kind = Kind,
        Mode = Mode,
        CapacityInPerson = CapacityInPerson,
        CapacityOnline = CapacityOnline,
        Date = Date,
        Time = Time,
        DurationMinutes = DurationMinutes,
        TimeZone = TimeZone,
        Venue = Venue,
        Address = Address,
        OnlineLink = OnlineLink,
        Agenda = [.. agenda.OrderBy(a => a.Position).Select(a => a.Line)],
    };

    public bool IsOver(DateTime now) => EndsAt <= now;

    /// <summary>Seen by everybody.</summary>
    public bool IsPublic => State != EventState.Draft;

    /// <summary>Opens the draft (or the postponed event with its new date) to the world.</summary>
    public void Publish(DateTime now)
    {
        if (State is not (EventState.Draft or EventState.Postponed))
            throw new RuleException(State == EventState.Published ? "This event is published already." : "A cancelled event is not published again; copy it instead.");
        var broken = new BrokenRules();
        if (StartsAt <= now)
            broken.Add("This date is over. Choose one to come, then publish.", "Date");
        if (Mode != EventMode.Online && Venue.Length == 0)
            broken.Add("Say where it is before you publish; “to be announced” will do.", "Venue");
        broken.Throw();
        var again = State == EventState.Postponed;
        State = EventState.Published;
        Reason = null;
        PublishedAt ??= now;
        Touch(now, calendar: again);
    }

    /// <summary>Takes the date away; seats stay with those who have them.</summary>
    public void Postpone(string? reason, DateTime now)
    {
        if (State != EventState.Published)
            throw new RuleException("Only a published event can be postponed.");
        RequireNotBegun(now);
        Reason = CheckedReason(reason);
        State = EventState.Postponed;
        Touch(now, calendar: true);
    }

    /// <summary>Calls it off for good.</summary>
    public void Cancel(string? reason, DateTime now)
    {
        if (State is not (EventState.Published or EventState.Postponed))
            throw new RuleException(State == EventState.Draft ? "A draft was never announced, so there is nothing to cancel." : "This event is cancelled already.");
        if (State == EventState.Published)
            RequireNotBegun(now);
        Reason = CheckedReason(reason);
        State = EventState.Cancelled;
        Touch(now, calendar: true);
    }

    private void RequireNotBegun(DateTime now)
    {
        if (StartsAt <= now)
            throw new RuleException("This event has begun; what happened stays as it was.");
    }

    private static string CheckedReason(string? reason)
    {
        var trimmed = (reason ?? "").Trim();
        if (trimmed.Length is 0 or > ReasonLength)
            throw new RuleException($"Give a reason of at most {ReasonLength} characters; people who planned their evening read it.", "Reason");
        return trimmed;
    }

    private void Touch(DateTime now, bool calendar)
    {
        if (calendar)
            Sequence++;
        UpdatedAt = now;
        Version++;
    }
}
