using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>What stands around a control: its name, label, help and errors, and the ids that tie them together.</summary>
internal sealed record FieldFrame(string Name, string Id, string Label, string? Help, IReadOnlyList<string> Errors, ModelStateEntry? State)
{
    public string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[] { Help is null ? null : $"{Id}-help", Errors.Count == 0 ? null : $"{Id}-error" }.Where(i => i is not null));
            return ids.Length == 0 ? null : ids;
        }
    }

    public static FieldFrame Of(ViewContext view, ModelExpression property, string? label, string? help)
    {
        var name = view.ViewData.TemplateInfo.GetFullHtmlFieldName(property.Name);
        view.ViewData.ModelState.TryGetValue(name, out var state);
        var errors = state?.Errors.Select(e => e.ErrorMessage).Where(e => e.Length > 0).Distinct(StringComparer.Ordinal).ToList() ?? [];
        return new FieldFrame(name, IdOf(name), label ?? property.Metadata.GetDisplayName(), help ?? property.Metadata.Description, errors, state);
    }

    /// <summary>The id of the control of this field; the error summary links to it.</summary>
    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public string Class(string type) => $"field field-{type}{(Errors.Count > 0 ? " field-wrong" : "")}";

    public TagBuilder LabelTag(string tag, string? note)
    {
        var label = new TagBuilder(tag);
        if (tag == "label")
            label.MergeAttribute("for", Id);
        label.AddCssClass("field-label");
        label.InnerHtml.Append(Label);
        if (note is not null)
            label.InnerHtml.AppendHtml(" <span class=\"field-note\">").Append(note).AppendHtml("</span>");
        return label;
    }

    public IHtmlContent HelpTag()
    {
        if (Help is null)
            return HtmlString.Empty;
        var paragraph = Paragraph("help");
        paragraph.InnerHtml.Append(Help);
        return paragraph;
    }

    public IHtmlContent ErrorTag(IStringLocalizer texts)
    {
        if (Errors.Count == 0)
            return HtmlString.Empty;
        var paragraph = Paragraph("error");
        paragraph.InnerHtml.AppendHtml("<span class=\"unseen\">").Append(texts["FieldErrorPrefix"]).AppendHtml(" </span>").Append(string.Join(' ', Errors));
        return paragraph;
    }

    /// <summary>The values ticked now: those just posted, else those of the model.</summary>
    public IReadOnlySet<string> Chosen(ModelExpression property)
    {
        if (State?.RawValue is { } raw)
            return raw is string[] many ? many.ToHashSet(StringComparer.Ordinal) : [$"{raw}"];
        return property.Model switch
        {
            null => new HashSet<string>(StringComparer.Ordinal),
            string one => [one],
            IEnumerable several => several.Cast<object>().Select(Text).ToHashSet(StringComparer.Ordinal),
            var other => [Text(other)],
        };
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private TagBuilder Paragraph(string part)
    {
        var paragraph = new TagBuilder("p");
        paragraph.MergeAttribute("id", $"{Id}-{part}");
        paragraph.AddCssClass($"field-{part}");
        return paragraph;
    }
}
