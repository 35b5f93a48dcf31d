namespace UserGroups.Web.Shell;

/// <summary>
/// Answers HEAD wherever GET is answered (RFC 9110, 9.3.2): load balancers and link checkers ask so. Actions name GET alone; the server
/// sends no body to who asked by HEAD, whatever the program writes.
/// </summary>
public static class HeadRequests
{
    public static IApplicationBuilder UseHeadRequests(this IApplicationBuilder app) => app.Use((context, next) =>
        HttpMethods.IsHead(context.Request.Method) ? AsGetAsync(context, next) : next(context));

    private static async Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            // The log behind this says what was asked.
            context.Request.Method = HttpMethods.Head;
        }
    }
}
