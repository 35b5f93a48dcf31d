namespace UserGroups.Places;

/// <summary>
/// The part of the world that a map shows, in drawing units (tenths of a degree; x from 180° west, y from the north pole). A view across the
/// antimeridian reaches beyond 3,600; the land is then drawn a second time, one world to the right.
/// </summary>
internal sealed record MapView(double Left, double Top, double Width, double Height)
{
    private const double World = 360 * LandOutline.Scale;
    private const double Pole = 180 * LandOutline.Scale;

    /// <summary>A view is never narrower than this: closer, the outline looks like a drawing by hand.</summary>
    private const double MinWidth = 300;

    public static MapView Whole { get; } = new(0, 0, World, Pole);

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public bool CrossesAntimeridian => Right > World;

    public static MapView Around(IReadOnlyList<MapDot> dots)
    {
        if (dots.Count == 0)
            return Whole;
        var (left, width) = NarrowestArc(dots);
        var top = dots.Min(dot => Y(dot.Latitude));
        var height = dots.Max(dot => Y(dot.Latitude)) - top;
        // Room at the sides, and the shape of the whole map (2:1), so that the page keeps its place for it.
        var newWidth = Math.Min(World, Math.Max(MinWidth, Math.Max(width * 1.2, height * 1.2 * 2)));
        var newLeft = left - ((newWidth - width) / 2);
        if (newWidth >= World)
            return Whole;
        var newHeight = newWidth / 2;
        var newTop = Math.Clamp(top - ((newHeight - height) / 2), 0, Pole - newHeight);
        return new(Math.Round(newLeft < 0 ? newLeft + World : newLeft), Math.Round(newTop), Math.Round(newWidth), Math.Round(newHeight));
    }

    /// <summary>Where a dot is drawn in this view.</summary>
    public (double X, double Y) Place(MapDot dot)
    {
        var x = X(dot.Longitude);
        return (x < Left ? x + World : x, Y(dot.Latitude));
    }

    private static double X(double longitude) => (longitude + 180) * LandOutline.Scale;

    private static double Y(double latitude) => (90 - latitude) * LandOutline.Scale;

    private static (double Left, double Width) NarrowestArc(IReadOnlyList<MapDot> dots)
    {
        var xs = dots.Select(dot => X(dot.Longitude) % World).Order().ToArray();
        // The arc that holds all dots is the circle without its widest gap.
        var (gap, after) = (xs[0] + World - xs[^1], 0);
        for (var i = 1; i < xs.Length; i++)
        {
            if (xs[i] - xs[i - 1] > gap)
                (gap, after) = (xs[i] - xs[i - 1], i);
        }
        return (xs[after], World - gap);
    }
}
