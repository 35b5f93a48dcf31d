using UserGroups.Events.Calendar;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Events.Letters;

/// <summary>To an address that somebody typed: the answer counts once the button behind the link is pressed.</summary>
public sealed record ConfirmAnswer(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"One click to your seat: {Event.Title}";

    public override string Body => $"""
        {Hello}

        somebody, we hope you, wants a seat with this address. It is kept once you press the button on this page:

        {Page}

        {Facts}

        The same page changes the answer or gives the seat back, at any time. If it was not you, do nothing; no seat is kept and no further letter comes.
        """;
}

/// <summary>The seat is theirs.</summary>
public sealed record SeatGiven(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, int Seats) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override CalendarPart? Calendar => Part(CalendarMethod.Request);

    public override string Subject => $"You have a seat: {Event.Title}";

    public override string Body => $"""
        {Hello}

        {(Seats == 1 ? "a seat is yours." : $"{Seats} seats are yours: one for you, {Seats - 1} for those you bring.")}

        {Facts}

        Plans change. Here you change the answer or give the seat back, so that the next one in line can come:

        {Page}
        """;
}

/// <summary>The room is full; they stand in line.</summary>
public sealed record OnWaitingList(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, int Seats) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override string Subject => $"You are on the waiting list: {Event.Title}";

    public override string Body => $"""
        {Hello}

        all seats are taken, so you stand in line{(Seats == 1 ? "" : $" for {Seats} seats")}. When one becomes free we hold it for you and write at once.

        {Facts}

        Here you change the answer or leave the line:

        {Page}
        """;
}

/// <summary>A seat was freed and is held for them until a moment.</summary>
public sealed record SeatOffered(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, int Seats, string Until, DateTime UntilUtc) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override MailLane Lane => MailLane.System;

    public override DateTime? UselessAfter => UntilUtc;

    public override string Subject => $"A seat is free for you: {Event.Title}";

    public override string Body => $"""
        {Hello}

        {(Seats == 1 ? "a seat became free and is" : $"{Seats} seats became free and are")} held for you until **{Until}**. Take it here, or let the next one have it:

        {Page}

        {Facts}
        """;
}

/// <summary>Nobody took the offer in time.</summary>
public sealed record OfferRanOut(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override string Subject => $"The seat went to the next in line: {Event.Title}";

    public override string Body => $"""
        {Hello}

        the seat we held for you was not taken in time, so the next one in line was asked. If you would still like to come, answer again here; you then stand at the end of the line, or have a seat at once if one is free:

        {Page}

        {Facts}
        """;
}

/// <summary>They gave the seat, or the place in line, back.</summary>
public sealed record SeatGivenBack(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override CalendarPart? Calendar => Part(CalendarMethod.Cancel);

    public override string Subject => $"Your seat is given back: {Event.Title}";

    public override string Body => $"""
        {Hello}

        thank you for telling us; somebody else can come now. Should your plans change again, answer here:

        {Page}

        {Facts}
        """;
}

/// <summary>To an address that has answered before and was typed again.</summary>
public sealed record AnswerKnown(string ToAddress, string ToName, SiteAddress Site, EventFacts Event, string Token, string Standing) : EventLetter(ToAddress, ToName, Site, Event, Token)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Your answer: {Event.Title}";

    public override string Body => $"""
        {Hello}

        somebody, we hope you, answered again with this address. Nothing has changed: {Standing}. On this page you see the answer and change it:

        {Page}

        {Facts}
        """;
}
