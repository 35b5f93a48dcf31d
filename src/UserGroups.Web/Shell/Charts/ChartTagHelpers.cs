using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>One value of a chart and what it is called on the axis.</summary>
public sealed record ChartPoint(string Label, decimal Value);

/// <summary>What all charts share: a caption, a drawing that scales without stretching its letters, and the same numbers as a table.</summary>
public abstract class ChartTagHelper(IStringLocalizer<ShellTexts> texts) : TagHelper
{
    /// <summary>Plot area in pixels; across, everything is in percent of the width there is.</summary>
    protected const int PlotHeight = 150;
    protected const int PlotTop = 22;

    public required string Caption { get; set; }

    public required IReadOnlyList<ChartPoint> Points { get; set; }

    /// <summary>What the numbers count, the head of the table's second column.</summary>
    public string? Unit { get; set; }

    protected decimal Top => Points.Count == 0 ? 1 : Math.Max(1, Points.Max(p => p.Value));

    protected abstract void Draw(StringBuilder svg);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "chart");
        output.Content.AppendHtml("<figcaption>").Append(Caption).AppendHtml("</figcaption>");
        if (Points.Count == 0)
        {
            output.Content.AppendHtml("<p class=\"quiet\">").Append(texts["ChartEmpty"]).AppendHtml("</p>");
            return;
        }
        var svg = new StringBuilder("<svg class=\"chart-art\" width=\"100%\" height=\"204\" aria-hidden=\"true\" focusable=\"false\">");
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"chart-axis\" x1=\"0\" x2=\"100%\" y1=\"{PlotTop + PlotHeight}\" y2=\"{PlotTop + PlotHeight}\"/>");
        Draw(svg);
        output.Content.AppendHtml(svg.Append("</svg>").ToString());
        Table(output);
    }

    protected double Across(int index) => (index + 0.5) * 100.0 / Points.Count;

    protected double Up(decimal value) => PlotTop + PlotHeight * (1 - (double)(Math.Max(0, value) / Top));

    protected void Label(StringBuilder svg, int index, bool withValue)
    {
        // At most a dozen labels find room; the first and the last always do.
        var every = (Points.Count + 11) / 12;
        if (index % every != 0 && index != Points.Count - 1)
            return;
        var point = Points[index];
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"chart-label\" x=\"{Across(index):0.##}%\" y=\"{PlotTop + PlotHeight + 20}\">{Encoded(point.Label)}</text>");
        if (withValue)
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"chart-value\" x=\"{Across(index):0.##}%\" y=\"{Up(point.Value) - 8:0.#}\">{Encoded(Shown(point.Value))}</text>");
    }

    protected static string Shown(decimal value) => value.ToString("#,0.##", CultureInfo.CurrentCulture);

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    private void Table(TagHelperOutput output)
    {
        output.Content.AppendHtml("<details><summary>").Append(texts["ChartAsTable"]).AppendHtml("<span class=\"unseen\">: ").Append(Caption).AppendHtml("</span></summary><table class=\"table\"><thead><tr><th scope=\"col\">")
            .Append(texts["ChartWhat"]).AppendHtml("</th><th scope=\"col\" class=\"number\">").Append(Unit ?? texts["ChartValue"]).AppendHtml("</th></tr></thead><tbody>");
        foreach (var point in Points)
            output.Content.AppendHtml("<tr><th scope=\"row\">").Append(point.Label).AppendHtml("</th><td class=\"number\">").Append(Shown(point.Value)).AppendHtml("</td></tr>");
        output.Content.AppendHtml("</tbody></table></details>");
    }
}

/// <summary>Standing bars, for amounts side by side.</summary>
[HtmlTargetElement("bar-chart")]
public sealed class BarChartTagHelper(IStringLocalizer<ShellTexts> texts) : ChartTagHelper(texts)
{
    protected override void Draw(StringBuilder svg)
    {
        var width = 100.0 / Points.Count * 0.62;
        for (var i = 0; i < Points.Count; i++)
        {
            var y = Up(Points[i].Value);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"chart-bar\" x=\"{Across(i) - width / 2:0.##}%\" y=\"{y:0.#}\" width=\"{width:0.##}%\" height=\"{PlotTop + PlotHeight - y:0.#}\" rx=\"3\"/>");
            Label(svg, i, withValue: true);
        }
    }
}

/// <summary>A line, for one thing over time.</summary>
[HtmlTargetElement("line-chart")]
public sealed class LineChartTagHelper(IStringLocalizer<ShellTexts> texts) : ChartTagHelper(texts)
{
    protected override void Draw(StringBuilder svg)
    {
        var line = string.Join(' ', Points.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{Across(i):0.##},{Up(p.Value) - PlotTop:0.##}")));
        svg.Append(CultureInfo.InvariantCulture, $"<svg x=\"0\" y=\"{PlotTop}\" width=\"100%\" height=\"{PlotHeight}\" viewBox=\"0 0 100 {PlotHeight}\" preserveAspectRatio=\"none\"><polygon class=\"chart-area\" points=\"{Across(0):0.##},{PlotHeight} {line} {Across(Points.Count - 1):0.##},{PlotHeight}\"/><polyline class=\"chart-line\" points=\"{line}\"/></svg>");
        for (var i = 0; i < Points.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"chart-dot\" cx=\"{Across(i):0.##}%\" cy=\"{Up(Points[i].Value):0.#}\" r=\"4\"/>");
            Label(svg, i, withValue: i == 0 || i == Points.Count - 1 || Points[i].Value == Top);
        }
    }
}

/// <summary>A line the size of a word, beside the number it belongs to; the number says it, the line only shows the way.</summary>
[HtmlTargetElement("spark-line")]
public sealed class SparkLineTagHelper : TagHelper
{
    public required IReadOnlyList<decimal> Values { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Values.Count < 2)
        {
            output.SuppressOutput();
            return;
        }
        var (low, high) = (Values.Min(), Values.Max());
        var span = high == low ? 1 : high - low;
        var points = Values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{2 + i * 92.0 / (Values.Count - 1):0.#},{21 - 18 * (double)((v - low) / span):0.#}")).ToList();
        var last = points[^1].Split(',');
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "spark");
        output.Attributes.SetAttribute("viewBox", "0 0 100 24");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent($"<polyline points=\"{string.Join(' ', points)}\"/><circle cx=\"{last[0]}\" cy=\"{last[1]}\" r=\"3\"/>");
    }
}
