using System.Globalization;

namespace UserGroups.Shared;

/// <summary>What became of a file that was imported, or would have become of it.</summary>
/// <param name="Rows">Data rows read.</param>
/// <param name="Added">Rows that became something new.</param>
/// <param name="Known">Rows imported before; what they became is left as it is.</param>
/// <param name="Repeated">Rows that say the same as an earlier one of this file.</param>
/// <param name="Problems">Why nothing was imported, in the file's order; empty when it was.</param>
/// <param name="Notes">What whoever imports should know, each a sentence.</param>
public sealed record ImportResult(int Rows, int Added, int Known, int Repeated, IReadOnlyList<CsvProblem> Problems, IReadOnlyList<string> Notes)
{
    /// <summary>True when nothing is wrong with the file.</summary>
    public bool Ok => Problems.Count == 0;

    /// <summary>The outcome of a file with problems: nothing was taken from it.</summary>
    /// <param name="problems">At least one.</param>
    public static ImportResult Refused(IReadOnlyList<CsvProblem> problems) => new(0, 0, 0, 0, problems, []);

    /// <summary>The outcome in a sentence: "111 rows: 108 groups imported, 3 imported before."</summary>
    /// <param name="thing">What a row becomes, such as "group".</param>
    /// <param name="dryRun">True: nothing was written.</param>
    public string Sentence(string thing, bool dryRun)
    {
        var known = Known > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Known} {(Known == 1 ? "was" : "were")} imported before and {(Known == 1 ? "stays as it is" : "stay as they are")}") : "";
        var repeated = Repeated > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Repeated} {(Repeated == 1 ? "repeats" : "repeat")} an earlier line and {(Repeated == 1 ? "is" : "are")} passed over") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Rows} {(Rows == 1 ? "row" : "rows")}: {Added} {thing}{(Added == 1 ? "" : "s")} {(dryRun ? "would be" : Added == 1 ? "was" : "were")} imported{known}{repeated}.{(dryRun ? " Nothing was written." : "")}");
    }
}

/// <summary>How far long work is.</summary>
/// <param name="Done">Of <paramref name="All"/>.</param>
/// <param name="All">At least 1.</param>
public sealed record Progress(int Done, int All);
