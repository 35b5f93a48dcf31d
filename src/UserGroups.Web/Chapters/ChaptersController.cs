using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Chapters;

/// <summary>The directory, a chapter's page, and the list for other people's maps.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PublicPages.Policy)]
public sealed class ChaptersController(AppDbContext db, PreparedReads reads, ViewerRoles roles, CityIndex cities, DirectoryMap map, PublicFacts known, VacancyService vacancies, SettingsSnapshot settings, TimeProvider time) : ChapterController(db, roles)
{
    private const int NeighbourKm = 300;

    [HttpGet("/chapters")]
    public async Task<IActionResult> List(DirectoryFilter filter) =>
        View(await known.ReadAsync(Request.GetEncodedPathAndQuery(), () => new DirectoryReader(Db.Chapters.Listed(), cities, map, time.Now()).ReadAsync(filter, Cancel)));

    [HttpGet("/chapters/{slug}")]
    public async Task<IActionResult> Show(string slug)
    {
        var viewer = this.Viewer();
        var facts = await known.ReadAsync($"chapter {slug}", () => Find(Db.Chapters.Public())) ?? await Find(Db.Chapters.VisibleTo(viewer)).OrNotFound();
        if (!facts.IsPublic)
            return RedirectToAction(nameof(ApplicationsController.Show), "Applications", new { id = facts.Id });
        var values = await settings.CurrentAsync(Cancel);
        var now = time.Now();
        var mine = await MyPart.OfAsync(reads, facts.Id, viewer.PersonId, Cancel);
        var neighbours = await known.ReadAsync($"near {slug}", () => NeighboursAsync(facts));
        var health = ChapterHealths.Of(facts.State, facts.QuietSince, now, values.Get(ChaptersSettings.GreenDays), values.Get(ChaptersSettings.AmberDays));
        var call = facts is { IsAlive: true, Organizers.Count: 0 } ? await known.ReadAsync($"call of {slug}", async () => new MembersFirst(await vacancies.MembersUntilAsync(facts.Id, Cancel))) : null;
        return View(new ChapterPage(facts, viewer, await RolesAsync(), mine, health, facts.LastEventAt > now, neighbours, call?.Until, new WatchForm()));

        Task<ChapterOnPage?> Find(IQueryable<Chapter> seen) => seen.AsNoTracking().AsSplitQuery().Where(c => c.Slug == slug).Select(ChapterPage.Shape).SingleOrDefaultAsync(Cancel);
    }

    [HttpGet("/code-of-conduct")]
    public IActionResult Conduct() => View();

    /// <summary>RFC 7946: longitude before latitude.</summary>
    [HttpGet("/chapters.geojson")]
    public async Task<IActionResult> Map()
    {
        var rows = await Db.Chapters.AsNoTracking().Listed().Where(c => c.Latitude != null && c.Longitude != null).OrderBy(c => c.Id)
            .Select(c => new { c.Slug, c.Name, c.CityName, c.CountryCode, c.Language, c.State, c.Latitude, c.Longitude }).ToListAsync(Cancel);
        var site = HttpContext.RequestServices.GetRequiredService<SiteAddress>();
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteString("id", row.Slug);
                json.WriteStartObject("geometry");
                json.WriteString("type", "Point");
                json.WriteStartArray("coordinates");
                json.WriteNumberValue(Math.Round(row.Longitude!.Value, 5));
                json.WriteNumberValue(Math.Round(row.Latitude!.Value, 5));
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteStartObject("properties");
                json.WriteString("name", row.Name);
                json.WriteString("city", row.CityName);
                json.WriteString("country", row.CountryCode);
                json.WriteString("language", row.Language);
                json.WriteString("state", row.State.ToString().ToLowerInvariant());
                json.WriteString("url", site.Link($"/chapters/{row.Slug}"));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        Response.Headers.CacheControl = "public, max-age=300";
        return File(body.ToArray(), "application/geo+json");
    }

    private async Task<IReadOnlyList<NearbyChapter>> NeighboursAsync(ChapterOnPage of) => of.Latitude is double latitude && of.Longitude is double longitude
        ? await Db.Chapters.Listed().Where(c => c.Id != of.Id).WithinAsync(latitude, longitude, NeighbourKm, 4, Cancel)
        : [];
}
