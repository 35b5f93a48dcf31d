using System.ComponentModel.DataAnnotations;
using System.Globalization;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>A request in the staff's list.</summary>
public sealed record QueueRow(long Id, string Reference, string Chapter, string? Event, DateTime? EventStartsAt, string EventZone, string Region, RequestState State, DateTime StateSince, DateTime? DueAt, string Asked, bool IsLate)
{
    public Party Turn => SponsorshipFlow.TurnIn(State);
}

/// <summary>The staff's list.</summary>
public sealed record QueuePage(string View, string? Region, PageOf<QueueRow> Rows, int Waiting, int Reports, DateTime Now);

/// <summary>Budget beside a request.</summary>
public sealed record BudgetLeft(Benefit Benefit, decimal? Left);

/// <summary>An earlier request of the same chapter.</summary>
public sealed record PastRequest(string Reference, string? Event, RequestState State, decimal Granted, int? Attendance, decimal? Spent, bool ReportIsMissing);

/// <summary>What a reviewer needs beside the request.</summary>
public sealed record RequestReviewFacts(
    ChapterState ChapterState, ChapterHealth Health, DateTime? LastEventAt, int Members, int Organizers, PeerShare Share, int LeastPercent, StipendOffer? Offer, IReadOnlyList<BudgetLeft> Budgets,
    IReadOnlyList<PastRequest> Past, MissingReport? Missing, int SeatsTaken, int? Capacity, string? Conflict);

/// <summary>A request on the reviewer's page.</summary>
public sealed record RequestReviewPage(RequestPage Page, RequestReviewFacts Facts, IReadOnlyList<NoteRow> StaffNotes, bool CanDecide, bool CanOverride, RequestDecisionForm Form, DecisionFacts? Decided)
{
    public bool IsDecided => Page.Lines.Any(l => l.Decision is not null);
}

/// <summary>A decision about every line, or what to change.</summary>
public sealed class RequestDecisionForm
{
    /// <summary>The version the reviewer saw.</summary>
    public int Version { get; set; }

    [StringLength(20), Display(Name = "Grant")]
    public string? StipendGranted { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Reason")]
    public string? StipendReason { get; set; }

    [StringLength(20), Display(Name = "Grant")]
    public string? PromotionGranted { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Reason")]
    public string? PromotionReason { get; set; }

    [StringLength(20), Display(Name = "Grant")]
    public string? LicenceGranted { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Reason")]
    public string? LicenceReason { get; set; }

    [StringLength(20), Display(Name = "Grant")]
    public string? SwagGranted { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Reason")]
    public string? SwagReason { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "Why a rule is set aside")]
    public string? OverrideReason { get; set; }

    [StringLength(SponsorshipRequest.ReasonLength), Display(Name = "What should be changed, and why")]
    public string? Reason { get; set; }

    [Display(Name = "Fields that may be changed")]
    public List<string> Fields { get; set; } = [];

    [StringLength(RequestNote.TextLength), Display(Name = "Staff note")]
    public string? Text { get; set; }

    public Guid FormKey { get; set; }

    public RequestFields ChangeFields() => Fields.Aggregate(RequestFields.None, (all, one) => Enum.TryParse<RequestFields>(one, out var field) && Enum.IsDefined(field) ? all | field : all);

    /// <summary>What a decider typed who came too late: shown so that nothing is lost.</summary>
    public IReadOnlyList<(string What, string Typed)> Kept() =>
    [
        .. BenefitWords.All.Select(b => (BenefitWords.Of(b), string.Join(": ", new[] { Of(b).Granted, Of(b).Reason }.Where(t => !string.IsNullOrWhiteSpace(t)))))
            .Append(("Changes", Reason ?? "")).Append(("Override", OverrideReason ?? "")).Where(k => k.Item2.Length > 0),
    ];

    public (string? Granted, string? Reason) Of(Benefit benefit) => benefit switch
    {
        Benefit.Stipend => (StipendGranted, StipendReason),
        Benefit.Promotion => (PromotionGranted, PromotionReason),
        Benefit.Licence => (LicenceGranted, LicenceReason),
        _ => (SwagGranted, SwagReason),
    };

    /// <summary>What was typed about each line as far as it can be read; what is wrong or missing goes to <paramref name="broken"/>.</summary>
    public IReadOnlyList<LineVerdict> Verdicts(IEnumerable<LineRow> lines, CultureInfo culture, BrokenRules broken)
    {
        var verdicts = new List<LineVerdict>();
        foreach (var line in lines)
        {
            if (broken.Try(() => Verdict(line.Benefit, culture)) is not LineVerdict verdict)
                continue;
            verdicts.Add(verdict);
            broken.Try(() => { BenefitLine.Judge(line.Benefit, line.Asked, verdict); });
        }

        return verdicts;
    }

    private LineVerdict Verdict(Benefit benefit, CultureInfo culture)
    {
        var (granted, reason) = Of(benefit);
        var field = $"{benefit}Granted";
        if (string.IsNullOrWhiteSpace(granted))
            throw new RuleException($"Say how much of the {benefit.ToString().ToLowerInvariant()} is granted; 0 declines it.", field);
        return new LineVerdict(benefit, BenefitWords.Read(benefit, granted, culture, field), reason);
    }
}
