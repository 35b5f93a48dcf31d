using System.Globalization;
using System.Net;
using System.Xml.Linq;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

public sealed class CoverTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 400).Select(i => $"Group {i}")];

    [Fact]
    public void The_same_name_always_gives_the_same_picture()
    {
        // Fixed once: a changed drawing must raise CoverEndpoint.Edition, or browsers keep the old one for a year.
        var svg = Cover.Draw(CoverKind.Chapter, "Oslo");
        Assert.Equal(svg, Cover.Draw(CoverKind.Chapter, " oslo "));
        Assert.Equal("134ea6f31234", Digest(svg));
        Assert.Equal("692d50c65733", Digest(Cover.Draw(CoverKind.Event, "Maps that explain themselves")));
        Assert.Equal(1, CoverEndpoint.Edition);
    }

    [Theory]
    [InlineData(CoverKind.Chapter)]
    [InlineData(CoverKind.Event)]
    public void Names_give_many_pictures(CoverKind kind) =>
        Assert.True(Names.Select(n => Cover.Draw(kind, n)).Distinct(StringComparer.Ordinal).Count() >= 395);

    [Theory]
    [InlineData(CoverKind.Chapter)]
    [InlineData(CoverKind.Event)]
    public void A_picture_is_small_well_formed_and_carries_neither_style_nor_id(CoverKind kind)
    {
        foreach (var name in Names)
        {
            var svg = Cover.Draw(kind, name);
            Assert.InRange(svg.Length, 400, 14_000);
            var attributes = XDocument.Parse(svg).Descendants().SelectMany(e => e.Attributes()).Select(a => a.Name.LocalName).ToHashSet(StringComparer.Ordinal);
            Assert.DoesNotContain("style", attributes);
            Assert.DoesNotContain("id", attributes);
        }
    }

    [Fact]
    public void A_picture_does_not_depend_on_the_culture_of_the_server()
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Names.Select(n => Cover.Draw(CoverKind.Event, n)).ToList();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
            Assert.Equal(expected, Names.Select(n => Cover.Draw(CoverKind.Event, n)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task A_cover_may_be_kept_for_a_year_and_is_not_sent_twice()
    {
        await using var site = await ShellSite.StartAsync();
        using var first = await site.Client().GetAsync(CoverEndpoint.PathOf(CoverKind.Event, "Fünf Tipps / 100 %"));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("image/svg+xml", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", Header(first, "Cache-Control"));
        using var again = new HttpRequestMessage(HttpMethod.Get, first.RequestMessage!.RequestUri);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Client().SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/covers/person/oslo.svg")]
    [InlineData("/covers/0/oslo.svg")]
    [InlineData("/covers/chapter/oslo.png")]
    public async Task Another_kind_of_cover_does_not_exist(string path)
    {
        await using var site = await ShellSite.StartAsync();
        using var response = await site.Client().GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_name_of_more_than_two_hundred_letters_gets_no_picture()
    {
        await using var site = await ShellSite.StartAsync();
        using var response = await site.Client().GetAsync($"/covers/chapter/{new string('a', 201)}.svg");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12];

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
