using FsCheck;
using FsCheck.Fluent;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Tests.Places;

public class CityIndexTests
{
    private static readonly CityIndex Cities = new();

    [Theory]
    [InlineData("sao pau", "São Paulo, Brazil")]
    [InlineData("SÃO PAULO", "São Paulo, Brazil")]
    [InlineData("oslo", "Oslo, Norway")]
    [InlineData("new y", "New York City, New York, United States")]
    [InlineData("york new", "New York City, New York, United States")]
    [InlineData("københavn", "Copenhagen, Capital Region, Denmark")]
    [InlineData("kobenhavn", "Copenhagen, Capital Region, Denmark")]
    [InlineData("copenh", "Copenhagen, Capital Region, Denmark")]
    [InlineData("Москва", "Moscow, Russia")]
    [InlineData("東京", "Tokyo, Japan")]
    [InlineData("washington dc", "Washington, D.C., District of Columbia, United States")]
    [InlineData("washington d.c", "Washington, D.C., District of Columbia, United States")]
    [InlineData("springfield ill", "Springfield, Illinois, United States")]
    [InlineData("paris tex", "Paris, Texas, United States")]
    [InlineData("paris us", "Paris, Texas, United States")]
    [InlineData("  Zürich  ", "Zürich, Switzerland")]
    [InlineData("lodz", "Łódź, Łódź Voivodeship, Poland")]
    [InlineData("san sebastian", "San Sebastián de los Reyes, Madrid, Spain")]
    public void The_first_hit_is_the_one_that_is_meant(string typed, string label) => Assert.Equal(label, Cities.Search(typed)[0].Label);

    [Fact]
    public void Whole_names_come_before_longer_ones_and_larger_cities_before_smaller()
    {
        var hits = Cities.Search("paris");
        Assert.Equal(["Paris", "Paris"], hits.Take(2).Select(city => city.Name));
        Assert.Equal(["FR", "US"], hits.Take(2).Select(city => city.CountryCode));
        Assert.Equal(hits.Count, hits.Distinct().Count());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("san")]
    [InlineData("new")]
    public void There_are_never_more_than_twenty_and_never_one_twice(string typed)
    {
        var hits = Cities.Search(typed, 1000);
        Assert.Equal(20, hits.Count);
        Assert.Equal(20, hits.Distinct().Count());
        Assert.Equal(3, Cities.Search(typed, 3).Count);
        Assert.Equal(hits.Take(3), Cities.Search(typed, 3));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("--\n'")]
    [InlineData("xyzzyq")]
    [InlineData("oslo xyzzyq")]
    [InlineData("\uD800")]
    public void What_is_no_city_finds_none(string? typed) => Assert.Empty(Cities.Search(typed));

    [Fact]
    public void Every_city_is_found_by_its_own_name_and_by_its_number()
    {
        Assert.Equal(23_354, Cities.All.Count);
        foreach (var city in Cities.All.Where((_, i) => i % 97 == 0))
        {
            var same = Cities.Search(city.Name).Where(hit => SearchText.Normalise(hit.Name) == SearchText.Normalise(city.Name)).ToList();
            Assert.True(same.Contains(city) || same.Count == 20, city.Label);
        }
        Assert.All(Cities.All, city => Assert.Same(city, Cities.FindById(city.GeonameId)));
        Assert.Null(Cities.FindById(-1));
    }

    [Fact]
    public void The_file_is_read_exactly()
    {
        Assert.Equal(new City(1796236, "Shanghai", "Shanghai", "CN", 31.2222, 121.4581, 22315474, "Asia/Shanghai"), Cities.All[0]);
        Assert.Equal(new City(4140963, "Washington, D.C.", "District of Columbia", "US", 38.8951, -77.0364, 601723, "America/New_York"), Cities.FindById(4140963));
        Assert.Equal(new City(1020066, "Berea", "KwaZulu-Natal", "ZA", -29.8518, 30.9934, 15000, "Africa/Johannesburg"), Cities.All[^1]);
    }

