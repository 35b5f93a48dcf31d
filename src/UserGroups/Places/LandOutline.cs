using System.Globalization;
using System.Text;

namespace UserGroups.Places;

/// <summary>
/// The outline of all land (Natural Earth, public domain) in tenths of a degree, as relative path commands: the same picture as the embedded file
/// in less than half of its bytes. Rings outside of the picture can be left out.
/// </summary>
internal sealed class LandOutline
{
    /// <summary>Drawing units per degree.</summary>
    public const int Scale = 10;

    private static readonly Lazy<LandOutline> Loaded = new(() => new LandOutline(CityFile.Text("world-land.svg")));

    private readonly List<Ring> _rings;

    private LandOutline(string svg)
    {
        var start = svg.IndexOf(" d=\"", StringComparison.Ordinal) + 4;
        var path = svg[start..svg.IndexOf('"', start)];
        _rings = [.. path.Split('Z', StringSplitOptions.RemoveEmptyEntries).Select(ring => Read(ring[1..]))];
    }

    public static LandOutline World => Loaded.Value;

    /// <summary>Path data of the rings that touch the box, which is in drawing units.</summary>
    public string PathData(double left, double top, double right, double bottom)
    {
        var path = new StringBuilder();
        foreach (var ring in _rings)
        {
            if (ring.Right >= left && ring.Left <= right && ring.Bottom >= top && ring.Top <= bottom)
                path.Append(ring.PathData);
        }
        return path.ToString();
    }

    private static Ring Read(string ring)
    {
        var path = new StringBuilder();
        int left = int.MaxValue, top = int.MaxValue, right = int.MinValue, bottom = int.MinValue, lastX = 0, lastY = 0;
        foreach (var point in ring.Split('L'))
        {
            var comma = point.IndexOf(',', StringComparison.Ordinal);
            var x = Units(point[..comma]);
            var y = Units(point[(comma + 1)..]);
            if (path.Length == 0)
                path.Append(CultureInfo.InvariantCulture, $"M{x} {y}l");
            else
                Append(path, x - lastX).Append(y - lastY >= 0 ? " " : "").Append(y - lastY);
            (lastX, lastY) = (x, y);
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }
        return new Ring(left, top, right, bottom, path.Append('z').ToString());
    }

    /// <summary>A minus sign separates by itself.</summary>
    private static StringBuilder Append(StringBuilder path, int number) =>
        path.Append(number >= 0 && path[^1] != 'l' ? " " : "").Append(number);

    private static int Units(string degrees) => (int)Math.Round(double.Parse(degrees, CultureInfo.InvariantCulture) * Scale);

    private sealed record Ring(int Left, int Top, int Right, int Bottom, string PathData);
}
