using System.Text.Json;
using Microsoft.AspNetCore.Html;
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

    /// <summary>An entry of the history as the timeline says it; what happened to one line names it, with what it was fulfilled with.</summary>
    public static (string What, string? Note) Happened(string action, string details) =>
        LineOf(action, details) ?? (Steps.GetValueOrDefault(action) ?? (action == "sponsorship.escalated" ? "The promised time is over; all reviewers were told" : action), null);

    /// <summary>What a line was fulfilled with, as the services noted it; a post on the blog is a link.</summary>
    public static IHtmlContent Note(string? note) => note?.StartsWith("/blog/", StringComparison.Ordinal) == true
        ? new HtmlContentBuilder().AppendHtml("<a href=\"").Append(note).AppendHtml("\">the post</a>")
        : new HtmlContentBuilder().Append(note);

    private static (string What, string? Note)? LineOf(string action, string details)
    {
        if (action == SponsorshipFlow.ActionOf(RequestStep.Begin))
            return ($"{WorkOn(BegunBenefit(details))} under way", null);
        if (action != SponsorshipFlow.ActionOf(RequestStep.Fulfil) && action != SponsorshipFlow.ActionOf(RequestStep.Release))
            return null;
        var line = JsonSerializer.Deserialize<LineHappening>(details)!;
        var what = action == SponsorshipFlow.ActionOf(RequestStep.Fulfil) ? "fulfilled" : "went back";
        return ($"{line.Benefit} {what}", line.Note is { Length: > 0 } note ? note : null);
    }

    // Entries from before the line was named as the other steps name it hold its number, and the history is never rewritten.
    private static Benefit BegunBenefit(string details)
    {
        using var entry = JsonDocument.Parse(details);
        var benefit = entry.RootElement.GetProperty(nameof(LineHappening.Benefit));
        return benefit.ValueKind == JsonValueKind.Number ? (Benefit)benefit.GetInt32() : Enum.Parse<Benefit>(benefit.GetString()!);
    }

    private static string WorkOn(Benefit benefit) => benefit switch
    {
        Benefit.Stipend => "Payment",
        Benefit.Promotion => "Blog post",
        Benefit.Licence => "Licence",
        _ => "Parcel",
    };

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
