using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using UserGroups.Shared.Markdown;

namespace UserGroups.Mail.Writing;

/// <summary>
/// Writes a checked syntax tree as HTML for mail programs: every look is inline, because many of them drop style sheets; classes are
/// only for the dark. What this does not know is written as its words.
/// </summary>
internal sealed class LetterHtml(StringBuilder html, Stationery stationery)
{
    private const string Paragraph = "margin:0 0 16px";

    public void Write(MarkdownDocument document) => Blocks(document);

    public void Text(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny("&<>\"") is var at && at >= 0)
        {
            html.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&quot;" });
            text = text[(at + 1)..];
        }

        html.Append(text);
    }

    private void Blocks(ContainerBlock container)
    {
        foreach (var block in container)
            Block(block);
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Wrapped(heading.Level <= 2 ? "h2" : "h3", $"margin:24px 0 8px;font-size:{(heading.Level <= 2 ? 20 : 17)}px;line-height:1.3", heading.Inline);
                break;
            case ParagraphBlock { Inline: { } line } when OnlyLink(line) is { } link:
                Button(link);
                break;
            case ParagraphBlock { Parent: ListItemBlock item, Inline: { } line } when item.Count == 1:
                Inlines(line);
                break;
            case ParagraphBlock paragraph:
                Wrapped("p", Paragraph, paragraph.Inline);
                break;
            case CodeBlock code:
                html.Append("<pre class=\"k\" style=\"margin:0 0 16px;padding:12px;background:#f3efe7;border-radius:6px;white-space:pre-wrap;font:14px/1.5 ui-monospace,Consolas,monospace\">");
                Text(code.Lines.ToString());
                html.Append("</pre>");
                break;
            case ThematicBreakBlock:
                html.Append("<hr style=\"border:0;border-top:1px solid #d9d2c5;margin:24px 0\">");
                break;
            case QuoteBlock quote:
                html.Append("<blockquote class=\"m\" style=\"margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #d9d2c5;color:#5c554b\">");
                Blocks(quote);
                html.Append("</blockquote>");
                break;
            case ListBlock list:
                List(list);
                break;
            case Table table:
                Rows(table);
                break;
            case LinkReferenceDefinitionGroup:
                break;
            case ContainerBlock container:
                Blocks(container);
                break;
            case LeafBlock leaf:
                Wrapped("p", Paragraph, leaf.Inline);
                break;
        }
    }

    private void List(ListBlock list)
    {
        html.Append(list.IsOrdered ? "<ol" : "<ul");
        if (list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start != 1)
            html.Append(CultureInfo.InvariantCulture, $" start=\"{start}\"");
        html.Append(" style=\"margin:0 0 16px;padding:0 0 0 24px\">");
        foreach (var item in list.OfType<ListItemBlock>())
        {
            html.Append("<li style=\"margin:0 0 6px\">");
            Blocks(item);
            html.Append("</li>");
        }

        html.Append(list.IsOrdered ? "</ol>" : "</ul>");
    }

    private void Rows(Table table)
    {
        html.Append("<table style=\"border-collapse:collapse;margin:0 0 16px\">");
        foreach (var row in table.OfType<TableRow>())
        {
            var cell = row.IsHeader ? "th" : "td";
            html.Append("<tr>");
            foreach (var entry in row.OfType<TableCell>())
            {
                html.Append(CultureInfo.InvariantCulture, $"<{cell}{(row.IsHeader ? " scope=\"col\"" : "")} style=\"padding:4px 16px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid #d9d2c5\">");
                foreach (var paragraph in entry.OfType<ParagraphBlock>())
                    Inlines(paragraph.Inline);
                html.Append(CultureInfo.InvariantCulture, $"</{cell}>");
            }

            html.Append("</tr>");
        }

        html.Append("</table>");
    }

    private void Button(LinkInline link)
    {
        html.Append("<p style=\"margin:0 0 16px\"><a class=\"b\" href=\"");
        Text(Address(link));
        html.Append(CultureInfo.InvariantCulture, $"\" style=\"display:inline-block;padding:12px 22px;border-radius:8px;background:{stationery.Accent};color:#ffffff;font-weight:600;text-decoration:none\">");
        Inlines(link);
        html.Append("</a></p>");
    }

    private void Wrapped(string element, string style, ContainerInline? content)
    {
        html.Append(CultureInfo.InvariantCulture, $"<{element} style=\"{style}\">");
        Inlines(content);
        html.Append(CultureInfo.InvariantCulture, $"</{element}>");
    }

    private void Inlines(ContainerInline? container)
    {
        foreach (var inline in container ?? [])
            Inline(inline);
    }

    private void Inline(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Text(literal.Content.AsSpan());
                break;
            case EmphasisInline emphasis:
                var element = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount > 1 ? "strong" : "em";
                html.Append('<').Append(element).Append('>');
                Inlines(emphasis);
                html.Append("</").Append(element).Append('>');
                break;
            case LinkInline { IsImage: true } image:
                // A picture from outside tells its host who reads when; its words say what it shows.
                Inlines(image);
                break;
            case LinkInline link:
                Link(Address(link), () => Inlines(link));
                break;
            case AutolinkInline link:
                Link(link.IsEmail ? "mailto:" + link.Url : link.Url, () => Text(link.Url));
                break;
            case CodeInline code:
                html.Append("<code style=\"font-family:ui-monospace,Consolas,monospace\">");
                Text(code.Content);
                html.Append("</code>");
                break;
            case HtmlEntityInline entity:
                Text(entity.Transcoded.AsSpan());
                break;
            case LineBreakInline lineBreak:
                html.Append(lineBreak.IsHard ? "<br>" : "\n");
                break;
            case DelimiterInline delimiter:
                Text(delimiter.ToLiteral());
                Inlines(delimiter);
                break;
            case ContainerInline container:
                Inlines(container);
                break;
        }
    }

    private void Link(string address, Action words)
    {
        html.Append("<a class=\"a\" href=\"");
        Text(address);
        html.Append(CultureInfo.InvariantCulture, $"\" style=\"color:{stationery.Accent};text-decoration:underline\">");
        words();
        html.Append("</a>");
    }

    private string Address(LinkInline link)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        return url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? url : SafeUrl.Complete(url, stationery.Site);
    }

    private static LinkInline? OnlyLink(ContainerInline line) =>
        line.FirstChild is LinkInline { IsImage: false, NextSibling: null, FirstChild: not null } link ? link : null;
}
