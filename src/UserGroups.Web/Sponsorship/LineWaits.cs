using System.Globalization;
using UserGroups.Events;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;

namespace UserGroups.Web.Sponsorship;

/// <summary>What decides whether the report is next.</summary>
/// <param name="RequestPath">Where the request's page is; only links need it.</param>
public sealed record ReportFacts(RequestState State, EventState? EventState, DateTime? EventEndsAt, bool IsSent, string RequestPath = "");

/// <summary>One thing a request waits for.</summary>
/// <param name="What">As in "waits for …".</param>
/// <param name="Who">Whose turn it is; empty where it comes by itself.</param>
/// <param name="Do">What an organizer does about it now; null when it is somebody else's turn, or not time yet.</param>
/// <param name="Path">Where that is done.</param>
public sealed record Wait(string What, string Who, string? Do = null, string? Path = null)
{
    public const string Organizers = "organizers";
    public const string TheLead = "the lead";

    public string Words => Who.Length == 0 ? What : $"{What} ({Who})";
}

/// <summary>The same things for an organizer: theirs with links, ours, and what is theirs only later.</summary>
public sealed record RequestTurn(IReadOnlyList<Wait> Yours, IReadOnlyList<string> Ours, string? Later)
{
    public string Heading => Yours.Count > 0 ? "Your turn" : Ours.Count > 0 ? "Our turn" : "Nothing to do before the event";

    /// <summary>The task at that place of the row, in small letters after the first.</summary>
    public string Words(int at) => at == 0 ? Yours[at].Do! : char.ToLowerInvariant(Yours[at].Do![0]) + Yours[at].Do![1..];
}

/// <summary>What a request waits for, each thing with whose turn it is, so that "being fulfilled" never stands there without saying why.</summary>
public static class LineWaits
{
    public static Wait ForPayment(PaymentState? payment) => payment switch
    {
        null => new("the name of who is paid", Wait.Organizers, "Name who is paid"),
        PaymentState.Failed => new("the payment, sent anew", "finance"),
        _ => new("the payment", "finance"),
    };

    public static Wait ForPost(PostState? post, DateTime? publishAt) => post switch
    {
        PostState.Scheduled => new(string.Create(CultureInfo.InvariantCulture, $"the blog post (appears by itself on {publishAt:d MMMM yyyy})"), ""),
        PostState.InReview => new("the blog post, in review", "a community manager"),
        _ => new("the blog post", "a community manager"),
    };

    public static Wait ForKey() => new("the licence key", "a community manager or fulfilment");

    public static Wait ForParcel(bool hasAddress, ParcelState? parcel) =>
        hasAddress || parcel is not (null or ParcelState.Reserved or ParcelState.Returned) ? new("the parcel", "fulfilment") : new("the address for the parcel", Wait.Organizers, "Give the address for the parcel");

    /// <summary>The whole sentence; null when it waits for nothing that is said here (a decision, an end).</summary>
    public static string? Sentence(IEnumerable<Wait> lines, ReportFacts report, DateTime now)
    {
        var waits = All(lines, report, now).Select(w => w.Words).ToList();
        if (waits.Count == 0)
            return null;
        var sent = report is { IsSent: true, State: not RequestState.ReportSubmitted } ? " The report is here." : "";
        return $"Waits for {string.Join(", ", waits.SkipLast(1))}{(waits.Count > 1 ? " and " : "")}{waits[^1]}.{sent}";
    }

    /// <summary>What the sentence says, told to an organizer; the answer to an offer has its own notice.</summary>
    public static RequestTurn? Turn(IEnumerable<Wait> lines, ReportFacts report, DateTime now)
    {
        var waits = All(lines, report, now).Where(w => w.Who != Wait.TheLead).ToList();
        return waits.Count == 0 ? null : new RequestTurn(
            waits.FindAll(w => w.Do is not null),
            [.. waits.Where(w => w.Who != Wait.Organizers).Select(w => w.What)],
            waits.Find(w => w.Who == Wait.Organizers && w.Do is null)?.What);
    }

    private static List<Wait> All(IEnumerable<Wait> lines, ReportFacts report, DateTime now)
    {
        if (report.State == RequestState.ReportSubmitted)
            return [new("a look at the report and the end of the request", "a community manager")];
        if (report.State is not (RequestState.Decided or RequestState.Accepted or RequestState.InFulfilment or RequestState.AwaitingReport))
            return [];
        var waits = lines.ToList();
        if (report.State == RequestState.Decided)
            waits.Insert(0, new("the answer to the reduced offer", Wait.TheLead));
        else if (report.EventState is EventState state and not EventState.Cancelled && !report.IsSent)
            waits.Add(state == EventState.Published && report.EventEndsAt <= now ? new("the report", Wait.Organizers, "Send the report", $"{report.RequestPath}/report") : new("the report after the event", Wait.Organizers));
        return waits;
    }
}
