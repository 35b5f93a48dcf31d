namespace UserGroups.Web.Shell;

/// <summary>The motifs of events: something happens.</summary>
internal static class CoverPatterns
{
    public static void Rings(CoverCanvas c)
    {
        // Sound, or water: circles that spread from two places and meet.
        (int X, int Y)[] centres = [(c.Chance.Between(40, 190), c.Chance.Between(60, 260)), (c.Chance.Between(290, 440), c.Chance.Between(60, 260))];
        var step = c.Chance.Between(26, 36);
        for (var i = 0; i < 2; i++)
        {
            for (var r = step * 6; r > 0; r -= step)
                c.Circle(centres[i].X, centres[i].Y, r, (r / step) % 2 == 0 ? c.Colours[i] : c.Palette.Ground);
            c.Circle(centres[i].X, centres[i].Y, step / 2, c.Palette.Dark);
        }
        c.Circle(c.Chance.Between(200, 280), c.Chance.Between(40, 280), c.Chance.Between(18, 34), c.Colours[2]);
    }

    public static void Tiles(CoverCanvas c)
    {
        // Quarter circles on a grid (after Sébastien Truchet, 1704).
        const int size = 80;
        for (var x = 0; x < Cover.Width; x += size)
        {
            for (var y = 0; y < Cover.Height; y += size)
                Tile(c, x, y, size);
        }
    }

    public static void Ribbons(CoverCanvas c)
    {
        var lift = c.Chance.Between(-70, 70);
        string[] inks = [c.Colours[0], c.Colours[1], c.Palette.Ground, c.Colours[2], c.Palette.Dark];
        var first = c.Chance.Between(10, 60);
        for (var i = 0; i < inks.Length; i++)
        {
            var y = first + i * 46;
            c.Line($"M-30 {y + lift}C120 {y - lift * 2} 220 {y + lift * 3} 340 {y}S480 {y - lift * 2} 520 {y + lift}", inks[i], 40);
        }
    }

    public static void Petals(CoverCanvas c)
    {
        var size = c.Chance.Of(80, 160);
        for (var x = 0; x < Cover.Width; x += size)
        {
            for (var y = 0; y < Cover.Height; y += size)
            {
                var colour = c.Colours[(x / size + y / size) % 3];
                var (a, b) = (x + size, y + size);
                c.Path(c.Chance.Is(50) ? $"M{x} {y}Q{a} {y} {a} {b}Q{x} {b} {x} {y}Z" : $"M{a} {y}Q{x} {y} {x} {b}Q{a} {b} {a} {y}Z", colour);
                if (c.Chance.Is(30))
                    c.Circle(x + size / 2, y + size / 2, size / 9, c.Palette.Dark);
            }
        }
    }

    public static void Columns(CoverCanvas c)
    {
        // Rounded bars of many heights, like a row of people of many sizes.
        var width = c.Chance.Of(40, 48, 60);
        for (int x = 0, i = c.Chance.Next(3); x < Cover.Width; x += width, i++)
        {
            var top = c.Chance.Between(70, 210);
            var r = width / 2 - 4;
            c.Path($"M{x + 4} {Cover.Height}V{top + r}a{r} {r} 0 0 1 {2 * r} 0V{Cover.Height}Z", c.Chance.Is(18) ? c.Palette.Dark : c.Colours[i % 3]);
            c.Circle(x + width / 2, top - r + 2, r * 2 / 3, c.Chance.Of(c.Colours[(i + 1) % 3], c.Palette.Dark));
        }
    }

    private static void Tile(CoverCanvas c, int x, int y, int size)
    {
        var (colour, second) = (c.Colours[c.Chance.Next(3)], c.Chance.Is(25) ? c.Palette.Dark : c.Palette.Ground);
        var (a, b) = (x + size, y + size);
        string[] corners =
        [
            $"M{x} {y}H{a}A{size} {size} 0 0 1 {x} {b}Z", $"M{a} {y}V{b}A{size} {size} 0 0 1 {x} {y}Z",
            $"M{a} {b}H{x}A{size} {size} 0 0 1 {a} {y}Z", $"M{x} {b}V{y}A{size} {size} 0 0 1 {a} {b}Z",
        ];
        switch (c.Chance.Next(6))
        {
            case 0:
                c.Rect(x, y, size, size, colour);
                c.Circle(x + size / 2, y + size / 2, size / 4, second);
                break;
            case 1:
                break;
            default:
                c.Rect(x, y, size, size, c.Chance.Is(40) ? c.Colours[c.Chance.Next(3)] : c.Palette.Ground);
                c.Path(corners[c.Chance.Next(4)], colour);
                break;
        }
    }
}
