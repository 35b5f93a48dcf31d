namespace UserGroups.Places;

/// <summary>A cluster (or single dot) and where it is drawn.</summary>
internal sealed record PlacedCluster(MapCluster Cluster, double X, double Y);

/// <summary>
/// Joins dots that would overlap: each dot in turn goes to the nearest cluster less than a spacing away, or begins one of its own. So no two
/// clusters are nearer than that, and a look at the nine cells around finds them in constant time.
/// </summary>
internal static class MapClusters
{
    public static IReadOnlyList<PlacedCluster> Of(IReadOnlyList<MapDot> dots, MapView view, double spacing)
    {
        var clusters = new List<(double X, double Y, List<MapDot> Dots)>();
        var cells = new Dictionary<(int, int), List<int>>();
        foreach (var dot in dots)
        {
            var (x, y) = view.Place(dot);
            var cell = ((int)Math.Floor(x / spacing), (int)Math.Floor(y / spacing));
            if (Nearest(clusters, cells, cell, x, y, spacing) is { } found)
            {
                clusters[found].Dots.Add(dot);
                continue;
            }
            if (!cells.TryGetValue(cell, out var inCell))
                cells[cell] = inCell = [];
            inCell.Add(clusters.Count);
            clusters.Add((x, y, [dot]));
        }
        return [.. clusters.Select(cluster =>
            new PlacedCluster(new MapCluster(cluster.Dots[0].Latitude, cluster.Dots[0].Longitude, cluster.Dots), cluster.X, cluster.Y))];
    }

    private static int? Nearest(
        List<(double X, double Y, List<MapDot> Dots)> clusters, Dictionary<(int, int), List<int>> cells, (int X, int Y) cell, double x, double y, double spacing)
    {
        int? nearest = null;
        var least = spacing * spacing;
        for (var dx = -1; dx <= 1; dx++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                foreach (var candidate in cells.GetValueOrDefault((cell.X + dx, cell.Y + dy)) ?? [])
                {
                    var distance = Math.Pow(clusters[candidate].X - x, 2) + Math.Pow(clusters[candidate].Y - y, 2);
                    if (distance < least)
                        (nearest, least) = (candidate, distance);
                }
            }
        }
        return nearest;
    }
}
