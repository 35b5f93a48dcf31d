using UserGroups.Chapters;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>States and health in a word and a tone.</summary>
public static class ChapterWords
{
    public static string Of(ChapterState state) => state switch
    {
        ChapterState.Draft => "Draft",
        ChapterState.Submitted => "Waiting for a decision",
        ChapterState.ChangesRequested => "Changes requested",
        ChapterState.Active => "Active",
        ChapterState.Declined => "Declined",
        ChapterState.Dormant => "Dormant",
        _ => "Retired",
    };

    public static StateTone ToneOf(ChapterState state) => state switch
    {
        ChapterState.Active => StateTone.Good,
        ChapterState.Submitted => StateTone.Accent,
        ChapterState.ChangesRequested or ChapterState.Dormant => StateTone.Warn,
        ChapterState.Declined => StateTone.Bad,
        _ => StateTone.Quiet,
    };

    public static string Of(ChapterHealth health) => health switch
    {
        ChapterHealth.Green => "In good health",
        ChapterHealth.Amber => "Quiet for a while",
        _ => "Needs a date",
    };

    public static StateTone ToneOf(ChapterHealth health) => health switch
    {
        ChapterHealth.Green => StateTone.Good,
        ChapterHealth.Amber => StateTone.Warn,
        _ => StateTone.Bad,
    };

    public static string Members(int count) => count == 1 ? "1 member" : $"{count} members";

    public static string Km(double km) => km < 1 ? "right there" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{km:0} km away");
}
