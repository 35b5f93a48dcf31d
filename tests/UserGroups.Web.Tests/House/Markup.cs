using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace UserGroups.Web.Tests.House;

/// <summary>
/// What is wrong with the HTML of a page, as the server wrote it: a parser forgives it, a checker and a screen reader do not. The
/// rules are those of the HTML standard that our kind of page can break.
/// </summary>
public static class Markup
{
    private static readonly string[] References = ["for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls"];
    private const string Blocks = ":is(div, p, ul, ol, dl, table, form, fieldset, section, article, h1, h2, h3, h4)";

    // Selector of what must not be there, and why.
    private static readonly (string Selector, string Why)[] Forbidden =
    [
        ("style, [style], script:not([src]):not([type='application/ld+json']), [onclick], [onsubmit], [onchange]", "is inline, which the policy of the page forbids"),
        ($":is(span, strong, em, small, label, button, h1, h2, h3, h4, time) {Blocks}", "stands inside a run of words"),
        ("ul > :not(li, script, template), ol > :not(li, script, template), dl > :not(dt, dd, div)", "is no item of the list it stands in"),
        (":is(a, button, label) :is(a, button), label label", "stands inside another control"),
        ("img:not([alt])", "has no alt"),
        (":is(th, td):not(tr > *), tr:empty", "stands outside a row"),
        ("select[required]:not([multiple]):not([size]) > option:first-child:not([value='']), select[required]:not([multiple]):not([size]) > optgroup:first-child", "is required, but its first option is an answer already"),
        ("[href='']:not(link), [id=''], [for=''], [name=''], [class='']", "has an empty attribute"),
        ("form[method=get] [name*='.']", "has a prefix, for which the binder looks past the other fields of the search"),
    ];

    /// <summary>One line for each fault; empty when all is well.</summary>
    /// <param name="html">The bytes of the answer as text, not what a browser made of them.</param>
    public static IReadOnlyList<string> FaultsOf(string html)
    {
        var faults = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, error) =>
        {
            if (error is AngleSharp.Html.Dom.Events.HtmlErrorEvent found)
                faults.Add($"line {found.Position.Line}: {found.Message}");
        };
        using var page = parser.ParseDocument(html);
        foreach (var (selector, why) in Forbidden)
            faults.AddRange(page.QuerySelectorAll(selector).Select(e => $"{Short(e)} {why}"));
        var ids = page.QuerySelectorAll("[id]").GroupBy(e => e.Id, StringComparer.Ordinal).ToDictionary(g => g.Key!, g => g.Count(), StringComparer.Ordinal);
        faults.AddRange(ids.Where(i => i.Value > 1).Select(i => $"id {i.Key} stands {i.Value} times"));
        faults.AddRange(References.SelectMany(r => page.QuerySelectorAll($"[{r}]").SelectMany(e => Dangling(e, r, ids))));
        faults.AddRange(Headings(page));
        if (string.IsNullOrEmpty(page.Title) || page.DocumentElement.GetAttribute("lang") is not { Length: > 0 })
            faults.Add("no title or no language");
        return faults;
    }

    private static IEnumerable<string> Dangling(IElement element, string attribute, Dictionary<string, int> ids) =>
        element.GetAttribute(attribute)!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(id => !ids.ContainsKey(id)).Select(id => $"{Short(element)}: {attribute} names {id}, which is not there");

    private static IEnumerable<string> Headings(IHtmlDocument page)
    {
        var before = 0;
        foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            var level = heading.LocalName[1] - '0';
            if (level > before + 1 || (level == 1 && before != 0))
                yield return $"{Short(heading)} comes after level {before}";
            if (heading.TextContent.Trim().Length == 0)
                yield return $"{Short(heading)} is empty";
            before = level;
        }

        if (before == 0)
            yield return "no heading";
    }

    private static string Short(IElement element) => element.OuterHtml is var html && html.Length > 100 ? $"{html[..100]}…" : html;
}
