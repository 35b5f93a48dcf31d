using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;
using UserGroups.Web.Tests.Events;
using UserGroups.Web.Tests.House;

namespace UserGroups.Web.Tests.Shell;

/// <summary>What programs ask every site for: robots.txt, the sitemap, security.txt and the page for a new password.</summary>
public sealed class CrawlerTests : IAsyncLifetime
{
    private static readonly XNamespace Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private Portal portal = null!;
    private PortalClient max = null!;

    // Somebody signed in is answered past the cache, and is told what everybody is.
    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        max = await portal.SignedInAsync("Max");
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Robots_are_kept_out_of_every_page_behind_sign_in_and_let_into_every_page_of_the_sitemap()
    {
        await portal.AddOsloAsync();
        await portal.AddEventAsync(OsloPortal.Details("Maps"));
        var text = await TextAsync("/robots.txt", "text/plain; charset=utf-8");
        Assert.StartsWith("User-agent: *\nAllow: /account/sign-in$\nAllow: /account/sign-up$\nDisallow: /account\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\nSitemap: https://localhost/sitemap.xml\n", text, StringComparison.Ordinal);
        var rules = text.Split('\n').Where(l => l.StartsWith("Disallow: ", StringComparison.Ordinal)).Select(l => RuleOf(l["Disallow: ".Length..])).ToList();
        var behindSignIn = AccessTable.Read().Where(r => r.Key.StartsWith("GET ", StringComparison.Ordinal) && r.Value[0] == "302" && !r.Key.Contains("/.well-known/", StringComparison.Ordinal))
            .Select(r => AccessTable.AddressOf(r.Key[4..])).ToList();
        Assert.InRange(behindSignIn.Count, 80, int.MaxValue);
        Assert.Equal([], behindSignIn.Where(path => !rules.Exists(r => r.IsMatch(path))));
        foreach (var secret in new[] { "/rsvp/x", "/unsubscribe/x", "/preferences/x", "/watch/x", "/invitations/x", "/setup/x", "/my/calendar/x.ics", "/account/reset/x" })
            Assert.Contains(rules, r => r.IsMatch(secret));
        Assert.Equal([], (await EverythingAsync()).Where(e => rules.Exists(r => r.IsMatch(e.Address.AbsolutePath))).Select(e => e.Address));
    }

    [Fact]
    public async Task The_sitemap_holds_what_everybody_may_find_and_nothing_else()
    {
        await portal.AddOsloAsync();
        await portal.AddGroupAsync("Bergen", ChapterState.Dormant);
        await portal.AddEventAsync(OsloPortal.Details("Maps & <more>"));
        await portal.AddEventAsync(OsloPortal.Details("Not yet"), publish: false);
        await HiddenAsync();
        var found = await EverythingAsync();
        Assert.Equal(
            [
                "/", "/about", "/accessibility", "/apply", "/blog", "/chapters", "/chapters/bergen", "/chapters/oslo", "/code-of-conduct", "/events", "/events/before-oslo", "/events/maps-and-more", "/privacy",
            ],
            found.Select(e => e.Address.AbsolutePath).Order(StringComparer.Ordinal));
        Assert.All(found, e => Assert.Equal("https://localhost", e.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal("2026-03-02T12:00:00Z", found.Single(e => e.Address.AbsolutePath == "/chapters/oslo").Changed);
        Assert.Null(found.Single(e => e.Address.AbsolutePath == "/about").Changed);
        foreach (var entry in found)
            Assert.Equal((entry.Address, HttpStatusCode.OK), (entry.Address, (await portal.Browser().GetAsync(entry.Address.AbsolutePath)).Status));
    }

    [Fact]
    public async Task A_page_that_was_written_anew_says_when()
    {
        var (_, lena) = await portal.LedByLenaAsync();
        portal.Clock.Move(TimeSpan.FromHours(3));
        await lena.SubmitAsync("/lead/oslo/page", "Change the page", ("What the group is about", "Maps, again"));
        Assert.Equal("2026-03-02T15:00:00Z", (await EverythingAsync()).Single(e => e.Address.AbsolutePath == "/chapters/oslo").Changed);
    }

    [Fact]
    public async Task A_file_begins_at_each_fifty_thousandth_key_and_an_empty_one_is_not_listed()
    {
        Assert.Equal(["pages-0"], await FilesAsync());
        await portal.AddGroupAsync();
        await NextKeyAsync("Chapters", 149_998);
        await portal.AddGroupAsync("Lima");
        await portal.AddGroupAsync("Turku");
        Assert.Equal(["pages-0", "chapters-0", "chapters-2", "chapters-3"], await FilesAsync());
        Assert.Equal(["/chapters/lima"], (await ReadAsync("/sitemap-chapters-2.xml")).Select(e => e.Address.AbsolutePath));
        Assert.Equal(["/chapters/turku"], (await ReadAsync("/sitemap-chapters-3.xml")).Select(e => e.Address.AbsolutePath));
    }

    [Theory]
    [InlineData("/sitemap-chapters-1.xml")]
    [InlineData("/sitemap-chapters--1.xml")]
    [InlineData("/sitemap-pages-1.xml")]
    [InlineData("/sitemap-members-0.xml")]
    [InlineData("/sitemap-chapters-2147483647.xml")]
    [InlineData("/sitemap-chapters-99999999999.xml")]
    [InlineData("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200")]
    public async Task A_file_that_is_none_is_not_found(string path)
    {
        await portal.AddGroupAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Browser().GetAsync(path)).Status);
    }

