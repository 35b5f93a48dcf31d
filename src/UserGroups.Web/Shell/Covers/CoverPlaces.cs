using System.Globalization;
using System.Text;

namespace UserGroups.Web.Shell;

/// <summary>The motifs of chapters: somewhere people live.</summary>
internal static class CoverPlaces
{
    public static void Hills(CoverCanvas c)
    {
        Sun(c, c.Chance.Between(90, 390), c.Chance.Between(70, 130), c.Chance.Between(34, 62));
        var top = c.Chance.Between(120, 160);
        string[] layers = [c.Colours[1], c.Colours[2], c.Palette.Dark];
        for (var i = 0; i < layers.Length; i++, top += c.Chance.Between(44, 62))
            c.Path(Ridge(c, top, c.Chance.Between(18, 46)), layers[i]);
        if (c.Chance.Is(60))
            Birds(c);
    }

    public static void Harbour(CoverCanvas c)
    {
        var horizon = c.Chance.Between(165, 205);
        var x = c.Chance.Between(120, 360);
        Sun(c, x, horizon, c.Chance.Between(60, 92));
        c.Rect(0, horizon, Cover.Width, Cover.Height - horizon, c.Colours[1]);
        for (var y = horizon + 18; y < Cover.Height; y += 22)
        {
            var half = c.Chance.Between(16, 70);
            c.Line($"M{x - half} {y}H{x + half - c.Chance.Next(24)}", c.Colours[0], 5);
        }
        Boat(c, c.Chance.Between(70, 170), horizon + c.Chance.Between(16, 44), 1);
        Boat(c, c.Chance.Between(300, 410), horizon + c.Chance.Between(6, 22), c.Chance.Of(1, -1));
    }

    public static void Roofs(CoverCanvas c)
    {
        Sun(c, c.Chance.Between(60, 420), c.Chance.Between(56, 96), c.Chance.Between(26, 44));
        Row(c, 230, c.Colours[1], null);
        Row(c, 290, c.Palette.Dark, c.Colours[2]);
    }

    public static void Streets(CoverCanvas c)
    {
        // A town from above: blocks between streets, a river and one square.
        int[] columns = Cuts(c, Cover.Width, 62, 104);
        int[] rows = Cuts(c, Cover.Height, 52, 88);
        for (var i = 0; i + 1 < columns.Length; i++)
        {
            for (var j = 0; j + 1 < rows.Length; j++)
                Block(c, columns[i] + 5, rows[j] + 5, columns[i + 1] - columns[i] - 10, rows[j + 1] - rows[j] - 10);
        }
        var y = c.Chance.Between(40, 280);
        var to = c.Chance.Between(40, 280);
        var river = $"M-20 {y}C150 {y + c.Chance.Between(-90, 90)} 300 {to + c.Chance.Between(-90, 90)} 500 {to}";
        c.Line(river, c.Palette.Ground, 46);
        c.Line(river, c.Colours[1], 30);
    }

    public static void Arches(CoverCanvas c)
    {
        var width = c.Chance.Of(80, 96, 120, 160);
        var ground = c.Chance.Between(268, 292);
        Sun(c, c.Chance.Between(100, 380), c.Chance.Between(50, 90), c.Chance.Between(30, 50));
        for (int x = 0, i = c.Chance.Next(3); x < Cover.Width; x += width, i++)
        {
            var height = c.Chance.Between(90, 170);
            for (var k = 0; k < 3; k++)
            {
                var inset = k * width / 7;
                Arch(c, x + 6 + inset, ground, width - 12 - 2 * inset, height - inset, k == 2 ? c.Palette.Dark : c.Colours[(i + k) % 3]);
            }
        }
        c.Rect(0, ground, Cover.Width, Cover.Height - ground, c.Palette.Dark);
    }

    private static void Sun(CoverCanvas c, int x, int y, int radius) => c.Circle(x, y, radius, c.Colours[0]);

