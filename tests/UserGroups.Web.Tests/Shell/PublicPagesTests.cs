using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Shell;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Chapters;

namespace UserGroups.Web.Tests.Shell;

/// <summary>The cache in front of public pages: quick for visitors, never somebody else's page, never old news here.</summary>
public sealed class PublicPagesTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_visitor_gets_the_page_from_the_cache_with_all_headers()
    {
        var visitor = portal.Browser();
        Assert.Null((await visitor.GetAsync("/about")).Response.Headers.Age);
        var second = (await visitor.GetAsync("/about")).Response;
        Assert.NotNull(second.Headers.Age);
        Assert.Equal("nosniff", second.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", second.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("__form", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_has_the_page_hears_304_until_it_changes()
    {
        var id = await portal.AddGroupAsync();
        var visitor = portal.Browser();
        var first = (await visitor.GetAsync("/chapters/oslo")).Response;
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        visitor.Http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await visitor.GetAsync("/chapters/oslo");
        Assert.Equal((HttpStatusCode.NotModified, 0), (second.Status, (await second.Response.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(first.Headers.ETag, second.Response.Headers.ETag);
        portal.Clock.Move(PublicPages.MaxAge(DatabaseProvider.Sqlite));
        var anew = await visitor.GetAsync("/chapters/oslo");
        Assert.Equal((HttpStatusCode.NotModified, 0), (anew.Status, (await anew.Response.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(first.Headers.ETag, anew.Response.Headers.ETag);
        Assert.Null(anew.Response.Headers.Age);
        Assert.NotNull((await portal.Browser().GetAsync("/chapters/oslo")).Response.Headers.Age);
        await RenameAsync(id, "Fjordby");
        var changed = await visitor.GetAsync("/chapters/oslo");
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first.Headers.ETag, changed.Response.Headers.ETag);
    }

    [Fact]
    public async Task A_kept_page_is_packed_as_the_browser_likes_it_and_one_with_a_name_is_not()
    {
        var (packer, plain) = (portal.Browser(), portal.Browser());
        packer.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate, br");
        foreach (var _ in new[] { "made", "kept" })
        {
            var packed = (await packer.GetAsync("/about")).Response;
            Assert.Equal("br", packed.Content.Headers.ContentEncoding.Single());
            var page = await plain.GetAsync("/about");
            Assert.Empty(page.Response.Content.Headers.ContentEncoding);
            await using var unpacked = new BrotliStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
            Assert.Equal(await page.Response.Content.ReadAsStringAsync(), await new StreamReader(unpacked).ReadToEndAsync());
        }
        var max = await portal.SignedInAsync("Max");
        max.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate, br");
        var mine = (await max.GetAsync("/about")).Response;
        Assert.Empty(mine.Content.Headers.ContentEncoding);
        Assert.Null(mine.Headers.ETag);
    }

    [Theory]
    [InlineData("/about")]
    [InlineData("/calendar.ics")]
    [InlineData("/chapters/oslo/calendar.ics")]
    [InlineData("/chapters/oslo/feed.xml")]
    [InlineData("/blog/feed.xml")]
    [InlineData("/chapters.geojson")]
    public async Task Packed_and_not_packed_have_tags_of_their_own_and_both_say_that_there_are_two(string path)
    {
        await portal.AddGroupAsync();
        var (packer, plain) = (portal.Browser(), portal.Browser());
        packer.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var (packed, page) = (await packer.Http.GetAsync(path), await plain.Http.GetAsync(path));
        Assert.Equal(["br"], packed.Content.Headers.ContentEncoding);
        Assert.Empty(page.Content.Headers.ContentEncoding);
        Assert.False(packed.Headers.ETag!.IsWeak);
        Assert.NotEqual(packed.Headers.ETag, page.Headers.ETag);
        Assert.Equal(["Accept-Encoding"], packed.Headers.Vary);
        Assert.Equal(["Accept-Encoding"], page.Headers.Vary);
        portal.Clock.Move(TimeSpan.FromHours(1));
        packer.Http.DefaultRequestHeaders.IfNoneMatch.Add(packed.Headers.ETag);
        plain.Http.DefaultRequestHeaders.IfNoneMatch.Add(packed.Headers.ETag);
        var again = await packer.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(again.Content.Headers.ContentEncoding);
        Assert.Equal(HttpStatusCode.OK, (await plain.Http.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_takes_no_room()
    {
        var known = portal.Services.GetRequiredService<PublicFacts>();
        for (var i = 0; i < 400; i++)
            Assert.Null(await known.ReadAsync($"nobody {i}", () => Task.FromResult<string?>(null)));
        Assert.Equal("here", await known.ReadAsync("somebody", () => Task.FromResult("here")));
        Assert.Equal("here", await known.ReadAsync<string>("somebody", () => throw new InvalidOperationException("It was kept.")));
    }

    [Fact]
    public async Task Who_is_signed_in_gets_a_page_of_their_own_and_leaves_none_behind()
    {
        var max = await portal.SignedInAsync("Max");
        var mine = await max.GetAsync("/about");
        Assert.Contains("Max", mine.Text, StringComparison.Ordinal);
        Assert.True(mine.Response.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain("Max", (await portal.Browser().GetAsync("/about")).Text, StringComparison.Ordinal);
        Assert.Contains("Max", (await max.GetAsync("/about")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_language_has_its_own_page()
    {
        var german = portal.Browser();
        german.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-CH,fr;q=0.5");
        Assert.Equal("en", (await portal.Browser().GetAsync("/about")).Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("de", (await german.GetAsync("/about")).Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_page_that_is_English_for_everybody_says_so_to_a_German_screen_reader()
    {
        for (var i = 0; i < 25; i++)
            await portal.AddGroupAsync($"Group {i:00}");
        var german = portal.Browser();
        german.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        var list = (await german.GetAsync("/chapters")).Document;
        Assert.Equal(("de", "en", "More →"), (list.DocumentElement.GetAttribute("lang"), list.QuerySelector("main")!.GetAttribute("lang"), list.QuerySelector(".pager [rel=next]")!.TextContent));
        Assert.Equal("Gruppen", list.QuerySelector(".site-nav a")!.TextContent);
        foreach (var path in new[] { "/", "/about", "/account/sign-in", "/nowhere" })
            Assert.Null((await german.GetAsync(path)).Document.QuerySelector("main")!.GetAttribute("lang"));
        Assert.Null((await portal.Browser().GetAsync("/chapters")).Document.QuerySelector("main")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_changed_name_shows_on_the_next_page()
    {
        var visitor = portal.Browser();
        Assert.Contains("User Groups", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await sam.SubmitAsync("/staff/settings/brand.name", "Change", ("Name", "Fjord Circles"));
        Assert.Equal("Fjord Circles", await portal.AskAsync(db => db.Set<SettingValue>().Select(s => s.Value).SingleAsync()));
        Assert.Contains("Fjord Circles", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("/account/sign-up", "Make my account", ("Name", "Max"), ("Email", "max@example.org"), ("Password", "seven friendly penguins"));
        Assert.Equal("Confirm your address for Fjord Circles", (await portal.LettersAsync("max@example.org")).Single().Subject);
    }

    [Fact]
    public async Task What_is_asked_for_is_part_of_what_is_kept()
    {
        await portal.AddGroupAsync();
        var visitor = portal.Browser();
        Assert.Contains("Oslo", (await visitor.GetAsync("/chapters")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Oslo", (await visitor.GetAsync("/chapters?q=nothingatall")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chapters")]
    [InlineData("/chapters/oslo")]
    public async Task What_somebody_changes_shows_on_the_next_page(string path)
    {
        var id = await portal.AddGroupAsync();
        var (visitor, max) = (portal.Browser(), await portal.SignedInAsync("Max"));
        foreach (var reader in new[] { visitor, max })
        {
            Assert.Contains("Oslo", (await reader.GetAsync(path)).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Fjordby", (await reader.GetAsync(path)).Text, StringComparison.Ordinal);
        }

        await RenameAsync(id, "Fjordby");
        foreach (var reader in new[] { visitor, max })
            Assert.Contains("Fjordby", (await reader.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_read_while_somebody_writes_is_kept_for_nobody()
    {
        var id = await portal.AddGroupAsync();
        var known = portal.Services.GetRequiredService<PublicFacts>();
        var old = await known.ReadAsync("name", async () =>
        {
            var read = await NameAsync(id);
            await RenameAsync(id, "Fjordby");
            return read;
        });
        Assert.NotEqual("Fjordby", old);
        Assert.Equal("Fjordby", await known.ReadAsync("name", () => NameAsync(id)));
        Assert.Equal("Fjordby", await known.ReadAsync<string>("name", () => throw new InvalidOperationException("It was kept.")));
    }

    [Fact]
    public async Task A_write_that_is_taken_back_or_that_nobody_sees_leaves_kept_pages_alone()
    {
        var id = await portal.AddGroupAsync();
        var changes = portal.Services.GetRequiredService<PublicChanges>();
        var before = changes.Count;
        await Assert.ThrowsAsync<RuleException>(() => portal.AskAsync(db => db.InTransactionAsync<int>(async cancel =>
        {
            await db.Chapters.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, "Fjordby"), cancel);
            throw new RuleException("No.");
        })));
        await portal.AskAsync(db => db.InTransactionAsync(cancel => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.Subject, "Read by one"), cancel)));
        Assert.Equal(before, changes.Count);
        await RenameAsync(id, "Fjordby");
        Assert.Equal(before + 1, changes.Count);
    }

    private Task<int> RenameAsync(long id, string name) => portal.AskAsync(db => db.InTransactionAsync(cancel =>
        db.Chapters.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, name).SetProperty(c => c.SortName, name), cancel)));

    private Task<string> NameAsync(long id) => portal.AskAsync(db => db.Chapters.Where(c => c.Id == id).Select(c => c.Name).SingleAsync());
}
