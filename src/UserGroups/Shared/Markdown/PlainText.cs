using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace UserGroups.Shared.Markdown;

/// <summary>Writes a checked syntax tree as plain text.</summary>
internal sealed class PlainText(MarkdownOptions options, bool withAddresses)
{
    public string Write(MarkdownDocument document) => Blocks(document, "\n\n").Trim('\n');

    private string Blocks(ContainerBlock container, string between) =>
        string.Join(between, container.Select(Block).Where(text => text.Length > 0));

    private string Block(Block block) => block switch
    {
        HeadingBlock or ParagraphBlock => Inlines(((LeafBlock)block).Inline),
        CodeBlock code => withAddresses ? Indent(code.Lines.ToString(), "    ", "    ") : code.Lines.ToString(),
        ThematicBreakBlock => withAddresses ? "---" : "",
        QuoteBlock quote => withAddresses ? Indent(Blocks(quote, "\n\n"), "> ", "> ") : Blocks(quote, "\n\n"),
        ListBlock list => List(list),
        Table table => string.Join('\n', table.OfType<TableRow>().Select(row => string.Join(" | ", row.OfType<TableCell>().Select(cell => Blocks(cell, " "))))),
        LinkReferenceDefinitionGroup => "",
        ContainerBlock container => Blocks(container, "\n\n"),
        LeafBlock leaf => leaf.Inline is null ? leaf.Lines.ToString() : Inlines(leaf.Inline),
        _ => "",
    };

    private string List(ListBlock list)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1L;
        var items = new List<string>();
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var text = Blocks(item, list.IsLoose ? "\n\n" : "\n");
            items.Add(withAddresses ? Indent(text, mark, new string(' ', mark.Length)) : text);
        }
        return string.Join(list.IsLoose ? "\n\n" : "\n", items);
    }

    private static string Indent(string text, string first, string next)
    {
        var lines = text.Split('\n').Select((line, i) => ((i == 0 ? first : next) + line).TrimEnd(' '));
        return string.Join('\n', lines);
    }

    private string Inlines(ContainerInline? container)
    {
        var text = new StringBuilder();
        foreach (var inline in container ?? [])
            Append(text, inline);
        return text.ToString();
    }

    private void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LinkInline { IsImage: true } image:
                text.Append(Inlines(image));
                break;
            case LinkInline link:
                Link(text, Inlines(link), SafeUrl.Complete(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", options.Origin));
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case LineBreakInline:
                text.Append('\n');
                break;
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case DelimiterInline delimiter:
                text.Append(delimiter.ToLiteral()).Append(Inlines(delimiter));
                break;
            case ContainerInline container:
                text.Append(Inlines(container));
                break;
        }
    }

    private void Link(StringBuilder text, string words, string address)
    {
        text.Append(words.Length == 0 ? address : words);
        // "https://a.example (https://a.example)" would say it twice; so would www.a.example.
        var same = words.Length == 0 || words.TrimEnd('/') == address.TrimEnd('/') || address == "https://" + words || address == "mailto:" + words;
        if (withAddresses && !same)
            text.Append(" (").Append(address).Append(')');
    }
}
