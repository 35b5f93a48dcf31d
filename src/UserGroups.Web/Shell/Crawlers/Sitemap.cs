using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>One address of the sitemap.</summary>
public sealed class SitemapEntry
{
    /// <summary>Key of the row behind it; the order of the files.</summary>
    public required long Id { get; init; }

    /// <summary>Path inside the portal, such as <c>/chapters/oslo</c>.</summary>
    public required string Path { get; init; }

    /// <summary>When what the page shows was changed last (UTC).</summary>
    public DateTime? Changed { get; init; }
}

/// <summary>A kind of public page with a row behind each; its room adds it with <see cref="SitemapParts.AddSitemap"/>.</summary>
/// <param name="Name">Stands in the file's address: lower-case letters.</param>
/// <param name="Rows">Those everybody may find, through the room's own scope; neither ordered nor limited.</param>
public sealed record SitemapPart(string Name, Func<AppDbContext, IQueryable<SitemapEntry>> Rows);

public static class SitemapParts
{
    public static IServiceCollection AddSitemap(this IServiceCollection services, string name, Func<AppDbContext, IQueryable<SitemapEntry>> rows)
    {
        services.TryAddScoped<Sitemap>();
        return services.AddSingleton(new SitemapPart(name, rows));
    }
}

/// <summary>
/// The sitemap (sitemaps.org, protocol 0.9). A file holds the rows whose keys lie between n × 50,000 and the next: it never has more than the protocol
/// allows, a new row changes the last file only, and finding a file's rows costs the same in a table of any size. Rows are read a thousand at a time by
/// their key, so that neither memory nor an open question grows with the file.
/// </summary>
public sealed class Sitemap(AppDbContext db, IEnumerable<SitemapPart> parts, SiteAddress site)
{
    /// <summary>Most addresses of a file (sitemaps.org: 50,000).</summary>
    public const int FileSize = 50_000;

    public const string MediaType = "application/xml; charset=utf-8";

    private const int Lot = 1000;
    private const string Begin = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>Public pages that stand for themselves.</summary>
    private static readonly string[] Pages = ["/", "/chapters", "/events", "/blog", "/apply", "/about", "/code-of-conduct", "/accessibility", "/privacy"];

    /// <summary>The list of files; one question for each.</summary>
    public async Task<string> IndexAsync(CancellationToken cancel)
    {
        var text = new StringBuilder(Begin).Append(CultureInfo.InvariantCulture, $"<sitemapindex xmlns=\"{Namespace}\">\n");
        AppendFile(text, "pages", 0);
        foreach (var part in parts)
        {
            for (var first = await FirstAsync(part, 0, cancel); first is long id; first = await FirstAsync(part, ((id / FileSize) + 1) * FileSize, cancel))
                AppendFile(text, part.Name, id / FileSize);
        }

        return text.Append("</sitemapindex>\n").ToString();
    }

    /// <summary>Writes one file, piece by piece; false, and nothing written, when there is none of that name and number.</summary>
    public async Task<bool> WriteAsync(string name, int number, Func<string, Task> write, CancellationToken cancel)
    {
        var part = parts.FirstOrDefault(p => p.Name == name);
        var end = (number + 1L) * FileSize;
        var lot = name == "pages" && number == 0
            ? [.. Pages.Select(page => new SitemapEntry { Id = end, Path = page })]
            : part is null || number < 0 ? [] : await LotAsync(part, (long)number * FileSize, end, cancel);
        if (lot.Count == 0)
            return false;
        await write($"{Begin}<urlset xmlns=\"{Namespace}\">\n");
        while (lot.Count > 0)
        {
            await write(Text(lot));
            lot = part is null || lot.Count < Lot ? [] : await LotAsync(part, lot[^1].Id + 1, end, cancel);
        }

        await write("</urlset>\n");
        return true;
    }

    private Task<List<SitemapEntry>> LotAsync(SitemapPart part, long from, long end, CancellationToken cancel) =>
        part.Rows(db).Where(e => e.Id >= from && e.Id < end).OrderBy(e => e.Id).Take(Lot).ToListAsync(cancel);

    private Task<long?> FirstAsync(SitemapPart part, long from, CancellationToken cancel) =>
        part.Rows(db).Where(e => e.Id >= from).OrderBy(e => e.Id).Select(e => (long?)e.Id).FirstOrDefaultAsync(cancel);

    private void AppendFile(StringBuilder text, string name, long number) =>
        text.Append(CultureInfo.InvariantCulture, $"<sitemap><loc>{XmlText.Escape(site.Link($"/sitemap-{name}-{number}.xml"))}</loc></sitemap>\n");

    private string Text(List<SitemapEntry> lot)
    {
        var text = new StringBuilder(lot.Count * 110);
        foreach (var entry in lot)
        {
            text.Append("<url><loc>").Append(XmlText.Escape(site.Link(entry.Path))).Append("</loc>");
            if (entry.Changed is DateTime changed)
                text.Append(CultureInfo.InvariantCulture, $"<lastmod>{changed:yyyy-MM-dd'T'HH:mm:ss'Z'}</lastmod>");
            text.Append("</url>\n");
        }

        return text.ToString();
    }
}
