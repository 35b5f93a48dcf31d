using System.Globalization;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Letters;

/// <summary>What every letter about a request says of it.</summary>
public sealed record LetterFacts(string Reference, string Chapter, string? Event, SiteAddress Site)
{
    public string About => Event is null ? Chapter : $"{Event} ({Chapter})";

    public string Link => Site.Link($"/requests/{Reference}");

    public string StaffLink => Site.Link($"/staff/requests/{Reference}");
}

/// <summary>A letter about a request.</summary>
public abstract record RequestLetter(string ToAddress, string ToName, LetterFacts Facts) : Letter(ToAddress, ToName)
{
    protected string Hello => $"Hello {Quote(ToName)},";

    protected string About => Quote(Facts.About);

    internal static string Day(DateTime utc) => utc.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>To the organizers, once: it arrived, and what happens next.</summary>
public sealed record RequestReceived(string ToAddress, string ToName, LetterFacts Facts, DateTime DueAt) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"We have your request {Facts.Reference}";

    public override string Body => $"""
        {Hello}

        your request for {About} has arrived. Its reference is {Facts.Reference}.

        What happens next:

        1. A community manager looks at each line and decides by {Day(DueAt)}. If we ask for changes, the clock stands still until you have sent them.
        2. What is granted in full needs no click of yours. If we can give less than you asked for, the lead says yes or no within the time the letter names.
        3. After the event you tell us in a short report what became of it.

        Your request: <{Facts.Link}>
        """;
}

/// <summary>To the community managers of the region: a request is theirs to decide.</summary>
public sealed record RequestWaits(string ToAddress, string ToName, LetterFacts Facts, DateTime DueAt, string Asked, bool IsAgain) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"{(IsAgain ? "Sent again" : "New request")}: {Facts.Reference}, {Facts.Chapter}";

    public override string Body => $"""
        {Hello}

        {(IsAgain ? "a request came back" : "somebody asks for help")}: {About}. Asked for: {Quote(Asked)}. We promised a decision by {Day(DueAt)}.

        The facts beside it: <{Facts.StaffLink}>
        """;
}

/// <summary>To the organizers: what to change, in the reviewer's words.</summary>
public sealed record RequestChangesAsked(string ToAddress, string ToName, LetterFacts Facts, string Reason, string Fields) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"Something to change in {Facts.Reference}";

    public override string Body => $"""
        {Hello}

        before we decide about {About}, we ask you to change something:

        > {Quote(Reason)}

        You can change: {Quote(Fields)}. The clock of our promise stands still until you have sent it again; nothing you wrote is lost.

        Change it here: <{Facts.Link}>
        """;
}

/// <summary>A reduced offer, in the letter about a decision.</summary>
/// <param name="EndsAt">The last moment of an answer (UTC).</param>
/// <param name="Words">Such as "120.00 of 180.00 USD".</param>
/// <param name="IsMine">The reader is the lead, whose answer it waits for.</param>
/// <param name="OtherStays">Something else was granted in full.</param>
public sealed record OfferFacts(DateTime EndsAt, string Words, bool IsMine, bool OtherStays);

/// <summary>To the organizers: what was decided about each line. The lead is asked for the answer; who cannot give it reads whose it is.</summary>
public sealed record RequestDecided(string ToAddress, string ToName, LetterFacts Facts, RequestState State, IReadOnlyList<string> Lines, OfferFacts? Offer) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => State switch
    {
        RequestState.Declined => $"We cannot help with {Facts.Reference}",
        RequestState.Decided when Offer is { IsMine: true } => $"Your answer by {Day(Offer.EndsAt)}: {Offer.Words} ({Facts.Reference})",
        RequestState.Decided when Offer is not null => $"An offer for {Facts.Reference}: the lead answers by {Day(Offer.EndsAt)}",
        _ => $"Granted: {Facts.Reference}",
    };

    public override string Body => $"""
        {Hello}

        we have decided about your request for {About}:

        {string.Join("\n", Lines.Select(l => $"- {Quote(l)}"))}

        {Next}

        Your request: <{Facts.Link}>
        """;

    private string Next => State switch
    {
        RequestState.Declined => "You may ask again at any time with what you know now.",
        RequestState.Decided when Offer is not null => $"We can give less than you asked for: {Quote(Offer.Words)}. {(Offer.IsMine ? $"You accept or refuse it on the page of the request by {Day(Offer.EndsAt)}" : $"The lead accepts or refuses it by {Day(Offer.EndsAt)}")}; without an answer {(Offer.OtherStays ? "that part ends then. What is granted in full is under way already." : "the request ends then.")}",
        _ => "You need not do anything: it is under way. Each step stands on the page of the request.",
    };
}

