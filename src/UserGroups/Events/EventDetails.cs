namespace UserGroups.Events;

/// <summary>Everything an organizer says about an event, as typed.</summary>
public sealed record EventDetails
{
    public required string Title { get; init; }

    /// <summary>One or two sentences for lists, cards and search engines.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; init; } = "";

    public EventKind Kind { get; init; }

    public EventMode Mode { get; init; }

    /// <summary>Seats in the room; null for no limit.</summary>
    public int? CapacityInPerson { get; init; }

    public int? CapacityOnline { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>On the clocks of <see cref="TimeZone"/>.</summary>
    public required TimeOnly Time { get; init; }

    public int DurationMinutes { get; init; } = 120;

    /// <summary>IANA.</summary>
    public required string TimeZone { get; init; }

    public string Venue { get; init; } = "";

    public string Address { get; init; } = "";

    /// <summary>Shown only to people with a seat.</summary>
    public string OnlineLink { get; init; } = "";

    public IReadOnlyList<AgendaLine> Agenda { get; init; } = [];
}

/// <summary>Which of an event's facts a change touched, as people with a seat would ask.</summary>
[Flags]
public enum EventChange
{
    None = 0,
    Words = 1,
    When = 1 << 1,
    Where = 1 << 2,
    Capacity = 1 << 3,
    Agenda = 1 << 4,
}
