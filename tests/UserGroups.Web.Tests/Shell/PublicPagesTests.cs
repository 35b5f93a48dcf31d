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
