using System.Xml.Linq;

namespace UserGroups.Data;

/// <summary>
/// How many shapes a drawing becomes once its references are followed. Ten levels of ten references are a kilobyte of file and ten thousand
/// million shapes in the browser of everybody who opens a page.
/// </summary>
internal static class SvgWeight
{
    private const int Most = 20_000;
    private const int MostLevels = 100;

    public static bool IsLight(XElement root)
    {
        var byId = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in root.DescendantsAndSelf())
        {
            if (element.Attribute("id")?.Value is { Length: > 0 } id)
                byId.TryAdd(id, element);
        }

        return Of(root, byId, [], 0) <= Most;
    }

    // Counts again at each reference, and stops as soon as it is too much: so the work is bounded by Most.
    private static int Of(XElement element, Dictionary<string, XElement> byId, HashSet<XElement> open, int level)
    {
        if (level > MostLevels || !open.Add(element))
            return Most + 1;
        var sum = 1;
        foreach (var next in element.Elements().Concat(ReferencesOf(element).Select(byId.GetValueOrDefault).OfType<XElement>()))
        {
            sum += Of(next, byId, open, level + 1);
            if (sum > Most)
                break;
        }

        open.Remove(element);
        return sum;
    }

    private static IEnumerable<string> ReferencesOf(XElement element)
    {
        foreach (var attribute in element.Attributes())
        {
            if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#'))
                yield return attribute.Value[1..];
            for (var at = attribute.Value.IndexOf("url(#", StringComparison.OrdinalIgnoreCase); at >= 0; at = attribute.Value.IndexOf("url(#", at + 5, StringComparison.OrdinalIgnoreCase))
                yield return attribute.Value[(at + 5)..].Split(')')[0].Trim();
        }
    }
}
