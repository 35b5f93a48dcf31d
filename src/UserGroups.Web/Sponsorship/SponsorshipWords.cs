using UserGroups.Sponsorship;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>States in a tone, and history in words.</summary>
public static class SponsorshipWords
{
    public static StateTone ToneOf(RequestState state) => state switch
    {
        RequestState.Submitted or RequestState.Decided => StateTone.Accent,
        RequestState.ChangesRequested or RequestState.AwaitingReport => StateTone.Warn,
        RequestState.Accepted or RequestState.InFulfilment or RequestState.ReportSubmitted or RequestState.Closed => StateTone.Good,
        RequestState.Declined or RequestState.Expired or RequestState.Cancelled => StateTone.Bad,
        _ => StateTone.Quiet,
    };

    public static StateTone ToneOf(LineState state) => state switch
    {
        LineState.Accepted or LineState.Fulfilled => StateTone.Good,
        LineState.Reduced => StateTone.Accent,
        LineState.Declined or LineState.Void => StateTone.Bad,
        _ => StateTone.Quiet,
    };

    /// <summary>A line of the history as the timeline says it.</summary>
    public static string Happened(string action) => Steps.GetValueOrDefault(action) ?? (action == "sponsorship.escalated" ? "The promised time is over; all reviewers were told" : action);

    private static readonly Dictionary<string, string> Steps = Enum.GetValues<RequestStep>().ToDictionary(SponsorshipFlow.ActionOf, Happened, StringComparer.Ordinal);

    private static string Happened(RequestStep step) => step switch
    {
        RequestStep.Submit => "Sent",
        RequestStep.RequestChanges => "Changes requested",
        RequestStep.Decide => "Decided",
        RequestStep.Accept => "Reduced offer accepted",
        RequestStep.Refuse => "Reduced offer refused",
        RequestStep.Lapse => "Reduced offer ran out",
        RequestStep.Begin => "Under way",
        RequestStep.Fulfil => "A line is fulfilled",
        RequestStep.Release => "A line went back",
        RequestStep.PassEvent => "The event is over; the report is next",
        RequestStep.Report => "Report sent",
        RequestStep.Close => "Closed",
        RequestStep.Withdraw => "Withdrawn",
        RequestStep.Restore => "Brought back",
        RequestStep.Expire => "Expired",
        _ => "Cancelled",
    };
}
