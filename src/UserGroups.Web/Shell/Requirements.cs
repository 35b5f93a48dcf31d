using Microsoft.AspNetCore.Mvc;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>
/// The two steps every action takes before it does anything: load through <c>VisibleTo(viewer)</c>, where what may not be seen does
/// not exist (404), then require what the person may do (403).
/// </summary>
public static class Requirements
{
    public static Viewer Viewer(this ControllerBase controller) => controller.HttpContext.Viewer();

    /// <summary>404 when nothing visible was found.</summary>
    public static async Task<T> OrNotFound<T>(this Task<T?> found)
        where T : class => await found ?? throw new RefusedException(StatusCodes.Status404NotFound);

    /// <summary>403 when the person sees the thing and may not do this with it. The same <c>Can…</c> decides whether the link is shown.</summary>
    public static void Require(this ControllerBase controller, bool can)
    {
        if (!can)
            throw new RefusedException(StatusCodes.Status403Forbidden);
    }
}

/// <summary>Ends the request with a status and its page; not an error of the program, so not logged as one.</summary>
/// <param name="status">HTTP status code.</param>
public sealed class RefusedException(int status) : Exception($"Refused with {status}.")
{
    public int Status { get; } = status;
}
