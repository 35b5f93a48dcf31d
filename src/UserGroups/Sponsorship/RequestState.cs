namespace UserGroups.Sponsorship;

/// <summary>
/// Where a request stands. From <see cref="Decided"/> to <see cref="AwaitingReport"/> it follows from its lines (<see cref="SponsorshipRequest.Follow"/>).
/// </summary>
public enum RequestState
{
    Draft,
    Submitted,
    ChangesRequested,

    /// <summary>At least one line was reduced, and the lead has not answered yet.</summary>
    Decided,

    /// <summary>What is granted is agreed on by both sides.</summary>
    Accepted,

    /// <summary>Help is on its way, or all of it has arrived and the event is still to come.</summary>
    InFulfilment,
    AwaitingReport,
    ReportSubmitted,
    Closed,
    Declined,
    Withdrawn,
    Expired,
    Cancelled,
}

/// <summary>
/// Asked → Reduced | Declined | Accepted; Reduced → Accepted | Void; Accepted → Fulfilled | Void. A line granted in full needs nobody's click, so it is
/// accepted the moment it is approved (its <see cref="BenefitLine.Decision"/> says Approved).
/// </summary>
public enum LineState
{
    Asked,

    /// <summary>Less was granted than asked, and the lead has not answered yet.</summary>
    Reduced,
    Declined,

    /// <summary>To be fulfilled.</summary>
    Accepted,
    Fulfilled,

    /// <summary>Granted once, no longer: offer refused or run out, withdrawn, cancelled, expired.</summary>
    Void,
}

/// <summary>What staff decided about a line.</summary>
public enum LineDecision
{
    Approved,
    Reduced,
    Declined,
}

/// <summary>The parts of a request that staff can ask to be changed.</summary>
[Flags]
public enum RequestFields
{
    None = 0,
    Headcount = 1,
    Plan = 1 << 1,
    Stipend = 1 << 2,
    Promotion = 1 << 3,
    Licence = 1 << 4,
    Swag = 1 << 5,
    All = Headcount | Plan | Stipend | Promotion | Licence | Swag,
}