    private static string Ridge(CoverCanvas c, int top, int height)
    {
        var path = new StringBuilder($"M0 {top}");
        var y = top;
        for (var x = 0; x < Cover.Width; x += 120)
        {
            var next = top + c.Chance.Between(-height, height);
            path.Append(CultureInfo.InvariantCulture, $"C{x + 50} {y} {x + 70} {next} {x + 120} {next}");
            y = next;
        }
        return path.Append(CultureInfo.InvariantCulture, $"V{Cover.Height}H0Z").ToString();
    }

    private static void Birds(CoverCanvas c)
    {
        for (var i = c.Chance.Between(2, 4); i > 0; i--)
        {
            var (x, y) = (c.Chance.Between(60, 420), c.Chance.Between(30, 100));
            c.Line($"M{x} {y}q6 -8 11 0q6 -8 11 0", c.Palette.Dark, 3);
        }
    }

    private static void Boat(CoverCanvas c, int x, int y, int way)
    {
        c.Path($"M{x - 34 * way} {y}H{x + 34 * way}L{x + 22 * way} {y + 16}H{x - 24 * way}Z", c.Palette.Dark);
        c.Path($"M{x} {y - 6}V{y - 70}L{x + 34 * way} {y - 6}Z", c.Colours[2]);
        c.Path($"M{x - 5 * way} {y - 6}V{y - 54}L{x - 24 * way} {y - 6}Z", c.Palette.Ground);
    }

    private static void Row(CoverCanvas c, int foot, string wall, string? light)
    {
        for (var x = -c.Chance.Next(30); x < Cover.Width;)
        {
            var width = c.Chance.Between(44, 86);
            var top = foot - c.Chance.Between(50, 110);
            var roof = c.Chance.Next(3) switch
            {
                0 => $"M{x} {top}L{x + width / 2} {top - width / 2}L{x + width} {top}",
                1 => $"M{x} {top}V{top - 14}H{x + width}V{top}",
                _ => $"M{x} {top}V{top - width / 3}L{x + width} {top}",
            };
            c.Path($"{roof}V{Cover.Height}H{x}Z", wall);
            for (var y = top + 14; light is not null && y < Cover.Height - 14; y += 30)
            {
                for (var w = x + 10; w + 10 < x + width - 4; w += 20)
                {
                    if (c.Chance.Is(45))
                        c.Rect(w, y, 9, 14, light);
                }
            }
            x += width + c.Chance.Of(0, 0, 6);
        }
    }

    private static int[] Cuts(CoverCanvas c, int length, int least, int most)
    {
        var cuts = new List<int> { -c.Chance.Next(40) };
        while (cuts[^1] < length)
            cuts.Add(cuts[^1] + c.Chance.Between(least, most));
        return [.. cuts];
    }

    private static void Block(CoverCanvas c, int x, int y, int width, int height)
    {
        switch (c.Chance.Next(8))
        {
            case 0:
                c.Circle(x + width / 2, y + height / 2, Math.Min(width, height) / 2, c.Colours[2]);
                break;
            case 1:
                c.Rect(x, y, width / 2 - 3, height, c.Colours[0]);
                c.Rect(x + width / 2 + 3, y, width / 2 - 3, height, c.Palette.Dark);
                break;
            case 2:
                c.Path($"M{x} {y + height}V{y}H{x + width}Z", c.Colours[2]);
                break;
            default:
                c.Rect(x, y, width, height, c.Chance.Of(c.Colours[0], c.Colours[0], c.Colours[2], c.Palette.Dark));
                break;
        }
    }

    private static void Arch(CoverCanvas c, int x, int foot, int width, int height, string colour)
    {
        var r = width / 2;
        c.Path($"M{x} {foot}V{foot - height + r}A{r} {r} 0 0 1 {x + 2 * r} {foot - height + r}V{foot}Z", colour);
    }
}
