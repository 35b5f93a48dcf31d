using System.Globalization;
using System.Text;
using Markdig.Syntax;
using UserGroups.Shared.Markdown;

namespace UserGroups.Mail.Writing;

/// <summary>A letter as people read it: text, and HTML that says the same.</summary>
/// <param name="Text">The text part; lines end in LF.</param>
/// <param name="Html">The HTML part; null when it would be longer than <see cref="MaxHtml"/>, and the text stands alone.</param>
public sealed record LetterPage(string Text, string? Html)
{
    /// <summary>Bytes of HTML above which Gmail cuts a message off, its unsubscribe link included.</summary>
    public const int MaxHtml = 102 * 1024;

    /// <summary>Makes both from one Markdown body.</summary>
    /// <param name="subject">The subject; the HTML's title.</param>
    /// <param name="body">Markdown.</param>
    /// <param name="why">Why the receiver gets it; empty: the usual sentence.</param>
    /// <param name="unsubscribe">Where the list is left, or null.</param>
    /// <param name="stationery">What all letters share.</param>
    public static LetterPage From(string subject, string body, string why, string? unsubscribe, Stationery stationery)
    {
        var options = new MarkdownOptions { Origin = stationery.Site, FirstHeading = 2 };
        var document = MarkdownTree.Parse(body.ReplaceLineEndings("\n"), options);
        if (why.Length == 0)
            why = stationery.UsualWhy;
        var text = document is null ? body : new PlainText(options, withAddresses: true).Write(document);
        var html = ToHtml(subject, document, body, why, unsubscribe, stationery);
        return new LetterPage(ToText(text, why, unsubscribe, stationery), Encoding.UTF8.GetByteCount(html) <= MaxHtml ? html : null);
    }

    private static string ToText(string body, string why, string? unsubscribe, Stationery stationery)
    {
        var text = new StringBuilder(body.Length + 400);
        text.Append(body).Append("\n\n-- \n").Append(why).Append('\n');
        if (unsubscribe is not null)
            text.Append("Unsubscribe: ").Append(unsubscribe).Append('\n');
        text.Append('\n');
        foreach (var line in stationery.PostalLines)
            text.Append(line).Append('\n');
        return text.Append(stationery.Site.AbsoluteUri).Append('\n').ToString();
    }

    private static string ToHtml(string subject, MarkdownDocument? document, string body, string why, string? unsubscribe, Stationery stationery)
    {
        var html = new StringBuilder(body.Length + (body.Length / 2) + 3000);
        var writer = new LetterHtml(html, stationery);
        Head(html, writer, subject, stationery);
        if (document is not null)
        {
            writer.Write(document);
        }
        else
        {
            html.Append("<p style=\"margin:0 0 16px;white-space:pre-wrap\">");
            writer.Text(body);
            html.Append("</p>");
        }

        Foot(html, writer, why, unsubscribe, stationery);
        return html.ToString();
    }

    private static void Head(StringBuilder html, LetterHtml writer, string subject, Stationery stationery)
    {
        var light = stationery.Accent.ReadableOn(MailColour.Night);
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><title>");
        writer.Text(subject);
        html.Append("</title><style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){")
            .Append(CultureInfo.InvariantCulture, $".g{{background:#141210!important}}.l{{background:#1d1b18!important;color:#f0ebe2!important;border-color:{light} #3a352e #3a352e!important}}")
            .Append(CultureInfo.InvariantCulture, $".a{{color:{light}!important}}.b{{background:{light}!important;color:#141210!important}}.n{{color:{light}!important}}")
            .Append(".m{color:#b9b0a2!important}.k{background:#2a2621!important}}</style></head>")
            .Append("<body class=\"g\" style=\"margin:0;padding:0;background:#f6f2ea\"><div class=\"g\" style=\"padding:24px 12px;background:#f6f2ea\">")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"l\" style=\"max-width:600px;margin:0 auto;background:#fffdf9;color:#26221c;border:1px solid #e4ddd0;border-top:4px solid {stationery.Accent};border-radius:10px;")
            .Append("font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere\"><div style=\"padding:24px 28px 8px\">")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"n\" style=\"margin:0 0 20px;font-size:15px;font-weight:700;color:{stationery.Accent}\">");
        writer.Text(stationery.Name);
        html.Append("</p>");
    }

    private static void Foot(StringBuilder html, LetterHtml writer, string why, string? unsubscribe, Stationery stationery)
    {
        html.Append("</div><div class=\"m\" style=\"padding:16px 28px 24px;font-size:13px;line-height:1.5;color:#5c554b\"><p style=\"margin:0 0 8px\">");
        writer.Text(why);
        if (unsubscribe is not null)
            Link(" ", unsubscribe, "Unsubscribe");
        html.Append("</p><p style=\"margin:0\">");
        foreach (var line in stationery.PostalLines)
        {
            writer.Text(line);
            html.Append("<br>");
        }

        // The name stands above already; the address says where a click leads.
        Link("", stationery.Site.AbsoluteUri, stationery.Site.Authority);
        html.Append("</p></div></div></div></body></html>\n");

        void Link(string before, string address, string words)
        {
            html.Append(before).Append("<a class=\"a\" href=\"");
            writer.Text(address);
            html.Append(CultureInfo.InvariantCulture, $"\" style=\"color:{stationery.Accent}\">");
            writer.Text(words);
            html.Append("</a>");
        }
    }
}
