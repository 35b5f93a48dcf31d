using Microsoft.Net.Http.Headers;

namespace UserGroups.Web.Shell;

/// <summary>The accent as a stylesheet: an inline style would need a hole in the content security policy.</summary>
public static class BrandEndpoint
{
    public static async Task<IResult> GetAsync(HttpContext context, Visit visit, string? v)
    {
        var sheet = (await visit.BrandAsync()).Sheet;
        // Only the address that names this very content may be kept; an old or bare one asks again.
        context.Response.Headers.CacheControl = v == sheet.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Text(sheet.Css, "text/css; charset=utf-8").WithTag(context, sheet.Version);
    }

    /// <summary>Answers 304 when the browser holds this version already.</summary>
    internal static IResult WithTag(this IResult result, HttpContext context, string version)
    {
        var tag = new EntityTagHeaderValue($"\"{version}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        var held = context.Request.GetTypedHeaders().IfNoneMatch;
        return held.Any(h => h.Compare(tag, useStrongComparison: false)) ? Results.StatusCode(StatusCodes.Status304NotModified) : result;
    }
}
