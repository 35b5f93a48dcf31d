using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Tests.House;

namespace UserGroups.Web.Tests.House;

/// <summary>The table in docs/access.md: every endpoint and the answer each kind of person gets.</summary>
public static partial class AccessTable
{
    /// <summary>The columns, in order.</summary>
    public static readonly string[] People =
        ["visitor", "member", "outsider", "lead", "host", "community manager", "finance", "fulfilment", "administrator"];

    /// <summary>What stands for a route value when nothing better is known: no such thing exists.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["key"] = "sponsorship.stipend-cap",
        ["token"] = "00000000000000000000000000000000",
        ["kind"] = "chapter",
        ["seed"] = "oslo",
        ["status"] = "404",
        ["id"] = "999999",
        ["personId"] = "999999",
        ["grantId"] = "999999",
        ["lineId"] = "999999",
    };

    /// <summary>Rows of the document: endpoint → expected status for each person.</summary>
    public static IReadOnlyDictionary<string, string[]> Read()
    {
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "access.md")))
        {
            if (Row().Match(line) is { Success: true } row)
                rows.Add(row.Groups["endpoint"].Value, [.. row.Groups["cells"].Value.Split('|').Select(c => c.Trim()).Where(c => c.Length > 0)]);
        }

        return rows;
    }

    /// <summary>Every endpoint of the running site as "METHOD /path"; the static files count as one.</summary>
    public static IReadOnlyList<string> Endpoints(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => $"{m} /{e.RoutePattern.RawText?.Trim('/')}"))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>An address to ask for the endpoint.</summary>
    public static string AddressOf(string path) => RouteValue().Replace(path, value =>
        Samples.GetValueOrDefault(value.Groups["name"].Value, "no-such-thing"));

    [GeneratedRegex(@"^\| `(?<endpoint>[A-Z]+ /[^`]*)` \|(?<cells>[^`]*)\|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RouteValue();
}
