using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;

namespace UserGroups.Web.Shell;

/// <summary>
/// Icon, stylesheets and script that every page bears, each under the address that holds the fingerprint of its content. Written out once: the list of files is
/// made when the portal is built.
/// </summary>
public sealed class HeadAssets
{
    private static readonly string[] Sheets = ["base", "parts", "forms", "data", "chapters"];
    private Written? written;

    public IHtmlContent Links(HttpContext context) => Of(context).Links;

    /// <summary>The script of every page that has the frame; a page of an error stands without it.</summary>
    public IHtmlContent Script(HttpContext context) => Of(context).Script;

    private Written Of(HttpContext context)
    {
        var last = Volatile.Read(ref written);
        // Pages of errors have no endpoint to ask; what was found last is right for them too.
        var files = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() ?? last?.From;
        if (last is null || last.From != files)
            Volatile.Write(ref written, last = new Written(files, new HtmlString(string.Join('\n', Lines(files))), new HtmlString($"<script type=\"module\" src=\"{Address(files, "js/site.js")}\"></script>")));
        return last;
    }

    private static IEnumerable<string> Lines(ResourceAssetCollection? files) =>
    [
        $"<link rel=\"icon\" href=\"{Address(files, "favicon.svg")}\" type=\"image/svg+xml\">",
        .. Sheets.Select(name => $"<link rel=\"stylesheet\" href=\"{Address(files, $"css/{name}.css")}\">"),
    ];

    private static string Address(ResourceAssetCollection? files, string file) => "/" + (files?[file] ?? file);

    private sealed record Written(ResourceAssetCollection? From, HtmlString Links, HtmlString Script);
}
