using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using UserGroups.Accounts;
using UserGroups.Browser.Tests.Browsing;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using static Microsoft.Playwright.Assertions;

namespace UserGroups.Browser.Tests.Sponsorship;

/// <summary>Lena asks for help: the form keeps itself while she types, and works without JavaScript.</summary>
public sealed class AskingTests(DevelopmentSite site) : IClassFixture<DevelopmentSite>, IAsyncLifetime
{
    private string slug = "";

    public async Task InitializeAsync()
    {
        var options = new DbContextOptionsBuilder<SqliteAppDbContext>();
        DataModule.UseSqlite(options, $"Data Source={site.DatabaseFile}");
        await using var db = new SqliteAppDbContext(options.Options);
        var now = DateTime.UtcNow;
        slug = $"oslo-{Guid.NewGuid():N}"[..20];
        var oslo = Chapter.Existing("Oslo", slug, null, now);
        db.Add(oslo);
        await db.SaveChangesAsync();
        var lena = await db.People.Where(p => p.Name == "Lena").Select(p => p.Id).SingleAsync();
        db.Add(new Organizer(oslo, lena, OrganizerRole.Lead, now));
        var maps = new GroupEvent(oslo, slug, new EventDetails { Title = "Maps", Summary = "An evening about maps.", Venue = "Deichman", CapacityInPerson = 30, Date = DateOnly.FromDateTime(now).AddDays(60), Time = new TimeOnly(18, 0), TimeZone = "Europe/Oslo" }, lena, now);
        maps.Publish(now);
        db.Add(maps);
        await db.SaveChangesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_typed_is_kept_by_itself_and_sent_after_a_look_at_the_answers()
    {
        await using var lena = await site.VisitAsync(390);
        await lena.SignInAsync("lena@example.org", DemoCast.Password);
        await lena.GoAsync($"/lead/{slug}/events/{slug}/request", "Ask for help with Maps");
        await lena.FillAsync("What is the help for?", "Food and the room.");
        await Expect(lena.Main.Locator("[data-draft-state]")).ToContainTextAsync("Kept at");
        // A second change goes on from the version the first one got.
        await lena.FillAsync("Stipend", "180.00");
        await lena.Page.WaitForResponseAsync(r => r.Url.EndsWith("/draft", StringComparison.Ordinal) && r.Status == 200);
        await lena.Page.ReloadAsync();
        await Expect(lena.Field("What is the help for?")).ToHaveValueAsync("Food and the room.");
        await Expect(lena.Field("Stipend")).ToHaveValueAsync("180.00");
        await lena.PressAsync("Check your answers", "Check your answers");
        await lena.PressAsync("Send the request", "Thank you! It is sent.");
        Assert.Empty(lena.Complaints);
    }

    [Fact]
    public async Task The_offer_follows_the_headcount_while_it_is_typed()
    {
        await using var lena = await site.VisitAsync();
        await lena.SignInAsync("lena@example.org", DemoCast.Password);
        await lena.GoAsync($"/lead/{slug}/events/{slug}/request", "Ask for help with Maps");
        var offer = lena.Main.Locator("details summary");
        await Expect(offer).ToContainTextAsync("What we can offer for 30 people");
        await lena.FillAsync("How many people do you expect?", "11");
        await Expect(offer).ToContainTextAsync("What we can offer for 11 people: ");
        await Expect(offer).ToContainTextAsync("110.00");
        Assert.Empty(lena.Complaints);
    }

    [Fact]
    public async Task Without_JavaScript_a_button_keeps_the_draft()
    {
        await using var lena = await site.VisitAsync(javaScript: false);
        await lena.SignInAsync("lena@example.org", DemoCast.Password);
        await lena.GoAsync($"/lead/{slug}/events/{slug}/request", "Ask for help with Maps");
        await lena.FillAsync("Stipend", "about two hundred");
        await lena.Main.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Expect(lena.Flash).ToContainTextAsync("The draft is kept.");
        await Expect(lena.Field("Stipend")).ToHaveValueAsync("about two hundred");
    }
}
