namespace UserGroups.Sponsorship;

/// <summary>The words of the screens for states and steps.</summary>
public static class RequestWords
{
    /// <summary>As in "This request is …".</summary>
    public static string Of(RequestState state) => state switch
    {
        RequestState.Draft => "a draft",
        RequestState.Submitted => "waiting for a decision",
        RequestState.ChangesRequested => "waiting for changes",
        RequestState.Decided => "waiting for the lead’s answer",
        RequestState.Accepted => "granted",
        RequestState.InFulfilment => "being fulfilled",
        RequestState.AwaitingReport => "waiting for the report",
        RequestState.ReportSubmitted => "reported on",
        RequestState.Closed => "closed",
        RequestState.Declined => "declined",
        RequestState.Withdrawn => "withdrawn",
        RequestState.Expired => "expired",
        _ => "cancelled",
    };

    /// <summary>On a badge.</summary>
    public static string Badge(RequestState state)
    {
        var words = Of(state);
        return state == RequestState.Draft ? "Draft" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>On a badge, for a request whose end is known: nobody withdrew what the lead refused.</summary>
    public static string Badge(RequestState state, string? endReason) =>
        state == RequestState.Withdrawn && endReason == SponsorshipRequest.OfferRefused ? "Offer refused" : Badge(state);

    public static string Of(LineState state) => state switch
    {
        LineState.Asked => "Asked",
        LineState.Reduced => "Reduced offer",
        LineState.Declined => "Declined",
        LineState.Accepted => "Granted",
        LineState.Fulfilled => "Fulfilled",
        _ => "Void",
    };

    /// <summary>A part of the form, by the label it has there; letters and pages name it so too.</summary>
    public static string Of(RequestFields field) => field switch
    {
        RequestFields.Headcount => "How many people do you expect?",
        RequestFields.Plan => "What is the help for?",
        RequestFields.Stipend => "Stipend",
        RequestFields.Promotion => "Write about it in the vendor’s blog",
        RequestFields.Licence => "Licence seats",
        _ => "Kits of swag",
    };

    public static string Of(Party turn) => turn switch
    {
        Party.Organizers => "organizers",
        Party.Lead => "the lead",
        Party.Managers => "a community manager",
        Party.Fulfillers => "finance and fulfilment",
        _ => "nobody",
    };

    /// <summary>As in "it cannot be … now".</summary>
    public static string Done(RequestStep step) => step switch
    {
        RequestStep.Submit => "sent",
        RequestStep.RequestChanges => "sent back for changes",
        RequestStep.Decide => "decided",
        RequestStep.Accept => "accepted",
        RequestStep.Refuse => "refused",
        RequestStep.Lapse or RequestStep.Expire => "ended by time",
        RequestStep.Begin or RequestStep.Fulfil => "fulfilled",
        RequestStep.Release => "released",
        RequestStep.PassEvent => "moved on",
        RequestStep.Report => "reported on",
        RequestStep.Close => "closed",
        RequestStep.Withdraw => "withdrawn",
        RequestStep.Restore => "brought back",
        _ => "cancelled",
    };
}
