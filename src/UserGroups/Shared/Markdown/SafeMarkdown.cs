using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Markdig;

namespace UserGroups.Shared.Markdown;

/// <summary>
/// Markdown written by strangers (CommonMark 0.31 with pipe tables, ~~strikethrough~~ and bare addresses) as HTML that is safe inside our pages, or as
/// plain text that says the same. HTML in it is shown, not obeyed. Any string is valid input and gives an answer in time that grows with its length.
/// </summary>
public static class SafeMarkdown
{
    // The same text is read by many: what was made of it is kept, up to so many characters, then all is forgotten at once.
    private const int MostDrawn = 1_000_000;
    private static ConcurrentDictionary<(string Markdown, MarkdownOptions Options), string> drawn = new();
    private static int drawnLength;

    /// <summary>HTML of allowed elements only, each link with rel="nofollow ugc noopener". See <see cref="MarkdownOptions"/> for images and headings.</summary>
    /// <exception cref="RuleException">Longer than <see cref="MarkdownOptions.MaxLength"/>.</exception>
    public static string ToHtml(string? markdown, MarkdownOptions? options = null)
    {
        options ??= MarkdownOptions.Default;
        var known = Volatile.Read(ref drawn);
        if (known.TryGetValue((markdown ?? "", options), out var html))
            return html;
        var source = Source(markdown, options);
        html = HtmlAllowList.Rewrite(Render(source, options), options).Trim();
        if (Interlocked.Add(ref drawnLength, source.Length + html.Length) > MostDrawn)
        {
            Volatile.Write(ref drawn, new());
            Interlocked.Exchange(ref drawnLength, 0);
        }
        else
        {
            known[(markdown ?? "", options)] = html;
        }

        return html;
    }

    /// <summary>
    /// The same as text for mail: paragraphs with an empty line between them, links as "words (address)", images as their alternative text, list marks,
    /// "> " before quotations, four blanks before code. Lines end in LF and are not wrapped.
    /// </summary>
    /// <exception cref="RuleException">Longer than <see cref="MarkdownOptions.MaxLength"/>.</exception>
    public static string ToPlainText(string? markdown, MarkdownOptions? options = null)
    {
        options ??= MarkdownOptions.Default;
        var source = Source(markdown, options);
        return MarkdownTree.Parse(source, options) is { } document ? new PlainText(options, withAddresses: true).Write(document) : source.Trim();
    }

    /// <summary>The beginning in one line for a card or a description: no addresses, no marks, cut between words with "…".</summary>
    /// <param name="markdown">Any string.</param>
    /// <param name="maxLength">Most characters (UTF-16 units), the "…" included; 2 or more.</param>
    /// <param name="options">As for the rest.</param>
    /// <exception cref="RuleException">Longer than <see cref="MarkdownOptions.MaxLength"/>.</exception>
    public static string Excerpt(string? markdown, int maxLength = 160, MarkdownOptions? options = null)
    {
        options ??= MarkdownOptions.Default;
        var source = Source(markdown, options);
        var text = MarkdownTree.Parse(source, options) is { } document ? new PlainText(options, withAddresses: false).Write(document) : source;
        return Cut(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Math.Max(2, maxLength));
    }

    private static string Render(string source, MarkdownOptions options)
    {
        try
        {
            if (MarkdownTree.Parse(source, options) is { } document)
                return document.ToHtml(MarkdownTree.Pipeline);
        }
        catch (ArgumentException refused) when (MarkdownTree.SaysTooDeep(refused))
        {
            // The renderer counts its own way; what it gives up on is shown as it was typed, like what the parser gave up on.
        }
        return "<p>" + WebUtility.HtmlEncode(source).ReplaceLineEndings("<br>") + "</p>";
    }

    private static string Source(string? markdown, MarkdownOptions options)
    {
        if (string.IsNullOrEmpty(markdown))
            return "";
        if (markdown.Length > options.MaxLength)
            throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"The text is too long: {markdown.Length:N0} characters of at most {options.MaxLength:N0}."));
        var source = new StringBuilder(markdown.Length);
        foreach (var rune in markdown.EnumerateRunes())
        {
            // Control characters have no meaning here, and bidirectional embeddings and overrides can show one address and hide another
            // (Unicode TR 36 §2.10). The marks and isolates that right-to-left languages need stay.
            var refused = rune.Value is (< ' ' and not ('\t' or '\n' or '\r')) or (>= 0x7F and <= 0x9F) or (>= 0x202A and <= 0x202E) or 0xFFFE or 0xFFFF;
            source.Append(refused ? "" : rune.ToString());
        }
        return source.ToString();
    }

    private static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var end = text.LastIndexOf(' ', maxLength - 1);
        // A single long word, or a script without blanks, is cut between characters as readers count them.
        if (end < maxLength / 2)
        {
            end = 0;
            foreach (var start in StringInfo.ParseCombiningCharacters(text).TakeWhile(start => start < maxLength))
                end = start;
        }
        return text[..end].TrimEnd(' ', ',', ';', ':', '-', '–') + "…";
    }
}
