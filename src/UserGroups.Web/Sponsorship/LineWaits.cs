using System.Globalization;
using UserGroups.Events;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Web.Sponsorship;

/// <summary>What decides whether the report is next.</summary>
public sealed record ReportFacts(RequestState State, EventState? EventState, DateTime? EventEndsAt, bool IsSent);

/// <summary>What a request waits for, each thing with whose turn it is, so that "being fulfilled" never stands there without saying why.</summary>
public static class LineWaits
{
    public static string ForPayment(PaymentState? payment) => payment switch
    {
        null => "the name of who is paid (organizers)",
        PaymentState.Failed => "the payment, sent anew (finance)",
        _ => "the payment (finance)",
    };

    public static string ForPost(PostState? post, DateTime? publishAt) => post switch
    {
        PostState.Scheduled => string.Create(CultureInfo.InvariantCulture, $"the blog post (appears by itself on {publishAt:d MMMM yyyy})"),
        PostState.InReview => "the blog post, in review (a community manager)",
        _ => "the blog post (a community manager)",
    };

    public static string ForKey() => "the licence key (a community manager or fulfilment)";

    public static string ForParcel(bool hasAddress, ParcelState? parcel) =>
        hasAddress || parcel is not (null or ParcelState.Reserved or ParcelState.Returned) ? "the parcel (fulfilment)" : "the address for the parcel (organizers)";

    /// <summary>The whole sentence; null when it waits for nothing that is said here (a decision, an end).</summary>
    public static string? Sentence(IEnumerable<string> lines, ReportFacts report, DateTime now)
    {
        if (report.State == RequestState.ReportSubmitted)
            return "Waits for a look at the report and the end of the request (a community manager).";
        if (report.State is not (RequestState.Decided or RequestState.Accepted or RequestState.InFulfilment or RequestState.AwaitingReport))
            return null;
        var waits = lines.ToList();
        if (report.State == RequestState.Decided)
            waits.Insert(0, "the answer to the reduced offer (the lead)");
        else if (report.EventState is EventState state and not EventState.Cancelled && !report.IsSent)
            waits.Add(state == EventState.Published && report.EventEndsAt <= now ? "the report (organizers)" : "the report after the event (organizers)");
        if (waits.Count == 0)
            return null;
        var sent = report.IsSent ? " The report is here." : "";
        return $"Waits for {string.Join(", ", waits.SkipLast(1))}{(waits.Count > 1 ? " and " : "")}{waits[^1]}.{sent}";
    }
}
