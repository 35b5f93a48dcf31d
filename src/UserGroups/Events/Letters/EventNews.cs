using UserGroups.Events.Calendar;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events.Letters;

/// <summary>Time or place of a published event changed.</summary>
/// <param name="HasSeat">True for a seat, false for a place in line; only a seat stands in the calendar.</param>
/// <param name="What">"the time", "the place", "the time and the place", "a new date".</param>
public sealed record EventChanged(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, bool HasSeat, string What) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override CalendarPart? Calendar => HasSeat ? Part(CalendarMethod.Request) : null;

    public override string Subject => $"Changed: {Event.Title}, {Event.When}";

    public override string Body => $"""
        {Hello}

        something you planned with has changed: {What}. This is how it is now:

        {Facts}

        {(HasSeat ? "Your seat stays yours." : "You keep your place in line.")} If it does not fit any more, give it back here:

        {Page}
        """;
}

/// <summary>The date is off, a new one is being looked for.</summary>
public sealed record EventPostponed(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, bool HasSeat, string Reason) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override CalendarPart? Calendar => HasSeat ? Part(CalendarMethod.Cancel) : null;

    public override string Subject => $"Postponed: {Event.Title}";

    public override string Body => $"""
        {Hello}

        **{Quote(Event.Title)}** ({Quote(Event.Chapter)}) does not take place on {Event.When}. The organizers write:

        > {Quote(Reason)}

        {(HasSeat ? "Your seat is kept" : "Your place in line is kept")} for the new date; we write as soon as it is known. If you would rather not wait:

        {Page}
        """;
}

/// <summary>It does not take place at all.</summary>
public sealed record EventCancelled(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, bool HasSeat, string Reason) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override CalendarPart? Calendar => HasSeat ? Part(CalendarMethod.Cancel) : null;

    public override string Subject => $"Cancelled: {Event.Title}";

    public override string Body => $"""
        {Hello}

        **{Quote(Event.Title)}** ({Quote(Event.Chapter)}) on {Event.When} is cancelled. The organizers write:

        > {Quote(Reason)}

        There is nothing for you to do. What the group plans next stands here: <{Site.Link("/events")}>
        """;
}

/// <summary>Two days and three hours before, to those with a seat.</summary>
/// <param name="IsLast">True for the second one.</param>
public sealed record EventReminder(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, bool IsLast) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override DateTime? UselessAfter => Event.Entry.StartsAt;

    public override string Subject => IsLast ? $"Today: {Event.Title}" : $"Soon: {Event.Title}, {Event.When}";

    public override string Body => $"""
        {Hello}

        {(IsLast ? "it begins in a few hours." : "it is nearly time.")} Your seat is waiting.

        {Facts}

        You cannot come after all? Somebody in line would be glad. One click gives the seat back:

        {Page}
        """;
}
