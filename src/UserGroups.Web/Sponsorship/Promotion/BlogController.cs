using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Shared.Markdown;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The vendor's blog about its chapters: list, post, feed. The same for every visitor, so it is cached.</summary>
[AllowAnonymous]
public sealed class BlogController(AppDbContext db, SiteAddress site) : Controller
{
    private const int PageSize = 12;
    private const int MostInFeed = 30;
    private static readonly KeysetOrder<BlogPost, DateTime, long> NewestFirst = KeysetOrder.ByDescending((BlogPost p) => p.PublishedAt!.Value, p => p.Id);

    private CancellationToken Cancel => HttpContext.RequestAborted;

    [HttpGet("/blog")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> List(string? after, string? before) =>
        View(await Published().ToPageAsync(
            NewestFirst, p => new BlogRow(p.Slug, p.Title, p.Summary, p.PublishedAt!.Value, db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Name).First()), after ?? before, PageSize, Cancel));

    [HttpGet("/blog/{slug}")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Show(string slug)
    {
        var found = await db.BlogPosts.AsNoTracking().Where(p => p.Slug == slug && p.PublishedAt != null && db.Chapters.Any(c => c.Id == p.ChapterId && !c.IsTest)).Select(p => new BlogPage(
            p.Slug, p.Title, p.Summary, p.Body, p.PublishedAt!.Value, p.UpdatedAt, p.State == PostState.Withdrawn, db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Name).First(),
            db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Slug).First(), db.Events.Where(e => e.Id == p.EventId).Select(e => e.Slug).FirstOrDefault(), site)).SingleOrDefaultAsync(Cancel).OrNotFound();
        if (found.IsWithdrawn)
            Response.StatusCode = StatusCodes.Status410Gone;
        return View(found);
    }

    /// <summary>Atom, RFC 4287.</summary>
    [HttpGet("/blog/feed.xml")]
    [OutputCache(PolicyName = PublicPages.Policy)]
    public async Task<IActionResult> Feed()
    {
        var posts = await Published().OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Take(MostInFeed)
            .Select(p => new FeedEntry(p.Slug, p.Title, p.Summary, p.Body, p.PublishedAt!.Value, p.UpdatedAt, db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Name).First())).ToListAsync(Cancel);
        Response.Headers.CacheControl = "public, max-age=60";
        return Content(BlogFeed.Write(site, posts), BlogFeed.MediaType);
    }

    private IQueryable<BlogPost> Published() => db.BlogPosts.AsNoTracking().Published(db.Chapters);
}

/// <summary>A post in the list.</summary>
public sealed record BlogRow(string Slug, string Title, string Summary, DateTime PublishedAt, string ChapterName);

/// <summary>A post.</summary>
public sealed record BlogPage(
    string Slug, string Title, string Summary, string Body, DateTime PublishedAt, DateTime UpdatedAt, bool IsWithdrawn, string ChapterName, string ChapterSlug, string? EventSlug, SiteAddress Site)
{
    public string Path => $"/blog/{Slug}";
}

/// <summary>A post in the feed.</summary>
public sealed record FeedEntry(string Slug, string Title, string Summary, string Body, DateTime PublishedAt, DateTime UpdatedAt, string ChapterName);

/// <summary>The blog as a feed.</summary>
public static class BlogFeed
{
    public const string MediaType = "application/atom+xml; charset=utf-8";

    public static string Write(SiteAddress site, IReadOnlyList<FeedEntry> posts)
    {
        var self = XmlText.Escape(site.Link("/blog/feed.xml"));
        // A feed without entries has not changed since the day the format was born (RFC 4287 asks for a date).
        var updated = posts.Count == 0 ? new DateTime(2005, 12, 1, 0, 0, 0, DateTimeKind.Utc) : posts.Max(p => p.UpdatedAt);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{XmlText.Escape($"{site.Name}: blog")}</title>\n<id>{self}</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{self}\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<link rel=\"alternate\" type=\"text/html\" href=\"{XmlText.Escape(site.Link("/blog"))}\"/>\n<updated>{Stamp(updated)}</updated>\n<author><name>{XmlText.Escape(site.Name)}</name></author>\n");
        foreach (var post in posts)
        {
            var address = XmlText.Escape(site.Link($"/blog/{post.Slug}"));
            text.Append(CultureInfo.InvariantCulture, $"<entry>\n<title>{XmlText.Escape(post.Title)}</title>\n<id>{address}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n")
                .Append(CultureInfo.InvariantCulture, $"<published>{Stamp(post.PublishedAt)}</published>\n<updated>{Stamp(post.UpdatedAt)}</updated>\n<category term=\"{XmlText.Escape(post.ChapterName)}\"/>\n")
                .Append(CultureInfo.InvariantCulture, $"<summary>{XmlText.Escape(post.Summary)}</summary>\n<content type=\"html\">")
                .Append(XmlText.Escape(SafeMarkdown.ToHtml(post.Body, new MarkdownOptions { Origin = site.PublicUrl }))).Append("</content>\n</entry>\n");
        }

        return text.Append("</feed>\n").ToString();
    }

    private static string Stamp(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
