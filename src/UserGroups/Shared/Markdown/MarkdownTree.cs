using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace UserGroups.Shared.Markdown;

/// <summary>Markdown as a syntax tree from which everything unsafe is already gone: the first of the two checks.</summary>
internal static class MarkdownTree
{
    /// <summary>More nesting than this is not writing. Markdig's own limit lies above, so that HTML and plain text give up at the same depth.</summary>
    private const int MaxNesting = 100;

    private const int MaxDelimiters = 2000;

    /// <summary>Bare addresses cost so much more than a bracket.</summary>
    private const int AddressWeight = 10;

    private static readonly System.Buffers.SearchValues<char> Delimiters = System.Buffers.SearchValues.Create("[]*_~|`<");

    public static MarkdownPipeline Pipeline { get; } = Build();

    /// <summary>The tree, or null when the text is nested too deeply, or has too many delimiters in a block, to be meant.</summary>
    public static MarkdownDocument? Parse(string source, MarkdownOptions options)
    {
        if (IsOverloaded(source))
            return null;
        try
        {
            var document = Markdig.Markdown.Parse(source, Pipeline);
            if (IsTooDeep(document))
                return null;
            foreach (var heading in document.Descendants<HeadingBlock>())
                heading.Level = Math.Clamp(heading.Level + options.FirstHeading - 1, 1, 6);
            foreach (var inline in document.Descendants<Inline>().ToList())
                Check(inline, options);
            return document;
        }
        catch (ArgumentException refused) when (SaysTooDeep(refused))
        {
            return null;
        }
    }

    /// <summary>True for what Markdig throws at its nesting limit; it has no exception type of its own for it.</summary>
    public static bool SaysTooDeep(ArgumentException refused) => refused.Message.Contains("too deeply nested", StringComparison.Ordinal);

    private static bool IsTooDeep(MarkdownDocument document)
    {
        var open = new Stack<(MarkdownObject Node, int Depth)>([(document, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > MaxNesting)
                return true;
            IEnumerable<MarkdownObject> children = next.Node switch
            {
                ContainerBlock blocks => blocks,
                LeafBlock { Inline: { } inline } => [inline],
                ContainerInline inlines => inlines,
                _ => [],
            };
            foreach (var child in children)
                open.Push((child, next.Depth + 1));
        }
        return false;
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = MaxNesting + 28 }
            .DisableHtml()
            .UsePipeTables()
            .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
            .UseAutoLinks(new Markdig.Extensions.AutoLinks.AutoLinkOptions { UseHttpsForWWWLinks = true });
        builder.InlineParsers.Replace<LinkInlineParser>(new BoundedLinkParser());
        return builder.Build();
    }

    private static void Check(Inline inline, MarkdownOptions options)
    {
        switch (inline)
        {
            case LinkInline { IsImage: true } image when !SafeUrl.IsImage(Address(image), options.Origin):
                Unwrap(image);
                break;
            case LinkInline { IsImage: false } link when !SafeUrl.IsLink(Address(link)):
                Unwrap(link);
                break;
            case AutolinkInline link when !SafeUrl.IsLink(link.IsEmail ? "mailto:" + link.Url : link.Url):
                link.ReplaceBy(new LiteralInline(link.Url));
                break;
            // There is none while HTML is off; should a future Markdig make some, it is text.
            case HtmlInline html:
                html.ReplaceBy(new LiteralInline(html.Tag));
                break;
        }
    }

    private static string? Address(LinkInline link) => link.GetDynamicUrl?.Invoke() ?? link.Url;

    /// <summary>Leaves the words of a link, or the alternative text of an image, in its place.</summary>
    private static void Unwrap(LinkInline link) => link.ReplaceBy(new ContainerInline());

    /// <summary>
    /// Markdig's search for closing delimiters is quadratic in their number within a block: 100 KB of "a**b" or "www.a.b " take a second, of "[](" seven. Nobody writes
    /// thousands of them between two empty lines.
    /// </summary>
    private static bool IsOverloaded(string source)
    {
        var count = 0;
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            count = line.IsWhiteSpace() ? 0 : count + line.CountAny(Delimiters) + (AddressWeight * (line.Count("www.") + line.Count("://") + line.Count("mailto:") + line.Count("tel:")));
            if (count > MaxDelimiters || OpensTooMany(line))
                return true;
        }
        return false;
    }

    /// <summary>A line that opens more quotations and lists than may be nested: Markdig would find that out too, at many times the cost.</summary>
    private static bool OpensTooMany(ReadOnlySpan<char> line)
    {
        var opened = 0;
        for (var i = 0; i < line.Length && opened <= MaxNesting; i++)
        {
            if (line[i] == '>' || (line[i] is '-' or '*' or '+' or '.' or ')' && i + 1 < line.Length && line[i + 1] is (' ' or '\t')))
                opened++;
            else if (line[i] is not (' ' or '\t') && !char.IsAsciiDigit(line[i]))
                return false;
        }
        return opened > MaxNesting;
    }
}

/// <summary>Looks for the end of a link's address and title only so far, where Markdig would look to the end of the block for each bracket.</summary>
internal sealed class BoundedLinkParser : LinkInlineParser
{
    private const int MaxLinkLength = 3000;

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var end = slice.End;
        slice.End = Math.Min(end, slice.Start + MaxLinkLength);
        var matched = base.Match(processor, ref slice);
        slice.End = end;
        return matched;
    }
}
