using System.Net;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Staff;

public sealed class SettingsPageTests : IAsyncLifetime
{
    private const string Cap = "/staff/settings/sponsorship.stipend-cap";
    private Portal portal = null!;
    private PortalClient sam = null!;

    public async Task InitializeAsync()
    {
        portal = await Portal.OpenAsync();
        sam = await portal.StaffAsync("Sam", StaffRole.Administrator);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_change_is_stored_shown_and_in_the_history()
    {
        Assert.Equal("/staff/settings", (await sam.SubmitAsync(Cap, "Change", ("Stipend cap", "200"))).Location);
        var stored = Assert.Single(await SettingsAsync());
        Assert.Equal(("sponsorship.stipend-cap", "200.00", 1), (stored.Key, stored.Value, stored.Version));
        Assert.Equal(1, await ChangesAsync());
        Assert.Contains("Now: 200.00", (await sam.GetAsync(Cap)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sponsorship.stipend-cap", "250.01")]
    [InlineData("sponsorship.stipend-cap", "")]
    [InlineData("brand.name", "")]
    [InlineData("brand.name", "\u200b\u200b")]
    [InlineData("brand.name", "Vendor\u202ecod.exe")]
    [InlineData("brand.name", "Vendor\u2028Second line")]
    [InlineData("brand.name", "Vendor\ufffe")]
    [InlineData("brand.name", "Vendor\r\nBcc: everybody@example.org")]
    [InlineData("brand.postal-address", "Street 1\u2066")]
    [InlineData("brand.contact", "a@b\u202e.example")]
    [InlineData("brand.accent", "red; } body { display: none")]
    public async Task A_wrong_value_comes_back_as_typed_and_nothing_is_saved(string key, string typed)
    {
        var answer = await sam.PostAsync($"/staff/settings/{key}", $"/staff/settings/{key}", ("Value", typed), ("Version", "0"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "#Value"), (answer.Status, answer.Document.QuerySelector(".error-summary a")?.GetAttribute("href")));
        Assert.Empty(await SettingsAsync());
        Assert.Equal(0, await ChangesAsync());
    }

    [Fact]
    public async Task A_megabyte_is_refused_with_a_sentence()
    {
        foreach (var key in new[] { "brand.name", "sponsorship.stipend-cap", "sponsorship.lead-days", "brand.accent" })
        {
            var path = $"/staff/settings/{key}";
            if ((await sam.GetAsync(path)).Status == HttpStatusCode.OK)
                Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.PostAsync(path, path, ("Value", new string('9', 1_000_000)), ("Version", "0"))).Status);
        }

        Assert.Empty(await SettingsAsync());
    }

    [Fact]
    public async Task Twenty_presses_at_once_change_it_once_and_all_end_well()
    {
        var answers = await sam.SubmitAtOnceAsync(await sam.GetAsync(Cap), 20, "Change", ("Stipend cap", "200"));
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Found, "/staff/settings"), (a.Status, a.Location)));
        Assert.Equal(1, Assert.Single(await SettingsAsync()).Version);
        Assert.Equal(1, await ChangesAsync());
    }

    [Fact]
    public async Task Of_twenty_different_values_at_once_one_wins_and_the_others_are_told()
    {
        var token = (await sam.GetAsync(Cap)).Document.QuerySelector("input[name=__form]")!.GetAttribute("value")!;
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(value => sam.Http.PostAsync(new Uri(Cap, UriKind.Relative), new FormUrlEncodedContent(
            [KeyValuePair.Create("__form", token), KeyValuePair.Create("Version", "0"), KeyValuePair.Create("Value", $"{value}")]))));
        Assert.Equal((1, 19), (answers.Count(a => a.StatusCode == HttpStatusCode.Found), answers.Count(a => a.StatusCode == HttpStatusCode.Conflict)));
        Assert.Equal(1, await ChangesAsync());
    }

    [Fact]
    public async Task Who_was_slower_sees_the_newer_value_and_keeps_what_they_typed()
    {
        var ada = await portal.StaffAsync("Ada", StaffRole.Administrator);
        var seen = await ada.GetAsync(Cap);
        await sam.SubmitAsync(Cap, "Change", ("Stipend cap", "200"));
        var answer = await ada.SubmitAsync(seen, "Change", ("Stipend cap", "100"));
        Assert.Equal((HttpStatusCode.Conflict, "100"), (answer.Status, answer.Value("Stipend cap")));
        Assert.Contains("Now: 200.00", answer.Text, StringComparison.Ordinal);
        Assert.Equal("/staff/settings", (await ada.SubmitAsync(answer, "Change", ("Stipend cap", "100"))).Location);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task A_tampered_version_changes_nothing(string version)
    {
        await sam.SubmitAsync(Cap, "Change", ("Stipend cap", "200"));
        var answer = await sam.PostAsync(Cap, Cap, ("Value", "100"), ("Version", version));
        Assert.Contains(answer.Status, new[] { HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict });
        Assert.Equal("200.00", Assert.Single(await SettingsAsync()).Value);
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await sam.GetAsync("/staff/settings/brand.logo")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.PostAsync("/staff/settings/no.such", Cap, ("Value", "1"), ("Version", "0"))).Status);
    }

    private Task<List<SettingValue>> SettingsAsync() => portal.AskAsync(db => db.Set<SettingValue>().AsNoTracking().ToListAsync());

    private Task<int> ChangesAsync() => portal.AskAsync(db => db.History.CountAsync(h => h.Action == "setting.changed"));
}
