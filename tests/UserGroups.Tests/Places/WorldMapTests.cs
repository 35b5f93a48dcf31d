using System.Text;
using System.Xml.Linq;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Tests.Places;

public class WorldMapTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly WorldMapOptions Options = new() { Title = "Chapters", Description = "Where chapters meet" };

    [Fact]
    public void A_dot_is_a_link_with_a_title_at_its_place()
    {
        var map = XElement.Parse(WorldMap.Svg([new MapDot(59.9, 10.7, "Oslo", "/chapters/oslo")], Options));
        Assert.Equal("0 0 3600 1800", map.Attribute("viewBox")!.Value);
        Assert.Equal("group", map.Attribute("role")!.Value);
        Assert.Equal("map-title", map.Attribute("aria-labelledby")!.Value);
        Assert.Equal("Chapters", map.Element(Svg + "title")!.Value);
        Assert.Equal("Where chapters meet", map.Element(Svg + "desc")!.Value);
        var link = Assert.Single(map.Descendants(Svg + "a"));
        Assert.Equal("/chapters/oslo", link.Attribute("href")!.Value);
        Assert.Equal("Oslo", link.Element(Svg + "title")!.Value);
        Assert.Equal("1907", link.Element(Svg + "circle")!.Attribute("cx")!.Value);
        Assert.Equal("301", link.Element(Svg + "circle")!.Attribute("cy")!.Value);
    }

    [Fact]
    public void Without_links_it_is_one_image() => Assert.Equal("img", XElement.Parse(WorldMap.Svg([new MapDot(0, 0, "x")], Options)).Attribute("role")!.Value);

    [Fact]
    public void The_outline_is_that_of_the_file_point_for_point()
    {
        var path = XElement.Parse(WorldMap.Svg([], Options)).Descendants(Svg + "path").Single().Attribute("d")!.Value;
        var file = XElement.Parse(CityFile.Text("world-land.svg")).Descendants(Svg + "path").Single().Attribute("d")!.Value;
        var expected = file.Split(['M', 'L', 'Z'], StringSplitOptions.RemoveEmptyEntries).Select(point => string.Join(' ', point.Split(',').Select(n => Math.Round(double.Parse(n) * 10))));
        Assert.Equal(expected, Absolute(path));
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        var map = WorldMap.Svg([new MapDot(1, 1, "</title><script>alert(1)</script>\"'\0\uD800", "/a\"onload=\"x")], Options with { Title = "<b>&" });
        var parsed = XElement.Parse(map);
        Assert.DoesNotContain(parsed.Descendants(), element => element.Name.LocalName is "script" or "style" or "b");
        Assert.DoesNotContain(parsed.Descendants().Attributes(), attribute => attribute.Name.LocalName is ['o', 'n', ..] or "style");
        Assert.Equal("</title><script>alert(1)</script>\"'\uFFFD\uFFFD", parsed.Descendants(Svg + "a").Single().Element(Svg + "title")!.Value);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("data:x")]
    public void A_link_that_is_neither_path_nor_web_is_refused(string href) =>
        Assert.Throws<ArgumentException>(() => WorldMap.Svg([new MapDot(0, 0, "x", href)], Options));

    [Fact]
    public void Five_thousand_dots_stay_small_apart_and_all_there()
    {
        var dots = new CityIndex().All.Take(5000).Select(city => new MapDot(city.Latitude, city.Longitude, city.Label, $"/chapters/{city.GeonameId}")).ToList();
        var svg = WorldMap.Svg(dots, Options with { ClusterHref = cluster => $"/chapters?near={cluster.Latitude},{cluster.Longitude}" });
        Assert.InRange(Encoding.UTF8.GetByteCount(svg), 30_000, 60_000);
        var links = XElement.Parse(svg).Descendants(Svg + "a").ToList();
        var places = links.Select(link => link.Element(Svg + "circle")!).Select(circle => (X: double.Parse(circle.Attribute("cx")!.Value), Y: double.Parse(circle.Attribute("cy")!.Value))).ToList();
        Assert.InRange(links.Count, 100, 1000);
        var least = places.SelectMany((a, i) => places.Skip(i + 1).Select(b => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2)))).Min();
        Assert.InRange(least, 59.8, 200);
        var counted = links.Select(link => link.Element(Svg + "title")!.Value).Sum(title => title.IndexOf(':') is > 0 and var colon && int.TryParse(title[..colon], out var n) ? n : 1);
        Assert.Equal(5000, counted);
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(35_000)]
    [InlineData(26_000)]
    public void Dots_are_clustered_until_the_map_fits(int bytes)
    {
        var dots = new CityIndex().All.Take(5000).Select(city => new MapDot(city.Latitude, city.Longitude, city.Label, "/chapters")).ToList();
        var svg = WorldMap.Svg(dots, Options with { MaxBytes = bytes, ClusterHref = _ => "/chapters" });
        Assert.InRange(Encoding.UTF8.GetByteCount(svg), bytes * 3 / 4, bytes);
    }

    [Fact]
    public void A_cropped_map_shows_the_dots_and_leaves_the_rest_of_the_land_out()
    {
        var whole = WorldMap.Svg([new MapDot(59.9, 10.7, "Oslo"), new MapDot(55.7, 12.6, "Copenhagen")], Options);
        var cropped = WorldMap.Svg([new MapDot(59.9, 10.7, "Oslo"), new MapDot(55.7, 12.6, "Copenhagen")], Options with { CropToDots = true });
        Assert.Equal("1766 247 300 150", XElement.Parse(cropped).Attribute("viewBox")!.Value);
        Assert.True(cropped.Length < whole.Length / 2, $"{cropped.Length} of {whole.Length}");
    }

    [Fact]
    public void A_cropped_map_crosses_the_antimeridian_where_that_is_narrower()
    {
        var map = XElement.Parse(WorldMap.Svg([new MapDot(-36.8, 174.8, "Auckland"), new MapDot(-13.8, -171.8, "Apia")], Options with { CropToDots = true }));
        var view = map.Attribute("viewBox")!.Value.Split(' ').Select(double.Parse).ToArray();
        Assert.InRange(view[2], 500, 600);
        Assert.All(map.Descendants(Svg + "circle"), circle => Assert.InRange(double.Parse(circle.Attribute("cx")!.Value), view[0], view[0] + view[2]));
        Assert.Contains(map.Descendants(Svg + "path"), path => path.Attribute("transform")?.Value == "translate(3600)");
    }

    [Fact]
    public void A_dot_off_the_Earth_is_refused() => Assert.Throws<RuleException>(() => WorldMap.Svg([new MapDot(double.NaN, 0, "x")], Options));

    [Fact]
    public void Two_maps_on_a_page_have_ids_of_their_own()
    {
        Assert.Contains("id=\"small-title\"", WorldMap.Svg([], Options with { IdPrefix = "small" }));
        Assert.Throws<ArgumentException>(() => WorldMap.Svg([], Options with { IdPrefix = "1\"" }));
    }

    private static IEnumerable<string> Absolute(string path)
    {
        foreach (var ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = System.Text.RegularExpressions.Regex.Matches(ring, "-?[0-9]+", System.Text.RegularExpressions.RegexOptions.NonBacktracking).Select(match => int.Parse(match.Value)).ToArray();
            var (x, y) = (0, 0);
            for (var i = 0; i < numbers.Length; i += 2)
            {
                (x, y) = (x + numbers[i], y + numbers[i + 1]);
                yield return $"{x} {y}";
            }
        }
    }
}
