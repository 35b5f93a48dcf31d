namespace UserGroups.Web.Shell;

/// <summary>
/// Headers that every answer carries, errors and static files too (OWASP ASVS 5.0, 3.4). An endpoint that must be framed or needs
/// a policy of its own sets <see cref="ContentPolicy"/> on the request before it answers.
/// </summary>
public static class SecurityHeaders
{
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; object-src 'none'";

    private const string Permissions =
        "accelerometer=(), camera=(self), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
        + "publickey-credentials-create=(self), publickey-credentials-get=(self)";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = http.Features.Get<ContentPolicy>()?.Value ?? PagePolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = http.Features.Get<ContentPolicy>() is { Framed: true } ? "cross-origin" : "same-origin";
            headers["Permissions-Policy"] = Permissions;
            if (http.Features.Get<ContentPolicy>() is not { Framed: true })
                headers.XFrameOptions = "DENY";
            if (http.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            // Files of the portal are written in UTF-8; the framework's own table of types does not say so (ASVS 5.0, 4.1.1).
            if (http.Response.ContentType is { } type && IsText(type) && !type.Contains("charset", StringComparison.Ordinal))
                http.Response.ContentType = $"{type}; charset=utf-8";
            // What only this person may see is not kept by browsers and proxies; what all may see, they ask about before they show it again (RFC 9111, 5.2.2.4).
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = http.Viewer().IsSignedIn ? "no-store" : "no-cache";
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    // XML beside text: drawings, feeds, the sitemap (RFC 7303).
    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal) || type.EndsWith("/xml", StringComparison.Ordinal);
}

/// <summary>A content security policy of its own for this answer.</summary>
/// <param name="Value">The whole header.</param>
/// <param name="Framed">True when other sites may show it (<c>/embed</c>, badges).</param>
public sealed record ContentPolicy(string Value, bool Framed);
