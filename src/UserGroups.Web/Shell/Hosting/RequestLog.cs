using System.Diagnostics;
using System.Globalization;

namespace UserGroups.Web.Shell;

/// <summary>
/// One line per request: method, path, status, milliseconds, person's number, request id. No query, no body, no address of
/// anybody; secrets in paths (links from mail) are cut.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, Refusals refusals, ILogger<RequestLog> log)
{
    private static readonly string[] SecretPaths =
        ["/rsvp/", "/setup/", "/unsubscribe/", "/preferences/", "/my/calendar/", "/account/confirm/", "/account/reset/", "/account/address/", "/account/invitation/", "/invitations/", "/watch/"];

    private static readonly string[] QuietFolders = ["/health", "/css", "/js"];

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var status = context.Response.StatusCode;
            if (status is >= 400 and < 500)
                refusals.Tell(context, status);
            var level = status >= 500 ? LogLevel.Error : IsQuiet(context) ? LogLevel.Debug : LogLevel.Information;
            if (log.IsEnabled(level))
            {
                LogRequest(
                    log, level, context.Request.Method, PathWithoutSecret(context.Request.Path), status,
                    Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1), context.Viewer().PersonId, context.TraceIdentifier);
            }
        }
    }

    /// <summary>The path as it may stand in a log.</summary>
    public static string PathWithoutSecret(PathString path)
    {
        var text = path.Value ?? "/";
        foreach (var prefix in SecretPaths)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && text.Length > prefix.Length)
                return prefix + "…";
        }

        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return text;
        // A line break in a path must not start a line of its own.
        return string.Concat(text.Select(c => IsPlain(c) ? c : '?'));
    }

    // Nor may a direction override turn it round.
    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // What cost nothing is not told by default: files, health, and answers from the cache of public pages (they bear an age).
    private static bool IsQuiet(HttpContext context)
    {
        if (context.Response.Headers.Age.Count > 0)
            return true;
        foreach (var folder in QuietFolders)
        {
            if (context.Request.Path.StartsWithSegments(folder, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    [LoggerMessage(Message = "{Method} {Path} {Status} in {Milliseconds} ms, person {Person}, request {RequestId}")]
    private static partial void LogRequest(
        ILogger log, LogLevel level, string method, string path, int status, double milliseconds, long? person, string requestId);
}
