namespace UserGroups.Shared;

/// <summary>The parts of the world that staff roles and budgets can be limited to.</summary>
public static class Regions
{
    /// <summary>Key and name of each region, in the order shown.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["africa"] = "Africa",
        ["americas"] = "Americas",
        ["asia"] = "Asia",
        ["europe"] = "Europe",
        ["oceania"] = "Oceania",
        ["online"] = "Online",
    };

    public static bool Exists(string? region) => region is not null && Names.ContainsKey(region);
}
