namespace UserGroups.Places;

/// <summary>A place to show.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Label">What a reader or a screen reader is told.</param>
/// <param name="Href">Where a click goes: a path of this site or http(s); null for a dot that is only seen.</param>
public sealed record MapDot(double Latitude, double Longitude, string Label, string? Href = null);

/// <summary>Dots too near one another to be clicked apart.</summary>
/// <param name="Latitude">Of the first dot; the cluster is drawn there.</param>
/// <param name="Longitude">Of the first dot.</param>
/// <param name="Dots">Two or more, in the order given.</param>
public sealed record MapCluster(double Latitude, double Longitude, IReadOnlyList<MapDot> Dots);

/// <summary>How a map is drawn.</summary>
public sealed record WorldMapOptions
{
    /// <summary>Accessible name of the map.</summary>
    public required string Title { get; init; }

    /// <summary>Accessible description; null writes none.</summary>
    public string? Description { get; init; }

    /// <summary>Begins the ids inside, so that two maps may stand on a page: a letter, then letters, digits and hyphens.</summary>
    public string IdPrefix { get; init; } = "map";

    /// <summary>Shows only the part of the world where the dots are, with some room; across the antimeridian if that is narrower.</summary>
    public bool CropToDots { get; init; }

    /// <summary>Least distance between two dots in 1/360 of the picture's width. 6 is 20 px on a map 1,200 px wide.</summary>
    public double Spacing { get; init; } = 6;

    /// <summary>Most bytes of the SVG in UTF-8; dots are clustered more widely until it fits.</summary>
    public int MaxBytes { get; init; } = 60_000;

    /// <summary>Where a click on a cluster goes, a list of what is in it; null leaves clusters without a link.</summary>
    public Func<MapCluster, string?>? ClusterHref { get; init; }

    /// <summary>What a cluster is called; by default its number and its first label: "12: Oslo .NET and 11 more".</summary>
    public Func<MapCluster, string>? ClusterLabel { get; init; }
}
