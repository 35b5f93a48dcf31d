using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Places;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>What happens next, everywhere; and one event's page.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PublicPages.Policy)]
public sealed class EventsController(AppDbContext db, EventReader reader, EventCountries where, PublicFacts known, TimeProvider time) : Controller
{
    [HttpGet("/events")]
    public async Task<IActionResult> List(EventFilter filter, string? after, string? before)
    {
        var now = time.Now();
        var cancel = HttpContext.RequestAborted;
        return View(await known.ReadAsync(Request.GetEncodedPathAndQuery(), async () =>
        {
            var listed = db.Events.AsNoTracking().Upcoming(now).Listed();
            var page = await listed.Where(filter).ToPageAsync(EventRows.SoonestFirst, EventOnList.Shape, after ?? before, cancel: cancel);
            var countries = await where.ReadAsync(listed, cancel);
            return new EventsPage(filter, page.Map(r => r.Teaser(now)), [new("Everywhere", ""), .. countries.Select(c => new SelectListItem(Countries.Name(c), c)).OrderBy(c => c.Text, StringComparer.CurrentCulture)]);
        }));
    }

    [HttpGet("/events/{slug}")]
    public async Task<IActionResult> Show(string slug) => View(await reader.PageAsync(slug, this.Viewer(), null, HttpContext.RequestAborted).OrNotFound());
}

/// <summary>Countries with an event to come; a minute old at most, because finding them reads every event to come.</summary>
public sealed class EventCountries(TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private Known? known;

    public async ValueTask<IReadOnlyList<string>> ReadAsync(IQueryable<GroupEvent> listed, CancellationToken cancel)
    {
        var seen = Volatile.Read(ref known);
        if (seen is null || time.GetElapsedTime(seen.At) >= MaxAge)
            Volatile.Write(ref known, seen = new Known(await listed.Where(e => e.Chapter.CountryCode != "").Select(e => e.Chapter.CountryCode).Distinct().ToListAsync(cancel), time.GetTimestamp()));
        return seen.Codes;
    }

    private sealed record Known(IReadOnlyList<string> Codes, long At);
}

/// <summary>The list of what comes.</summary>
public sealed record EventsPage(EventFilter Filter, PageOf<EventTeaser> Rows, IReadOnlyList<SelectListItem> Countries);
