namespace UserGroups.Events;

public enum EventKind
{
    Meetup,
    Workshop,
    Regional,
    Conference,
    Training,
    PartnerMeeting,
}

public enum EventMode
{
    InPerson,
    Online,
    Hybrid,
}

/// <summary>Draft → Published → Postponed | Cancelled; a postponed one is published again with its new date. "Past" is computed.</summary>
public enum EventState
{
    Draft,
    Published,
    Postponed,
    Cancelled,
}

/// <summary>Where a seat is. Each kind has a capacity of its own.</summary>
public enum SeatKind
{
    InPerson,
    Online,
}

/// <summary>The words of the screens.</summary>
public static class EventWords
{
    public static string Of(EventKind kind) => kind == EventKind.PartnerMeeting ? "Partner meeting" : kind.ToString();

    public static string Of(EventMode mode) => mode switch
    {
        EventMode.InPerson => "In person",
        EventMode.Online => "Online",
        _ => "In person and online",
    };

    public static string Of(SeatKind kind) => kind == SeatKind.InPerson ? "In the room" : "Online";
}