    [Fact]
    public async Task The_sitemap_asks_as_often_for_three_rows_as_for_one_and_reads_a_long_file_in_lots()
    {
        await portal.AddGroupAsync();
        var one = (await QueriesAsync("/sitemap.xml"), await QueriesAsync("/sitemap-chapters-0.xml"));
        await portal.AddGroupAsync("Lima");
        await portal.AddGroupAsync("Turku");
        Assert.Equal(one, (await QueriesAsync("/sitemap.xml"), await QueriesAsync("/sitemap-chapters-0.xml")));
        await using (var db = portal.Db())
        {
            for (var i = 0; i < 998; i++)
                db.Chapters.Add(Chapter.Existing($"Group {i}", $"group-{i}", null, Portal.Start.UtcDateTime));
            await db.SaveChangesAsync();
        }

        Assert.Equal(one.Item2 + 1, await QueriesAsync("/sitemap-chapters-0.xml"));
        Assert.Equal(1001, (await ReadAsync("/sitemap-chapters-0.xml")).Count);
    }

    [Theory]
    [InlineData("/robots.txt")]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemap-chapters-0.xml")]
    public async Task Visitors_get_it_from_the_cache_whatever_host_they_name(string path)
    {
        await portal.AddGroupAsync();
        var visitor = portal.Browser();
        visitor.Http.DefaultRequestHeaders.Host = "elsewhere.example";
        Assert.Null((await visitor.GetAsync(path)).Response.Headers.Age);
        var second = (await visitor.GetAsync(path)).Response;
        Assert.NotNull(second.Headers.Age);
        Assert.Equal("public, max-age=300", second.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("elsewhere", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Security_reports_go_to_the_contact_address_until_they_have_one_of_their_own()
    {
        var visitor = portal.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/.well-known/security.txt")).Status);
        Assert.Null((await visitor.GetAsync("/about")).Document.QuerySelector("a[href^='mailto:']"));
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await sam.SubmitAsync("/staff/settings/brand.contact", "Change", ("Contact address", "groups@example.org"));
        Assert.Equal("mailto:groups@example.org", (await visitor.GetAsync("/about")).Document.QuerySelector("a[href^='mailto:']")!.GetAttribute("href"));
        Assert.Equal(
            """
            Contact: mailto:groups@example.org
            Expires: 2026-08-29T00:00:00Z
            Preferred-Languages: en, de
            Canonical: https://localhost/.well-known/security.txt

            """,
            await TextAsync("/.well-known/security.txt", "text/plain; charset=utf-8"));
        await sam.SubmitAsync("/staff/settings/brand.security-contact", "Change", ("Contact for security reports", "holes+portal@example.org"));
        Assert.StartsWith("Contact: mailto:holes%2Bportal@example.org\n", await TextAsync("/.well-known/security.txt", "text/plain; charset=utf-8"), StringComparison.Ordinal);
        await sam.SubmitAsync("/staff/settings/brand.security-contact", "Change", ("Contact for security reports", "https://example.org/report?to=us"));
        Assert.StartsWith("Contact: https://example.org/report?to=us\n", await TextAsync("/.well-known/security.txt", "text/plain; charset=utf-8"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.org/report")]
    [InlineData("nobody")]
    [InlineData("https://example.org/a b")]
    [InlineData("javascript:alert(1)@example.org x")]
    public async Task A_security_contact_that_reaches_nobody_safely_is_refused(string typed)
    {
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.SubmitAsync("/staff/settings/brand.security-contact", "Change", ("Contact for security reports", typed))).Status);
        Assert.Empty(await portal.AskAsync(db => db.Set<UserGroups.Data.SettingValue>().ToListAsync()));
    }

    [Fact]
    public async Task Password_managers_are_led_to_the_page_for_a_new_password()
    {
        var answer = await portal.Browser().GetAsync("/.well-known/change-password");
        Assert.Equal((HttpStatusCode.Found, "/account/password"), (answer.Status, answer.Location));
    }

    // Of a group for trying things out, one that applied and one that ended: none of them nor their events are found.
    private async Task HiddenAsync()
    {
        await using var db = portal.Db();
        var oslo = await db.Chapters.SingleAsync(c => c.Slug == "oslo");
        var trial = Chapter.Existing("Trial", "trial", null, Portal.Start.UtcDateTime);
        trial.MarkAsTest(true);
        var ended = Chapter.Existing("Ended", "ended", null, Portal.Start.UtcDateTime);
        ended.FallAsleep();
        ended.Retire(await db.People.Select(p => p.Id).FirstAsync(), "Nobody is left.", Portal.Start.UtcDateTime);
        db.Chapters.AddRange(trial, ended, new Chapter("Applied", await db.People.Select(p => p.Id).FirstAsync(), Portal.Start.UtcDateTime));
        await db.SaveChangesAsync();
        foreach (var chapter in new[] { oslo, trial, ended })
        {
            var details = OsloPortal.Details($"Before {chapter.Slug}") with { Date = new DateOnly(2026, 2, 1) };
            db.Events.Add(GroupEvent.Imported(chapter, $"before-{chapter.Slug}", details, $"before {chapter.Slug}", Portal.Start.UtcDateTime));
        }

        await db.SaveChangesAsync();
    }

    private async Task NextKeyAsync(string table, int last)
    {
        await using var db = portal.Db();
        var sql = db.Database.IsSqlite() ? $"UPDATE sqlite_sequence SET seq = {last} WHERE name = '{table}'" : $"DBCC CHECKIDENT ('{table}', RESEED, {last})";
        await db.InTransactionAsync(token => db.Database.ExecuteSqlRawAsync(sql, token));
    }

    private Task<int> QueriesAsync(string path) => portal.QueriesAsync(() => max.GetAsync(path));

    private async Task<List<string>> FilesAsync()
    {
        var index = XDocument.Parse(await TextAsync("/sitemap.xml", "application/xml; charset=utf-8")).Root!;
        Assert.Equal(Namespace + "sitemapindex", index.Name);
        Assert.All(index.Elements(), e => Assert.Equal(Namespace + "sitemap", e.Name));
        return [.. index.Elements().Select(e => Regex.Match(e.Element(Namespace + "loc")!.Value, @"^https://localhost/sitemap-(?<file>[a-z]+-\d+)\.xml$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["file"].Value)];
    }

    private async Task<List<(Uri Address, string? Changed)>> EverythingAsync()
    {
        var all = new List<(Uri, string?)>();
        foreach (var file in await FilesAsync())
            all.AddRange(await ReadAsync($"/sitemap-{file}.xml"));
        return all;
    }

    // The rules of sitemaps.org: one root, at most 50,000 addresses, each once, absolute, shorter than 2,048 characters; a W3C date; nothing else.
    private async Task<List<(Uri Address, string? Changed)>> ReadAsync(string path)
    {
        var root = XDocument.Parse(await TextAsync(path, "application/xml; charset=utf-8")).Root!;
        Assert.Equal(Namespace + "urlset", root.Name);
        Assert.InRange(root.Elements().Count(), 1, 50_000);
        Assert.All(root.Elements(), url => Assert.Equal("url", url.Name.LocalName));
        Assert.All(root.Elements().Elements(), part => Assert.Contains(part.Name.LocalName, new[] { "loc", "lastmod" }));
        var read = root.Elements().Select(url => (Address: url.Element(Namespace + "loc")!.Value, Changed: url.Element(Namespace + "lastmod")?.Value)).ToList();
        Assert.Equal(read.Count, read.Select(e => e.Address).Distinct(StringComparer.Ordinal).Count());
        Assert.All(read, e => Assert.InRange(e.Address.Length, 18, 2047));
        Assert.All(read.Where(e => e.Changed is not null), e => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", e.Changed));
        return [.. read.Select(e => (new Uri(e.Address, UriKind.Absolute), e.Changed))];
    }

    private async Task<string> TextAsync(string path, string type)
    {
        using var answer = await max.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        return await answer.Content.ReadAsStringAsync();
    }

    private static Regex RuleOf(string rule) => new(
        "^" + Regex.Escape(rule).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\$", "$", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));
}