    [Fact]
    public void The_nearest_is_what_measuring_every_city_finds()
    {
        var latitude = Gen.OneOf(Gen.Choose(-90_000, 90_000).Select(n => n / 1000.0), Gen.Elements(-90.0, 90.0, 0.0));
        var longitude = Gen.OneOf(Gen.Choose(-180_000, 180_000).Select(n => n / 1000.0), Gen.Elements(-180.0, 180.0, 179.999, -179.999, 0.0));
        var points = latitude.SelectMany(lat => longitude.Select(lon => (lat, lon))).ToArbitrary();
        Prop.ForAll(points, point =>
        {
            var least = Cities.All.Min(city => Distance.Km(point.lat, point.lon, city.Latitude, city.Longitude));
            var nearest = Cities.Nearest(point.lat, point.lon);
            Assert.Equal(least, nearest.Km, 1e-6);
            Assert.Equal(nearest.Km, Distance.Km(point.lat, point.lon, nearest.City.Latitude, nearest.City.Longitude));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Those_within_a_distance_are_what_measuring_every_city_finds()
    {
        var points = from lat in Gen.Choose(-90, 90) from lon in Gen.Choose(-180, 180) from km in Gen.Elements(0.0, 5.0, 100.0, 1000.0, 12000.0, 20015.2, 99999.0) select (lat, lon, km);
        Prop.ForAll(points.ToArbitrary(), point =>
        {
            var expected = Cities.All.Where(city => Distance.Km(point.lat, point.lon, city.Latitude, city.Longitude) <= point.km).ToHashSet();
            var within = Cities.Within(point.lat, point.lon, point.km);
            Assert.True(expected.SetEquals(within.Select(nearby => nearby.City)));
            Assert.Equal(within.Count, expected.Count);
            Assert.Equal(within.Select(nearby => nearby.Km).Order(), within.Select(nearby => nearby.Km));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Theory]
    [InlineData(-17.0, -179.99, "Labasa")]
    [InlineData(90.0, 0.0, "Tromsø")]
    [InlineData(90.0, 180.0, "Tromsø")]
    [InlineData(-90.0, 77.0, "Ushuaia")]
    [InlineData(59.91, 10.75, "Oslo")]
    public void Across_the_date_line_and_at_the_poles_the_nearest_is_right(double latitude, double longitude, string name)
    {
        var least = Cities.All.MinBy(city => Distance.Km(latitude, longitude, city.Latitude, city.Longitude))!;
        Assert.Equal(least, Cities.Nearest(latitude, longitude).City);
        Assert.Equal(name, least.Name);
    }

    [Theory]
    [InlineData(double.NaN, 0, "Latitude")]
    [InlineData(90.001, 0, "Latitude")]
    [InlineData(-91, 0, "Latitude")]
    [InlineData(double.PositiveInfinity, 0, "Latitude")]
    [InlineData(0, double.NaN, "Longitude")]
    [InlineData(0, 180.001, "Longitude")]
    [InlineData(0, double.NegativeInfinity, "Longitude")]
    public void What_is_no_point_on_the_Earth_is_refused(double latitude, double longitude, string field)
    {
        Assert.Equal(field, Assert.Throws<RuleException>(() => Cities.Nearest(latitude, longitude)).Field);
        Assert.Equal(field, Assert.Throws<RuleException>(() => Cities.Within(latitude, longitude, 1)).Field);
        Assert.Equal(field, Assert.Throws<RuleException>(() => Distance.Km(0, 0, latitude, longitude)).Field);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_distance_is_refused(double km) => Assert.Equal("Km", Assert.Throws<RuleException>(() => Cities.Within(0, 0, km)).Field);

    [Fact]
    public void Distances_are_those_of_the_mean_sphere()
    {
        Assert.Equal(Math.PI * 6371.0088 / 2, Distance.Km(0, 0, 90, 0), 1e-9);
        Assert.Equal(Math.PI * 6371.0088, Distance.Km(0, -180, 0, 0), 1e-9);
        Assert.Equal(0, Distance.Km(10, 180, 10, -180), 1e-9);
        // JFK to LHR; 5,540 km on the sphere (the ellipsoid says 5,555).
        Assert.Equal(5540, Distance.Km(40.6413, -73.7781, 51.4700, -0.4543), 2.0);
    }

    [Fact]
    public void Every_country_code_has_a_name_and_every_zone_exists()
    {
        Assert.All(Cities.All.Select(city => city.CountryCode).Distinct(), code => Assert.True(Countries.IsKnown(code), code));
        Assert.All(Cities.All.Select(city => city.TimeZone).Distinct(), zone => Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && LocalTime.IsZone(zone), zone));
        Assert.Equal(250, Countries.All.Count);
        Assert.Equal(250, Countries.All.Select(country => country.Name).Distinct().Count());
        Assert.Equal("Norway", Countries.Name("NO"));
        Assert.Equal("QQ", Countries.Name("QQ"));
    }
}
