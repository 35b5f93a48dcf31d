using System.Buffers.Text;
using System.Security.Cryptography;

namespace UserGroups.Web.Shell;

/// <summary>
/// Gives a page that is about to be kept a strong tag of its bytes (RFC 9110, 8.8.3). The cache then answers <c>If-None-Match</c> with 304, also after it
/// has made the same page anew.
/// </summary>
public sealed class EntityTags(RequestDelegate next)
{
    private const int TagBytes = 12;

    public async Task InvokeAsync(HttpContext http)
    {
        var answer = http.Response.Body;
        using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = answer;
        }
        var bytes = page.GetBuffer().AsMemory(0, (int)page.Length);
        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.Headers.ETag.Count == 0)
            http.Response.Headers.ETag = $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes.Span).AsSpan(0, TagBytes))}\"";
        if (bytes.Length > 0)
            await answer.WriteAsync(bytes, http.RequestAborted);
    }
}
