using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace UserGroups.Tests.Shared.Markdown;

/// <summary>Says what is unsafe in a piece of HTML, by a list of its own: it shares nothing with the code it judges.</summary>
internal static class SafeHtml
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["a"] = ["href", "title", "rel"],
        ["img"] = ["src", "alt", "title", "loading"],
        ["ol"] = ["start"],
        ["th"] = ["class"],
        ["td"] = ["class"],
        ["code"] = ["class"],
        ["p"] = [],
        ["h1"] = [],
        ["h2"] = [],
        ["h3"] = [],
        ["h4"] = [],
        ["h5"] = [],
        ["h6"] = [],
        ["strong"] = [],
        ["em"] = [],
        ["del"] = [],
        ["pre"] = [],
        ["blockquote"] = [],
        ["ul"] = [],
        ["li"] = [],
        ["hr"] = [],
        ["br"] = [],
        ["table"] = [],
        ["thead"] = [],
        ["tbody"] = [],
        ["tr"] = [],
    };

    public static IHtmlCollection<IElement> Elements(string html, bool scripting = true) => new HtmlParser(new HtmlParserOptions { IsScripting = scripting })
        .ParseDocument("<!doctype html><body><main>" + html + "</main>").QuerySelectorAll("main *, body > :not(main), head > *");

    public static IReadOnlyList<string> Faults(string html) =>
        [.. Elements(html).Concat(Elements(html, scripting: false)).SelectMany(Faults).Distinct()];

    private static IEnumerable<string> Faults(IElement element)
    {
        if (!Allowed.TryGetValue(element.LocalName, out var attributes) || element.NamespaceUri != "http://www.w3.org/1999/xhtml")
        {
            yield return $"element {element.LocalName}";
            yield break;
        }
        foreach (var attribute in element.Attributes.Where(attribute => !attributes.Contains(attribute.Name)))
            yield return $"attribute {attribute.Name} on {element.LocalName}";
        // As the address parser of a browser sees it: tabs and line breaks dropped, ends trimmed of control characters, any case.
        foreach (var address in new[] { element.GetAttribute("href"), element.GetAttribute("src") }.OfType<string>())
        {
            var seen = new string([.. address.Where(c => c is not ('\t' or '\r' or '\n'))]).Trim([.. Enumerable.Range(0, 33).Select(c => (char)c)]).ToLowerInvariant();
            var scheme = seen.IndexOfAny([':', '/', '?', '#']) is > 0 and var end && seen[end] == ':' ? seen[..end] : "";
            if (scheme is not ("" or "http" or "https" or "mailto"))
                yield return $"scheme {scheme}";
            if (seen.Replace('\\', '/').StartsWith("//", StringComparison.Ordinal))
                yield return "another host without scheme";
            if (element.LocalName == "img" && scheme.Length > 0 && !seen.StartsWith("https://groups.example/", StringComparison.Ordinal))
                yield return "foreign image";
        }
        if (element.LocalName == "a" && element.GetAttribute("rel") != "nofollow ugc noopener")
            yield return "link without rel";
    }
}
