using System.Text.RegularExpressions;

namespace UserGroups.Web.Mail;

/// <summary>Addresses in a text, so that a page can make links of them.</summary>
public static partial class TextLinks
{
    public static IEnumerable<(string Text, bool IsLink)> Split(string text)
    {
        var at = 0;
        foreach (Match found in Address().Matches(text))
        {
            yield return (text[at..found.Index], false);
            yield return (found.Value, true);
            at = found.Index + found.Length;
        }

        yield return (text[at..], false);
    }

    [GeneratedRegex(@"https?://[^\s<>()""]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
