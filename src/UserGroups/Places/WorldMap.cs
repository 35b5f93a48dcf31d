using System.Globalization;
using System.Text;
using UserGroups.Shared;

namespace UserGroups.Places;

/// <summary>
/// A map as SVG, to stand inline in a page: land outline and dots, nothing fetched, no script, no style. Classes for the style sheet: <c>world-map</c>,
/// <c>world-map-land</c>, <c>world-map-dots</c>, <c>world-map-cluster</c>; presentation attributes (which any style sheet overrides) make it
/// readable without one.
/// </summary>
public static class WorldMap
{
    private const int LongestLabel = 120;

    /// <summary>Draws a map. The same dots give the same bytes.</summary>
    /// <param name="dots">In order of importance: the first of a cluster gives it its place and name.</param>
    /// <param name="options">Title and more.</param>
    /// <exception cref="RuleException">A dot is not on the Earth.</exception>
    /// <exception cref="ArgumentException">A link is neither a path nor http(s), or the id prefix is no id.</exception>
    public static string Svg(IReadOnlyList<MapDot> dots, WorldMapOptions options)
    {
        if (options.IdPrefix.Length == 0 || !char.IsAsciiLetter(options.IdPrefix[0]) || options.IdPrefix.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            throw new ArgumentException("The id prefix is a letter, then letters, digits and hyphens.", nameof(options));
        foreach (var dot in dots)
            Coordinates.Check(dot.Latitude, dot.Longitude);
        var view = options.CropToDots ? MapView.Around(dots) : MapView.Whole;
        var head = Head(view, dots, options);
        for (var spacing = options.Spacing; ; spacing *= 1.2)
        {
            var svg = head + Dots(view, MapClusters.Of(dots, view, spacing * view.Width / 360), options) + "</svg>";
            // One cluster for the whole world is as far as it can go.
            if (spacing > 360 || Encoding.UTF8.GetByteCount(svg) <= options.MaxBytes)
                return svg;
        }
    }

    private static string Head(MapView view, IReadOnlyList<MapDot> dots, WorldMapOptions options)
    {
        var id = options.IdPrefix;
        var svg = new StringBuilder();
        // With links inside it is a group: role img would hide them from screen readers.
        var role = dots.Any(dot => dot.Href is not null) ? "group" : "img";
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"world-map\" viewBox=\"{view.Left:0.#} {view.Top:0.#} {view.Width:0.#} {view.Height:0.#}\" ");
        svg.Append(CultureInfo.InvariantCulture, $"role=\"{role}\" aria-labelledby=\"{id}-title\"");
        if (options.Description is not null)
            svg.Append(CultureInfo.InvariantCulture, $" aria-describedby=\"{id}-desc\"");
        svg.Append(CultureInfo.InvariantCulture, $"><title id=\"{id}-title\">{XmlText.Escape(options.Title)}</title>");
        if (options.Description is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}-desc\">{XmlText.Escape(options.Description)}</desc>");
        svg.Append("<g class=\"world-map-land\" fill=\"#d9d4c7\" aria-hidden=\"true\">");
        Land(svg, view, 0);
        if (view.CrossesAntimeridian)
            Land(svg, view, 360 * LandOutline.Scale);
        return svg.Append("</g>").ToString();
    }

    private static void Land(StringBuilder svg, MapView view, int shift)
    {
        var path = LandOutline.World.PathData(view.Left - shift, view.Top, view.Right - shift, view.Bottom);
        if (path.Length == 0)
            return;
        svg.Append("<path ");
        if (shift > 0)
            svg.Append(CultureInfo.InvariantCulture, $"transform=\"translate({shift})\" ");
        svg.Append("d=\"").Append(path).Append("\"/>");
    }

    private static string Dots(MapView view, IReadOnlyList<PlacedCluster> clusters, WorldMapOptions options)
    {
        var unit = view.Width / 360;
        var svg = new StringBuilder();
        // The unseen stroke takes clicks too: a target wider than the dot.
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"world-map-dots\" fill=\"#9a3412\" stroke=\"#fff\" stroke-opacity=\"0\" stroke-width=\"{unit * 2.4:0.#}\" pointer-events=\"all\">");
        foreach (var cluster in clusters)
            Dot(svg, cluster, unit, options);
        return svg.Append("</g>").ToString();
    }

    private static void Dot(StringBuilder svg, PlacedCluster placed, double unit, WorldMapOptions options)
    {
        var many = placed.Cluster.Dots.Count > 1;
        var label = Short(many ? (options.ClusterLabel ?? DefaultLabel)(placed.Cluster) : placed.Cluster.Dots[0].Label);
        var href = many ? options.ClusterHref?.Invoke(placed.Cluster) : placed.Cluster.Dots[0].Href;
        var radius = unit * Math.Min(1.6 + (0.7 * Math.Log2(placed.Cluster.Dots.Count)), 5);
        var circle = string.Create(CultureInfo.InvariantCulture, $"<circle {(many ? "class=\"world-map-cluster\" " : "")}cx=\"{placed.X:0.#}\" cy=\"{placed.Y:0.#}\" r=\"{radius:0.#}\"");
        var title = $"<title>{XmlText.Escape(label)}</title>";
        if (href is null)
            svg.Append(circle).Append('>').Append(title).Append("</circle>");
        else
            svg.Append("<a href=\"").Append(XmlText.Escape(Link(href))).Append("\">").Append(title).Append(circle).Append("/></a>");
    }

    private static string DefaultLabel(MapCluster cluster) =>
        string.Create(CultureInfo.InvariantCulture, $"{cluster.Dots.Count}: {cluster.Dots[0].Label} and {cluster.Dots.Count - 1} more");

    private static string Short(string label)
    {
        if (label.Length <= LongestLabel)
            return label;
        var end = LongestLabel - 1;
        return label[..(char.IsHighSurrogate(label[end - 1]) ? end - 1 : end)] + "…";
    }

    private static string Link(string href)
    {
        var path = href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal) && !href.Contains('\\', StringComparison.Ordinal);
        if (path || href.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || href.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return href;
        throw new ArgumentException($"A map links to a path or to http(s), not to “{href}”.", nameof(href));
    }
}
