using Microsoft.Net.Http.Headers;

namespace UserGroups.Web.Shell;

/// <summary>
/// Answers 304 for a page that had to be made anew and came out as the browser has it (RFC 9110, 13.1.2). The cache itself does so only for what it holds,
/// and it holds a page for seconds; a browser comes back after minutes, a calendar program after hours.
/// </summary>
public sealed class UnchangedPages(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        using var page = await http.HoldAsync(next);
        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.GetTypedHeaders().ETag is { } tag
            && http.Request.GetTypedHeaders().IfNoneMatch.Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.ContentLength = null;
            foreach (var ofTheBody in new[] { HeaderNames.ContentType, HeaderNames.ContentEncoding, HeaderNames.ContentDisposition })
                http.Response.Headers.Remove(ofTheBody);
        }
        else if (page.Length > 0)
        {
            page.Position = 0;
            await page.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
    }
}
