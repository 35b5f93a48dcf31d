using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace UserGroups.Web.Shell;

/// <summary>Which addresses the running site answers, so that the shell never links to a room that is not built yet.</summary>
public sealed partial class KnownRoutes(EndpointDataSource endpoints)
{
    private volatile IReadOnlySet<string>? paths;

    /// <summary>True when a GET to this path is routed. What its holes are called is the controller's own affair: <c>/lead/{slug}</c> and <c>/lead/{chapter}</c> are one path.</summary>
    public bool Has(string path) => (paths ??= Read()).Contains(WithoutNames(path));

    private HashSet<string> Read()
    {
        ChangeToken.OnChange(endpoints.GetChangeToken, () => paths = null);
        return endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains(HttpMethods.Get, StringComparer.OrdinalIgnoreCase))
            .Select(e => WithoutNames("/" + e.RoutePattern.RawText?.TrimStart('~').Trim('/')))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static string WithoutNames(string path) => path.Contains('{', StringComparison.Ordinal) ? Hole().Replace(path, "{}") : path;

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
