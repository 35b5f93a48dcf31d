using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Events.Calendar;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>Calendars and feeds for programs. They carry a tag (public ones from <see cref="EntityTags"/>), so whoever asks every hour gets 304 while nothing has changed.</summary>
[AllowAnonymous]
public sealed class CalendarsController(AppDbContext db, SiteAddress site, PersonalCalendarService personal, TimeProvider time) : Controller
{
    private const int MostEntries = 500;
    private const int MostInFeed = 30;

    private CancellationToken Cancel => HttpContext.RequestAborted;

    [HttpGet("/events/{slug}.ics")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> One(string slug)
    {
        var found = await db.Events.AsNoTracking().VisibleToAll().Include(e => e.Chapter).SingleOrDefaultAsync(e => e.Slug == slug, Cancel).OrNotFound();
        Response.Headers.ContentDisposition = $"attachment; filename=\"{found.Slug}.ics\"";
        return Kept(CalendarFile.Publish(found.Title, site, [CalendarEntry.Of(found, site, withLink: false)]), CalendarFile.MediaType);
    }

    [HttpGet("/calendar.ics")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> All()
    {
        var entries = await EntriesAsync(db.Events.Listed());
        return Kept(CalendarFile.Publish(site.Name, site, entries), CalendarFile.MediaType);
    }

    [HttpGet("/chapters/{slug}/calendar.ics")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Chapter(string slug)
    {
        var chapter = await db.Chapters.AsNoTracking().Public().SingleOrDefaultAsync(c => c.Slug == slug, Cancel).OrNotFound();
        var entries = await EntriesAsync(db.Events.VisibleToAll().Where(e => e.ChapterId == chapter.Id));
        return Kept(CalendarFile.Publish(chapter.Name, site, entries, chapter.TimeZone), CalendarFile.MediaType);
    }

    [HttpGet("/chapters/{slug}/feed.xml")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Feed(string slug)
    {
        var chapter = await db.Chapters.AsNoTracking().Public().SingleOrDefaultAsync(c => c.Slug == slug, Cancel).OrNotFound();
        var entries = await db.Events.AsNoTracking().VisibleToAll().Include(e => e.Chapter).Where(e => e.ChapterId == chapter.Id)
            .OrderByDescending(e => e.PublishedAt).ThenByDescending(e => e.Id).Take(MostInFeed).ToListAsync(Cancel);
        return Kept(EventFeed.Write(site, chapter, entries), EventFeed.MediaType);
    }

    /// <summary>The seats of one person, for whoever knows the secret address.</summary>
    [HttpGet("/my/calendar/{token}.ics")]
    public async Task<IActionResult> Mine(string token)
    {
        if (await personal.OwnerAsync(token, Cancel) is not long owner)
            throw new RefusedException(StatusCodes.Status404NotFound);
        var since = time.Now().AddMonths(-3);
        var seats = await db.Answers.AsNoTracking().Where(a => a.PersonId == owner && a.State == AnswerState.Seated && a.Event.EndsAt > since)
            .OrderBy(a => a.Event.StartsAt).ThenBy(a => a.Id).Take(MostEntries).Include(a => a.Event).ThenInclude(e => e.Chapter).ToListAsync(Cancel);
        return Tagged(CalendarFile.Publish($"{site.Name}: my seats", site, [.. seats.Select(a => CalendarEntry.Of(a.Event, site, a.Kind == SeatKind.Online))]), CalendarFile.MediaType);
    }

    // What was, for three months, and what comes.
    private async Task<List<CalendarEntry>> EntriesAsync(IQueryable<GroupEvent> events)
    {
        var since = time.Now().AddMonths(-3);
        // None lasts longer: so the index on the beginning finds where to begin.
        var earliest = since.AddMinutes(-GroupEvent.MostMinutes);
        var found = await events.AsNoTracking().Include(e => e.Chapter).Where(e => e.State != EventState.Draft && e.EndsAt > since && e.StartsAt > earliest)
            .OrderBy(e => e.StartsAt).ThenBy(e => e.Id).Take(MostEntries).ToListAsync(Cancel);
        return [.. found.Select(e => CalendarEntry.Of(e, site, withLink: false))];
    }

    private ContentResult Kept(string text, string mediaType)
    {
        Response.Headers.CacheControl = "public, max-age=60";
        return Content(text, mediaType);
    }

    private IActionResult Tagged(string text, string mediaType)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}\"");
        Response.GetTypedHeaders().ETag = tag;
        Response.Headers.CacheControl = "private, no-cache";
        return Request.GetTypedHeaders().IfNoneMatch.Any(held => held.Compare(tag, useStrongComparison: false))
            ? StatusCode(StatusCodes.Status304NotModified)
            : Content(text, mediaType);
    }
}

/// <summary>A chapter's events as a feed (Atom, RFC 4287).</summary>
public static class EventFeed
{
    public const string MediaType = "application/atom+xml; charset=utf-8";

    public static string Write(SiteAddress site, Chapter chapter, IReadOnlyList<GroupEvent> events)
    {
        var self = site.Link($"/chapters/{chapter.Slug}/feed.xml");
        var updated = events.Count == 0 ? chapter.CreatedAt : events.Max(e => e.UpdatedAt);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
            .Append("<title>").Append(XmlText.Escape($"{chapter.Name}: events")).Append("</title>\n<id>").Append(XmlText.Escape(self)).Append("</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"")
            .Append(XmlText.Escape(self)).Append("\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"").Append(XmlText.Escape(site.Link($"/chapters/{chapter.Slug}")))
            .Append("\"/>\n<updated>").Append(Stamp(updated)).Append("</updated>\n<author><name>").Append(XmlText.Escape(chapter.Name)).Append("</name></author>\n");
        foreach (var one in events)
            Entry(text, site, one);
        return text.Append("</feed>\n").ToString();
    }

    private static void Entry(StringBuilder text, SiteAddress site, GroupEvent one)
    {
        var when = LocalTime.Format(one.StartsAt, one.TimeZone, System.Globalization.CultureInfo.InvariantCulture);
        var state = one.State switch
        {
            EventState.Cancelled => "Cancelled: ",
            EventState.Postponed => "Postponed: ",
            _ => "",
        };
        text.Append("<entry>\n<title>").Append(XmlText.Escape(state + one.Title)).Append("</title>\n<id>urn:uuid:").Append(XmlText.Escape(one.CalendarUid))
            .Append("</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"").Append(XmlText.Escape(site.Link($"/events/{one.Slug}"))).Append("\"/>\n<published>").Append(Stamp(one.PublishedAt ?? one.CreatedAt))
            .Append("</published>\n<updated>").Append(Stamp(one.UpdatedAt)).Append("</updated>\n<summary>").Append(XmlText.Escape($"{when}. {one.Reason ?? one.Summary}")).Append("</summary>\n</entry>\n");
    }

    private static string Stamp(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
