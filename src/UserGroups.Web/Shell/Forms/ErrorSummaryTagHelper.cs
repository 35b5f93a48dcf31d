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
        output.Content.AppendHtml("<h2>").Append(texts["ErrorSummaryTitle"]).AppendHtml("</h2><ul>");
        foreach (var (key, message) in Messages(state))
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

    private static IEnumerable<(string Key, string Message)> Messages(ModelStateDictionary state) =>
        state.SelectMany(entry => entry.Value?.Errors.Select(e => (entry.Key, e.ErrorMessage)) ?? []).Where(e => e.ErrorMessage.Length > 0).Distinct();
}

/// <summary>Posted forms leave judging to the server, which says what is wrong in the person's language and in one place.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostedFormTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
}
