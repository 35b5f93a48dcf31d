using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>All errors of the form on top of the page, each a link to its field; nothing when there are none.</summary>
[HtmlTargetElement("error-summary")]
public sealed class ErrorSummaryTagHelper(IStringLocalizer<ShellTexts> texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ViewData.ModelState;
        if (state.ErrorCount == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-focus", null!);
        output.Content.AppendHtml("<h2>").Append(ModuleTexts.Around(ViewContext.ViewData.ModelMetadata.ModelType, texts)["ErrorSummaryTitle"]).AppendHtml("</h2><ul>");
        foreach (var (key, message) in Messages(state, ViewContext.ViewData.ModelMetadata))
        {
            output.Content.AppendHtml("<li>");
            if (key.Length == 0)
                output.Content.Append(message);
            else
                output.Content.AppendHtml("<a href=\"#").Append(FieldFrame.IdOf(key)).AppendHtml("\">").Append(message).AppendHtml("</a>");
            output.Content.AppendHtml("</li>");
        }
        output.Content.AppendHtml("</ul>");
    }

    // In the order of the form's properties, which is that of the page; the state of a model keeps them by the alphabet. A page that shows more than its form
    // has it as its property Form.
    private static IEnumerable<(string Key, string Message)> Messages(ModelStateDictionary state, ModelMetadata page)
    {
        var fields = page.Properties.FirstOrDefault(p => p.PropertyName == "Form") ?? page;
        var order = fields.Properties.Select((p, i) => (p.PropertyName, i)).ToDictionary(p => p.PropertyName ?? "", p => p.i, StringComparer.OrdinalIgnoreCase);
        return state.SelectMany(entry => entry.Value?.Errors.Select(e => (entry.Key, e.ErrorMessage)) ?? [])
            .Where(e => e.ErrorMessage.Length > 0)
            .Distinct()
            .OrderBy(e => order.GetValueOrDefault((e.Key.StartsWith("Form.", StringComparison.Ordinal) ? e.Key["Form.".Length..] : e.Key).Split('.', '[')[0], -1));
    }
}