/// <summary>To finance and fulfilment: something granted is theirs to do.</summary>
public sealed record RequestToFulfil(string ToAddress, string ToName, LetterFacts Facts, IReadOnlyList<string> Lines) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"To do: {Facts.Reference}, {Facts.Chapter}";

    public override string Body => $"""
        {Hello}

        this was granted for {About} and waits for you:

        {string.Join("\n", Lines.Select(l => $"- {Quote(l)}"))}

        The request: <{Facts.StaffLink}>
        """;
}

/// <summary>To the community managers: the lead has answered the offer.</summary>
public sealed record OfferAnswered(string ToAddress, string ToName, LetterFacts Facts, bool Accepted) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"{(Accepted ? "Accepted" : "Refused")}: the offer for {Facts.Reference}";

    public override string Body => $"""
        {Hello}

        the lead has {(Accepted ? "accepted" : "refused")} the reduced offer for {About}.{(Accepted ? "" : " What was set aside for it went back to the budget.")}

        The request: <{Facts.StaffLink}>
        """;
}

/// <summary>To those concerned: a request ended, by its time, by the event, by the organizers, or because all is done.</summary>
public sealed record RequestEnded(string ToAddress, string ToName, LetterFacts Facts, RequestState State, string? Reason, bool IsForStaff) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"{Facts.Reference} is {RequestWords.Of(State)}";

    public override string Body => $"""
        {Hello}

        the request for {About} is {RequestWords.Of(State)}.{(Reason is null ? "" : " " + Quote(Reason))}

        {(State == RequestState.Closed ? "Thank you for telling us what became of it." : "What was granted and not used went back.")}

        The request: <{(IsForStaff ? Facts.StaffLink : Facts.Link)}>
        """;
}

/// <summary>To the organizers: part of what was granted ran out of time, the rest stands.</summary>
public sealed record RequestRanOut(string ToAddress, string ToName, LetterFacts Facts, string Reason) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"Part of {Facts.Reference} ran out of time";

    public override string Body => $"""
        {Hello}

        {Quote(Reason)} The rest of the request for {About} stands.

        The request: <{Facts.Link}>
        """;
}

/// <summary>To staff: the report is there to be read.</summary>
public sealed record ReportArrived(string ToAddress, string ToName, LetterFacts Facts) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"Report on {Facts.Reference}, {Facts.Chapter}";

    public override string Body => $"""
        {Hello}

        the organizers have reported on {About}.

        Read it: <{Facts.StaffLink}>
        """;
}

/// <summary>To the organizers, 5, 14 and 30 days after the event: the report is missing.</summary>
public sealed record ReportDue(string ToAddress, string ToName, LetterFacts Facts, DateTime DueAt, int Letter, int BlockDays) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => Letter switch
    {
        1 => $"How was it? A short report on {Facts.Reference}",
        2 => $"The report on {Facts.Reference} is due",
        _ => $"The report on {Facts.Reference} is missing",
    };

    public override string Body => $"""
        {Hello}

        {(Letter == 1 ? $"we hope that {About} went well." : $"we have not heard yet how {About} went.")} A short report, due on {Day(DueAt)}, tells us what the help did; the number of people is filled in from your check-in.

        Send it here: <{Facts.Site.Link($"/requests/{Facts.Reference}/report")}>

        {(Letter < 3 ? "It takes five minutes." : $"When it is more than {BlockDays} days late, your group cannot ask for help again until it is sent.")}
        """;
}

/// <summary>To whose turn it is: it has waited for a while.</summary>
public sealed record TurnReminder(string ToAddress, string ToName, LetterFacts Facts, RequestState State, DateTime Since, bool IsForStaff) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"{Facts.Reference} waits for you";

    public override string Body => $"""
        {Hello}

        the request for {About} is {RequestWords.Of(State)} since {Day(Since)}, and it is your turn.

        The request: <{(IsForStaff ? Facts.StaffLink : Facts.Link)}>
        """;
}

/// <summary>To every community manager of the region: a promise is broken by two business days.</summary>
public sealed record DecisionLate(string ToAddress, string ToName, LetterFacts Facts, DateTime DueAt) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"Late: {Facts.Reference} was due on {Day(DueAt)}";

    public override string Body => $"""
        {Hello}

        we promised {About} a decision by {Day(DueAt)}, and none has been made. The organizers see the same date.

        Decide: <{Facts.StaffLink}>
        """;
}

/// <summary>To the other side: somebody wrote a comment.</summary>
public sealed record RequestCommented(string ToAddress, string ToName, LetterFacts Facts, string Author, string Text, bool IsForStaff) : RequestLetter(ToAddress, ToName, Facts)
{
    public override string Subject => $"{Author} wrote about {Facts.Reference}";

    public override string Body => $"""
        {Hello}

        {Quote(Author)} wrote about the request for {About}:

        > {Quote(Text)}

        Answer on the page of the request: <{(IsForStaff ? Facts.StaffLink : Facts.Link)}>
        """;
}
