using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace UserGroups.Shared.Markdown;

/// <summary>
/// The second check: HTML is read as a browser reads it and written anew from what is on the list. What is not on it cannot be written, whatever slipped
/// through before; its words stay, its marks go.
/// </summary>
internal static partial class HtmlAllowList
{
    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img", "hr", "br",
        "table", "thead", "tbody", "tr", "th", "td",
    };

    /// <summary>Elements whose content is not prose: it goes with them.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "iframe", "noscript", "object", "embed", "svg", "math", "head", "title", "xmp", "noembed", "noframes", "plaintext", "textarea", "select",
    };

    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal) { "img", "hr", "br" };

    public static string Rewrite(string html, MarkdownOptions options)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument("<!doctype html><body>" + html);
        var writer = new SafeHtmlWriter(html.Length);
        foreach (var child in document.Body!.ChildNodes)
            Write(child, writer, options);
        return writer.ToString();
    }

    private static void Write(INode node, SafeHtmlWriter writer, MarkdownOptions options)
    {
        if (node is IText text)
            writer.Text(text.Data);
        if (node is not IElement element)
            return;
        var name = element.LocalName;
        var plain = element.NamespaceUri == "http://www.w3.org/1999/xhtml";
        if (!plain || Silent.Contains(name))
            return;
        var allowed = Elements.Contains(name) && Open(element, name, writer, options);
        foreach (var child in element.ChildNodes)
            Write(child, writer, options);
        if (allowed && !Empty.Contains(name))
            writer.Close(name);
    }

    private static bool Open(IElement element, string name, SafeHtmlWriter writer, MarkdownOptions options)
    {
        var href = element.GetAttribute("href");
        var source = element.GetAttribute("src");
        switch (name)
        {
            case "a" when !SafeUrl.IsLink(href):
                return false;
            case "img" when !SafeUrl.IsImage(source, options.Origin):
                writer.Text(element.GetAttribute("alt") ?? "");
                return false;
            case "a":
                writer.Open(name, ("href", href), ("title", element.GetAttribute("title")), ("rel", "nofollow ugc noopener"));
                break;
            case "img":
                writer.Open(name, ("src", source), ("alt", element.GetAttribute("alt") ?? ""), ("title", element.GetAttribute("title")), ("loading", "lazy"));
                break;
            case "ol":
                writer.Open(name, ("start", Number(element.GetAttribute("start"))));
                break;
            case "th" or "td":
                writer.Open(name, ("class", Alignment(element.GetAttribute("style"))));
                break;
            case "code":
                writer.Open(name, ("class", element.GetAttribute("class") is { } language && Language().IsMatch(language) ? language : null));
                break;
            default:
                writer.Open(name);
                break;
        }
        return true;
    }

    private static string? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Markdig aligns columns by a style attribute, which the site's Content-Security-Policy refuses; a class says the same.</summary>
    private static string? Alignment(string? style) => style?.Replace(" ", "", StringComparison.Ordinal).TrimEnd(';') switch
    {
        "text-align:right" => "align-right",
        "text-align:center" => "align-center",
        _ => null,
    };

    [GeneratedRegex(@"^language-[A-Za-z0-9+#.-]{1,30}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Language();
}
