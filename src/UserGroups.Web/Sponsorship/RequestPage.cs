using UserGroups.Events;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>What happened, when, by whom, why.</summary>
/// <param name="Note">What a line was fulfilled with.</param>
public sealed record RequestHappening(DateTime At, string? Who, string What, string? Note, string? Why);

/// <summary>A comment, or a staff note.</summary>
public sealed record NoteRow(DateTime At, string Who, string Text);

/// <summary>One benefit of a request.</summary>
public sealed record LineRow(
    long Id, Benefit Benefit, decimal Asked, string Details, LineState State, LineDecision? Decision, decimal? Granted, string? Reason, string? FulfilmentNote, DateTime? FulfilledAt, string? VoidReason,
    decimal Committed, decimal Authorised, decimal Paid)
{
    public string AskedText => BenefitWords.Quantity(Benefit, Asked);

    /// <summary>Null where nothing is granted: declined, or void, which is granted no longer.</summary>
    public string? GrantedText => Granted is decimal granted && Decision != LineDecision.Declined && State != LineState.Void ? BenefitWords.Quantity(Benefit, granted) : null;

    public string? GrantedWords => GrantedText is null ? null : Benefit == Benefit.Promotion ? "a blog post" : GrantedText;
}

/// <summary>The report as it was sent.</summary>
public sealed record ReportRow(int Attendance, string WhatWorked, decimal Spent, string SpentOn, DateTime SubmittedAt, string Who);

/// <summary>The report beside what was granted.</summary>
/// <param name="Stipend">The money; null where none was granted.</param>
/// <param name="IsClosed">The request is closed.</param>
public sealed record GrantedReport(ReportRow Report, LineRow? Stipend, bool IsClosed)
{
    /// <summary>What became of the difference between granted and spent; null where there is none to speak of.</summary>
    public string? Difference
    {
        get
        {
            if (Stipend?.Granted is not decimal granted || granted == Report.Spent)
                return null;
            var apart = BenefitWords.Quantity(Benefit.Stipend, Math.Abs(granted - Report.Spent));
            return (Report.Spent > granted, Stipend.Paid > Report.Spent, IsClosed) switch
            {
                (true, _, _) => $"{apart} more than was granted; the group found it elsewhere.",
                (_, true, _) => $"{apart} less than was granted; {BenefitWords.Quantity(Benefit.Stipend, Stipend.Paid)} have been paid.",
                (_, _, true) => $"{apart} less than was granted; what was not paid went back to the budget.",
                _ => $"{apart} less than was granted; what is not paid goes back to the budget when the request is closed.",
            };
        }
    }
}

/// <summary>The head of a request on every page.</summary>
public sealed record RequestHead
{
    public required long Id { get; init; }

    public required string Reference { get; init; }

    public required RequestState State { get; init; }

    public required DateTime StateSince { get; init; }

    public required int Version { get; init; }

    public required long ChapterId { get; init; }

    public required string Chapter { get; init; }

    public required string ChapterSlug { get; init; }

    public required string Region { get; init; }

    public string? Event { get; init; }

    public string? EventSlug { get; init; }

    public DateTime? EventStartsAt { get; init; }

    public DateTime? EventEndsAt { get; init; }

    /// <summary>IANA name: the event's, else the chapter's.</summary>
    public required string TimeZone { get; init; }

    public EventState? EventState { get; init; }

    public long? EventId { get; init; }

    public required int Headcount { get; init; }

    public required string Plan { get; init; }

    public required long RequestedById { get; init; }

    public required string RequestedBy { get; init; }

    public string? DecidedBy { get; init; }

    public DateTime? SubmittedAt { get; init; }

    public DateTime? DueAt { get; init; }

    public string? ChangeReason { get; init; }

    public RequestFields ChangeFields { get; init; }

    public DateTime? OfferEndsAt { get; init; }

    /// <summary>The reduced lines beside what was asked, such as "120.00 of 180.00 USD"; empty without an offer.</summary>
    public string Offer { get; init; } = "";

    /// <summary>Something was granted in full beside the offer, and stays whatever the lead answers.</summary>
    public bool OtherStays { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public string? EndReason { get; init; }

    public string? OverrideReason { get; init; }

    public bool CanRestore { get; init; }

    public string About => Event ?? Chapter;

    public string Path => $"/requests/{Reference}";

    public string StaffPath => $"/staff/requests/{Reference}";

    public string DraftPath => EventSlug is null ? $"/lead/{ChapterSlug}/request" : $"/lead/{ChapterSlug}/events/{EventSlug}/request";

    public bool IsLate(DateTime now) => State == RequestState.Submitted && DueAt < now;

    public bool IsOver(DateTime now) => EventEndsAt <= now;
}

/// <summary>A request as both sides see it.</summary>
public sealed record RequestPage(
    RequestHead Head, IReadOnlyList<LineRow> Lines, IReadOnlyList<RequestHappening> Timeline, IReadOnlyList<NoteRow> Comments, ReportRow? Report, DateTime Now, IReadOnlySet<RequestStep> May, bool IsStaff, bool IsOrganizer, NoteForm Form)
{
    public GrantedReport? GrantedReport => Report is null ? null : new GrantedReport(Report, Lines.FirstOrDefault(l => l.Benefit == Benefit.Stipend && l.GrantedText is not null), Head.State == RequestState.Closed);

    /// <summary>Something granted is not used yet, and there is time left to use it.</summary>
    public bool MayStillLapse => Head.ExpiresAt > Now && !SponsorshipFlow.IsEnd(Head.State) && Lines.Any(l => l.State is LineState.Accepted or LineState.Reduced);

    public IReadOnlyList<LineRow> Offered => [.. Lines.Where(l => l.State == LineState.Reduced)];

    public IReadOnlyList<LineRow> Staying => [.. Lines.Where(l => l.State is LineState.Accepted or LineState.Fulfilled)];

    /// <summary>Where each granted line stands; null on pages that do not say it.</summary>
    public RequestFulfilment? Fulfilment { get; init; }

    public bool CanReport => May.Contains(RequestStep.Report) && Report is null && Head.EventState == EventState.Published && Head.IsOver(Now);
}
