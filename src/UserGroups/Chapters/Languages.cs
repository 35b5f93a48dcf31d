namespace UserGroups.Chapters;

/// <summary>The languages a group may meet in: ISO 639-1 code and the English name, as a table of our own, so that it does not change with the server's ICU.</summary>
public static class Languages
{
    private const string Table =
        "ar Arabic|bg Bulgarian|bn Bengali|ca Catalan|cs Czech|da Danish|de German|el Greek|en English|es Spanish|et Estonian|eu Basque|fa Persian|fi Finnish|fr French"
        + "|ga Irish|gl Galician|he Hebrew|hi Hindi|hr Croatian|hu Hungarian|hy Armenian|id Indonesian|is Icelandic|it Italian|ja Japanese|ka Georgian|kk Kazakh|ko Korean"
        + "|lt Lithuanian|lv Latvian|mk Macedonian|ms Malay|mt Maltese|nb Norwegian|nl Dutch|pl Polish|pt Portuguese|ro Romanian|ru Russian|sk Slovak|sl Slovenian"
        + "|sq Albanian|sr Serbian|sv Swedish|sw Swahili|ta Tamil|te Telugu|th Thai|tl Filipino|tr Turkish|uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|zh Chinese";

    private static readonly Dictionary<string, string> Names = Table.Split('|').ToDictionary(entry => entry[..2], entry => entry[3..], StringComparer.Ordinal);

    /// <summary>All by name.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } = [.. Names.Select(l => (l.Key, l.Value)).OrderBy(l => l.Value, StringComparer.Ordinal)];

    public static bool IsKnown(string? code) => code is not null && Names.ContainsKey(code);

    /// <summary>The name, or the code itself when it is unknown.</summary>
    public static string Name(string code) => Names.GetValueOrDefault(code, code);
}
