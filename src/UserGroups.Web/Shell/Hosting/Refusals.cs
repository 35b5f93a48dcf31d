using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>
/// Tells the security log of requests that were refused: somebody may not, a form was forged or held what it may not, a limit was reached (ASVS 5.0, 16.3.2 and
/// 16.3.3). It reads the finished answer, so that no page can forget it, and does nothing for one that is no refusal.
/// </summary>
public sealed partial class Refusals(ILogger<SecurityLog> log)
{
    private const int MostFields = 10;
    private const int FieldLength = 60;
    private static readonly object Key = new();

    /// <summary>Says why the request is being refused, for the log; a word of the code.</summary>
    public static void Note(HttpContext context, string why) => context.Items[Key] = why;

    /// <summary>Names the fields that were refused. A name may come from the request, so of foreign letters only that they were there is kept.</summary>
    public static void NoteFields(HttpContext context, ModelStateDictionary state) =>
        Note(context, FieldsOf(state.Where(e => e.Value!.Errors.Count > 0).Select(e => e.Key)));

    public static string FieldsOf(IEnumerable<string> names) =>
        string.Join(' ', names.Take(MostFields).Select(n => n.Length == 0 ? "(form)" : string.Concat(n.Take(FieldLength).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '[' or ']' ? c : '?'))));

    /// <summary>An answer that refuses; called when it is complete.</summary>
    public void Tell(HttpContext context, int status)
    {
        var why = context.Items.TryGetValue(Key, out var noted) ? noted as string : null;
        switch (status)
        {
            case StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden:
                Write(LogAccess, LogLevel.Warning, context, status, why ?? "MayNot");
                break;
            // What a page did not find may be there for others; an address that leads nowhere is nobody's.
            case StatusCodes.Status404NotFound when context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is not null:
                Write(LogAccess, LogLevel.Information, context, status, why ?? "NotThere");
                break;
            case StatusCodes.Status422UnprocessableEntity:
                Write(LogForm, LogLevel.Information, context, status, why ?? "(form)");
                break;
            case StatusCodes.Status429TooManyRequests:
                Write(LogLimit, LogLevel.Warning, context, status, "TooOften");
                break;
            case StatusCodes.Status400BadRequest or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType:
                Write(LogRequest, LogLevel.Warning, context, status, why ?? "Malformed");
                break;
        }
    }

    /// <summary>Instead of being served, somebody is led to what is missing first: <c>SignIn</c>, <c>SecondFactor</c> or <c>IsItYou</c>.</summary>
    public void LedAway(HttpContext context, string missing) => Write(LogAccess, LogLevel.Information, context, StatusCodes.Status302Found, missing);

    private void Write(Action<LogLevel, int, string, string, string?, string, long?, string, string> tell, LogLevel level, HttpContext context, int status, string why)
    {
        if (log.IsEnabled(level))
        {
            tell(
                level, status, why, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, RequestLog.PathWithoutSecret(context.Request.Path),
                context.Viewer().PersonId, RateLimits.NetworkOf(context.Connection.RemoteIpAddress), context.TraceIdentifier);
        }
    }

    [LoggerMessage(EventId = 1201, Message = "Security: access refused with {Status}, why {Why}, {Method} {Path}, page {Route}, person {Person}, network {Network}, request {RequestId}", EventName = "AccessRefused")]
    private partial void LogAccess(LogLevel level, int status, string why, string method, string? route, string path, long? person, string network, string requestId);

    [LoggerMessage(EventId = 1202, Message = "Security: form refused with {Status}, fields {Fields}, {Method} {Path}, page {Route}, person {Person}, network {Network}, request {RequestId}", EventName = "FormRefused")]
    private partial void LogForm(LogLevel level, int status, string fields, string method, string? route, string path, long? person, string network, string requestId);

    [LoggerMessage(EventId = 1203, Message = "Security: limit reached with {Status}, why {Why}, {Method} {Path}, page {Route}, person {Person}, network {Network}, request {RequestId}", EventName = "LimitReached")]
    private partial void LogLimit(LogLevel level, int status, string why, string method, string? route, string path, long? person, string network, string requestId);

    [LoggerMessage(EventId = 1204, Message = "Security: request refused with {Status}, why {Why}, {Method} {Path}, page {Route}, person {Person}, network {Network}, request {RequestId}", EventName = "RequestRefused")]
    private partial void LogRequest(LogLevel level, int status, string why, string method, string? route, string path, long? person, string network, string requestId);
}

/// <summary>Tells a form without the token of this browser from a request that is merely wrong: both are answered with 400.</summary>
public sealed class ForgedFormNote : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            Refusals.Note(context.HttpContext, "FormToken");
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
