using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

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
    public async Task A_changed_name_shows_on_the_next_page()
    {
        var visitor = portal.Browser();
        Assert.Contains("User Groups", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        var sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
        await sam.SubmitAsync("/staff/settings/brand.name", "Change", ("Name", "Fjord Circles"));
        Assert.Equal("Fjord Circles", await portal.AskAsync(db => db.Set<SettingValue>().Select(s => s.Value).SingleAsync()));
        Assert.Contains("Fjord Circles", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
    }
}
