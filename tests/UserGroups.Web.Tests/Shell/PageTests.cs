using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Tests.Shell;

public sealed class PageTests
{
    private static readonly EventTeaser Maps = new("Maps that explain themselves", "Oslo", "Deichman library, Oslo", "/about", "maps", new DateTime(2027, 2, 11, 18, 0, 0), "Europe/Oslo", "6 seats left", StateTone.Good);
    private static readonly ChapterTeaser Oslo = new("Oslo", "Norway", "/about", "oslo", "Next: Thu 11 Feb", ["Lena Berg", "Max Holm"]);

    [Theory]
    [InlineData("/", "User Groups")]
    [InlineData("/about", "About · User Groups")]
    [InlineData("/accessibility", "Accessibility · User Groups")]
    [InlineData("/privacy", "Privacy · User Groups")]
    [InlineData("/dev/styleguide", "Styleguide · User Groups")]
    public async Task A_page_has_its_title_one_heading_the_skip_link_first_and_nothing_inline(string path, string title)
    {
        await using var site = await ShellSite.StartAsync("Development");
        var (response, page) = await site.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(title, page.Title);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("#main", page.QuerySelector("a, button, input")!.GetAttribute("href"));
        Assert.Equal("main", page.QuerySelector("main")!.Id);
        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src]), [onclick]"));
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    [InlineData("/accessibility")]
    [InlineData("/privacy")]
    [InlineData("/nowhere")]
    public async Task Every_link_and_file_of_a_page_exists(string path)
    {
        await using var site = await ShellSite.StartAsync();
        var (_, page) = await site.OpenAsync(path);
        var addresses = page.QuerySelectorAll("a[href^='/'], link[href^='/']").Select(e => e.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src], img[src]").Select(e => e.GetAttribute("src")!)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(addresses.Count >= 10);
        foreach (var address in addresses)
        {
            using var response = await site.Client().GetAsync(address);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address} answers {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Without_data_the_home_page_invents_nothing()
    {
        await using var site = await ShellSite.StartAsync();
        var (_, page) = await site.OpenAsync("/");
        Assert.Empty(page.QuerySelectorAll(".event-row, .chapter-card, .figures, form"));
        Assert.Equal(["How a user group works", "For those who stack the chairs", "Independent, and meant to stay so"], page.QuerySelectorAll("h2").Select(h => h.TextContent));
    }

    [Fact]
    public async Task With_data_the_home_page_shows_what_happens_next()
    {
        await using var site = await ShellSite.StartAsync(services: s => s.Configure<ShellHooks>(h => h.Home = _ => ValueTask.FromResult(new HomePage([Maps], [Oslo], [new Figure("1", "group")]))));
        var (_, page) = await site.OpenAsync("/");
        Assert.Equal("Maps that explain themselves", page.QuerySelector(".event-row h3 a")!.TextContent);
        Assert.Equal("2027-02-11T18:00", page.QuerySelector(".event-row time.date-tile")!.GetAttribute("datetime"));
        Assert.Equal("6 seats left", page.QuerySelector(".event-row .badge.tone-good")!.TextContent);
        Assert.Equal(["LB", "MH"], page.QuerySelectorAll(".chapter-card .avatar").Select(a => a.TextContent));
        Assert.Equal("/covers/chapter/oslo.svg?v=1", page.QuerySelector(".chapter-card img")!.GetAttribute("src"));
    }

    [Fact]
    public async Task Search_and_start_a_group_appear_with_their_rooms()
    {
        await using var site = await ShellSite.StartAsync(map: app =>
        {
            app.MapGet("/chapters", () => "groups");
            app.MapGet("/apply", () => "apply");
        });
        var (_, page) = await site.OpenAsync("/");
        var form = page.QuerySelector("form[role=search]")!;
        Assert.Equal("/chapters", form.GetAttribute("action"));
        Assert.Equal("get", form.GetAttribute("method"));
        Assert.Equal("q", form.QuerySelector("input")!.GetAttribute("name"));
        Assert.Equal("Start a group", page.QuerySelector("main a[href='/apply']")!.TextContent);
    }

    [Fact]
    public async Task Files_carry_their_fingerprint_and_may_be_kept_for_a_year()
    {
        await using var site = await ShellSite.StartAsync();
        var (_, page) = await site.OpenAsync("/");
        foreach (var file in page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!))
        {
            using var response = await site.Client().GetAsync(file);
            var kept = string.Join(",", response.Headers.GetValues("Cache-Control"));
            Assert.Contains("max-age=31536000", kept, StringComparison.Ordinal);
            Assert.Contains("immutable", kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_accent_gets_a_new_address_and_an_old_address_is_not_kept()
    {
        var brand = new Brand("Nordwind Users", null, AccentColour.Parse("#8e2f5c"));
        await using var site = await ShellSite.StartAsync(services: s => s.Configure<ShellHooks>(h => h.Brand = _ => ValueTask.FromResult(brand)));
        var (_, page) = await site.OpenAsync("/");
        Assert.Equal("Nordwind Users", page.QuerySelector(".brand-name")!.TextContent);
        var address = page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!).Single(h => h.StartsWith("/brand.css", StringComparison.Ordinal));
        Assert.NotEqual(Brand.Default.Sheet.Path, address);
        Assert.Equal($":root{{--accent:light-dark(#8e2f5c,{brand.Accent.Dark.Fill});--on-accent:light-dark(#ffffff,{brand.Accent.Dark.OnFill});--accent-ink:light-dark(#8e2f5c,{brand.Accent.Dark.Ink})}}\n", await site.Client().GetStringAsync(address));
        using var old = await site.Client().GetAsync(Brand.Default.Sheet.Path);
        Assert.Equal("no-cache", string.Join(",", old.Headers.GetValues("Cache-Control")));
    }

    [Fact]
    public void Styles_and_scripts_stay_within_their_budgets()
    {
        var root = Path.Combine(ShellSite.SourceRoot, "wwwroot");
        Assert.InRange(Compressed(Path.Combine(root, "css"), "*.css"), 1_000, 15 * 1024);
        Assert.InRange(Compressed(Path.Combine(root, "js"), "*.js"), 100, 30 * 1024);
    }

    [Fact]
    public async Task The_styleguide_and_its_errors_exist_in_development_only()
    {
        await using var site = await ShellSite.StartAsync();
        foreach (var path in new[] { "/dev/styleguide", "/dev/styleguide/errors/409" })
        {
            using var response = await site.Client().GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static long Compressed(string folder, string pattern)
    {
        long total = 0;
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
        {
            using var sink = new MemoryStream();
            using (var gzip = new GZipStream(sink, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(File.ReadAllBytes(file));
            total += sink.Length;
        }
        return total;
    }
}
