using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Chapters.Letters;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Web.Tests.Accounts;

namespace UserGroups.Web.Tests.Chapters;

/// <summary>Groups put into the database directly, for tests about something else than how they begin.</summary>
public static class Groups
{
    public const int OsloCity = 3143244;
    private static readonly CityIndex Cities = new();

    public static async Task<long> AddGroupAsync(this Portal portal, string name = "Oslo", ChapterState state = ChapterState.Active, int city = OsloCity)
    {
        await using var db = portal.Db();
        var chapter = Chapter.Existing(name, Slug.From(name), Cities.FindById(city), Portal.Start.UtcDateTime);
        if (state == ChapterState.Dormant)
            chapter.FallAsleep();
        db.Chapters.Add(chapter);
        await db.SaveChangesAsync();
        return chapter.Id;
    }

    public static async Task OrganizeAsync(this Portal portal, long chapterId, long personId, OrganizerRole role)
    {
        await using var db = portal.Db();
        db.Organizers.Add(new Organizer(await db.Chapters.SingleAsync(c => c.Id == chapterId), personId, role, Portal.Start.UtcDateTime));
        await db.SaveChangesAsync();
    }

    /// <summary>Oslo with Lena as its lead; the browser is hers.</summary>
    public static async Task<(long Id, PortalClient Lena)> LedByLenaAsync(this Portal portal)
    {
        var lena = await portal.AddAsync("Lena");
        var id = await portal.AddGroupAsync();
        await portal.OrganizeAsync(id, lena, OrganizerRole.Lead);
        return (id, await portal.SignInAsync("Lena"));
    }

    public static Task<Chapter> ChapterAsync(this Portal portal, long id) =>
        portal.AskAsync(db => db.Chapters.AsNoTracking().Include(c => c.Organizers).Include(c => c.Criteria).SingleAsync(c => c.Id == id));

    /// <summary>Plays an application as Lena's browser would, up to the page that says thank you.</summary>
    public static async Task<long> ApplyAsync(this PortalClient lena, string name = "Oslo")
    {
        var page = await lena.SubmitAsync("/apply", "Save and go on", ("Name of the group", name), ("City", "Oslo, Norway"), ("Language of the meetups", "nb"));
        var id = long.Parse(page.Location!.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
        page = await lena.SubmitAsync(
            $"/apply/{id}/what", "Save and go on", ("What the group is about", "Maps"), ("Why here, why now", "There is nobody to ask."), ("First meetup, about", "2026-04-01"),
            ("Name of your co-organizer", "Max"), ("Email of your co-organizer", "max@example.org"));
        Assert.Equal($"/apply/{id}/check", page.Location);
        page = await lena.PostAsync($"/apply/{id}/check", $"/apply/{id}/check", ("Conduct", "true"), ("ConductVersion", CodeOfConduct.Version));
        Assert.Equal($"/apply/{id}/sent", page.Location);
        return id;
    }

    public static async Task SayYesAsync(this Portal portal, PortalClient max) =>
        Assert.Equal(System.Net.HttpStatusCode.Found, (await max.SubmitAsync(await portal.LinkAsync("max@example.org", nameof(InvitedToOrganize)), "Yes, I am in")).Status);
}
