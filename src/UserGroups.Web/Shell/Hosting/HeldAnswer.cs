namespace UserGroups.Web.Shell;

/// <summary>The body of an answer before it goes out, for whoever must know all of it to write the headers.</summary>
internal static class HeldAnswer
{
    /// <summary>What the rest of the pipeline writes; nothing of it is sent, and the headers are still open. The caller disposes of it.</summary>
    public static async Task<MemoryStream> HoldAsync(this HttpContext http, RequestDelegate next)
    {
        var (answer, body) = (http.Response.Body, new MemoryStream());
        http.Response.Body = body;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = answer;
        }

        return body;
    }
}
