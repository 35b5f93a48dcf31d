using System.Security.Cryptography;
using System.Text;

namespace UserGroups.Web.Shell;

/// <summary>Covers as pictures of their own, so that a page with forty of them stays small and browsers keep them.</summary>
public static class CoverEndpoint
{
    private const int LongestSeed = 200;

    /// <summary>Raised when the drawing changes: a cover's address holds it, and the old picture may be kept for a year.</summary>
    public const int Edition = 1;

    public static string PathOf(CoverKind kind, string seed) =>
        $"/covers/{(kind == CoverKind.Chapter ? "chapter" : "event")}/{Uri.EscapeDataString(seed)}.svg?v={Edition}";

    public static IResult Get(HttpContext context, string kind, string seed)
    {
        if (!Enum.TryParse<CoverKind>(kind, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsDigit(kind[0]) || seed.Length > LongestSeed)
            return Results.NotFound();
        var svg = Cover.Draw(known, seed);
        context.Response.Headers.CacheControl = context.Request.Query["v"] == $"{Edition}" ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(svg)))[..12];
        return Results.Text(svg, "image/svg+xml; charset=utf-8").WithTag(context, version);
    }
}
