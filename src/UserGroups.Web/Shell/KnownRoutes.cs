using Microsoft.Extensions.Primitives;

namespace UserGroups.Web.Shell;

/// <summary>Which addresses the running site answers, so that the shell never links to a room that is not built yet.</summary>
public sealed class KnownRoutes(EndpointDataSource endpoints)
{
    private volatile IReadOnlySet<string>? paths;

    /// <summary>True when a GET to exactly this path (no parameters) is routed.</summary>
    public bool Has(string path) => (paths ??= Read()).Contains(path);

    private HashSet<string> Read()
    {
        ChangeToken.OnChange(endpoints.GetChangeToken, () => paths = null);
        return endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains(HttpMethods.Get, StringComparer.OrdinalIgnoreCase))
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('~').Trim('/'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
