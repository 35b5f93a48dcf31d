using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace UserGroups.Web.Shell;

/// <summary>
/// Gives a page that is about to be kept a strong tag of its bytes as they are sent, packed or not (RFC 9110, 8.8.3), and says that it comes in both ways
/// (12.5.5), so that no proxy keeps the one for the other.
/// </summary>
public sealed class EntityTags(RequestDelegate next)
{
    private const int TagBytes = 12;

    public async Task InvokeAsync(HttpContext http)
    {
        using var page = await http.HoldAsync(next);
        var bytes = page.GetBuffer().AsMemory(0, (int)page.Length);
        if (!http.Response.Headers.Vary.ToString().Contains(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase))
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.Headers.ETag.Count == 0)
            http.Response.Headers.ETag = $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes.Span).AsSpan(0, TagBytes))}\"";
        if (bytes.Length > 0)
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
