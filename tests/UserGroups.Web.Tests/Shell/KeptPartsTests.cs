using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Web.Shell;
using UserGroups.Web.Tests.Accounts;
using UserGroups.Web.Tests.Events;

namespace UserGroups.Web.Tests.Shell;

/// <summary>Parts of pages that are drawn once for everybody: quick, and never somebody's own.</summary>
public sealed class KeptPartsTests : IAsyncLifetime
{
    private Portal portal = null!;

    public async Task InitializeAsync() => portal = await Portal.OpenAsync();

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task A_part_is_drawn_once_until_something_changes()
    {
        Assert.Equal(["1", "1"], [await DrawAsync("rows", () => "1"), await DrawAsync("rows", () => "2")]);
        Assert.Equal("3", await DrawAsync("other rows", () => "3"));
        Assert.Equal("4", await DrawAsync("rows", () => "4", keeps: false));
        Assert.Equal("1", await DrawAsync("rows", () => "5"));
        await portal.AddOsloAsync();
        Assert.Equal("6", await DrawAsync("rows", () => "6"));
    }

    [Fact]
    public async Task A_form_token_is_kept_for_nobody()
    {
        var field = portal.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.FormFieldName;
        await Assert.ThrowsAsync<InvalidOperationException>(() => DrawAsync("form", () => $"<input type=\"hidden\" name=\"{field}\" value=\"secret\">"));
        Assert.Equal("without", await DrawAsync("form", () => "without"));
    }

    [Fact]
    public async Task The_link_of_an_online_event_is_for_those_with_a_seat_also_when_they_looked_first()
    {
        await portal.AddOsloAsync();
        var talk = await portal.AddEventAsync(OsloPortal.Details("Maps from home") with { Mode = EventMode.Online, OnlineLink = "https://meet.example.org/oslo", Venue = "", Address = "" });
        var (max, ida) = (await portal.SignedInAsync("Max"), await portal.SignedInAsync("Ida"));
        await max.PostAsync($"/events/{talk.Slug}/answers", $"/events/{talk.Slug}", ("Kind", "Online"));
        var tour = await portal.AddEventAsync(OsloPortal.Details("Maps outside") with { Date = new DateOnly(2026, 3, 21), Mode = EventMode.Online, OnlineLink = "https://meet.example.org/outside", Venue = "", Address = "" });
        await ida.PostAsync($"/events/{tour.Slug}/answers", $"/events/{tour.Slug}", ("Kind", "Online"));
        foreach (var _ in new[] { "drawn", "kept" })
        {
            Assert.Contains("/outside", (await ida.GetAsync($"/events/{tour.Slug}")).Text, StringComparison.Ordinal);
            Assert.Contains("meet.example.org/oslo", (await max.GetAsync($"/events/{talk.Slug}")).Text, StringComparison.Ordinal);
            var other = await ida.GetAsync($"/events/{talk.Slug}");
            Assert.DoesNotContain("meet.example.org", other.Text, StringComparison.Ordinal);
            Assert.Contains("The link comes with your seat.", other.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_time_zone_has_parts_of_its_own()
    {
        await portal.AddOsloAsync();
        var talk = await portal.AddEventAsync(OsloPortal.Details("Maps nowhere") with { Mode = EventMode.Online, OnlineLink = "https://meet.example.org/oslo", Venue = "", Address = "", TimeZone = "UTC" });
        var (max, ida) = (await portal.SignedInAsync("Max"), await portal.SignedInAsync("Ida"));
        await using (var db = portal.Db())
        {
            (await db.People.SingleAsync(p => p.Name == "Ida")).Describe("Ida", null, "America/Lima");
            await db.SaveChangesAsync();
        }

        Assert.Contains("6:00\u202fPM UTC", (await max.GetAsync($"/events/{talk.Slug}")).Document.QuerySelector(".event-facts time")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1:00\u202fPM (Lima time)", (await ida.GetAsync($"/events/{talk.Slug}")).Document.QuerySelector(".event-facts time")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<string> DrawAsync(string key, Func<string> draw, bool keeps = true)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var part = ActivatorUtilities.CreateInstance<KeptTagHelper>(scope.ServiceProvider);
        (part.Key, part.If) = (key, keeps);
        var output = new TagHelperOutput("kept", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent().SetHtmlContent(draw())));
        await part.ProcessAsync(new TagHelperContext([], new Dictionary<object, object>(), "one"), output);
        return output.IsContentModified ? output.Content.GetContent() : (await output.GetChildContentAsync()).GetContent();
    }
}
