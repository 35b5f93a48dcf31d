using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace UserGroups.Web.Shell;

/// <summary>A state in a word: <c>&lt;badge tone="Good"&gt;Active&lt;/badge&gt;</c>.</summary>
[HtmlTargetElement("badge")]
public sealed class BadgeTagHelper : TagHelper
{
    public StateTone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"badge tone-{Tone.ToString().ToLowerInvariant()}");
    }
}

/// <summary>A remark in the page: <c>&lt;notice tone="Warn" heading="…"&gt;…&lt;/notice&gt;</c>.</summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTagHelper : TagHelper
{
    public StateTone Tone { get; set; } = StateTone.Accent;

    public string? Heading { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"notice tone-{Tone.ToString().ToLowerInvariant()}");
        if (Heading is not null)
            output.PreContent.AppendHtml("<p class=\"notice-heading\">").Append(Heading).AppendHtml("</p>");
    }
}

/// <summary>Nothing here yet, and what to do about it: heading, a sentence as content, and the next action.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    public required string Heading { get; set; }

    public string? Action { get; set; }

    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty-state");
        output.PreContent.AppendHtml("<svg class=\"empty-mark\" viewBox=\"0 0 96 64\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M8 50h80\"/><path d=\"M22 50V34a10 10 0 0 1 20 0v16\"/><path d=\"M54 50V26a10 10 0 0 1 20 0v24\"/><circle cx=\"32\" cy=\"14\" r=\"5\"/></svg>")
            .AppendHtml("<h2>").Append(Heading).AppendHtml("</h2><p>");
        output.PostContent.AppendHtml("</p>");
        if (Action is not null && Href is not null)
            output.PostContent.AppendHtml("<p><a class=\"button\" href=\"").Append(Href).AppendHtml("\">").Append(Action).AppendHtml("</a></p>");
    }
}

/// <summary>
/// Newer and older, for lists that page by key: <c>&lt;pager next="@page.Next" previous="@page.Previous" /&gt;</c>. Filters in the
/// address stay; the tokens travel as <c>after</c> and <c>before</c>.
/// </summary>
[HtmlTargetElement("pager")]
public sealed class PagerTagHelper(IStringLocalizer<ShellTexts> reader) : TagHelper
{
    public string? Next { get; set; }

    public string? Previous { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Razor hands a missing text over as an empty one.
        if (string.IsNullOrEmpty(Next) && string.IsNullOrEmpty(Previous))
        {
            output.SuppressOutput();
            return;
        }
        var texts = ModuleTexts.OnPage(ViewContext, reader);
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", texts["PagerLabel"].Value);
        Link(output, "before", Previous, texts["PagerPrevious"], "prev");
        Link(output, "after", Next, texts["PagerNext"], "next");
    }

    private void Link(TagHelperOutput output, string name, string? token, string text, string relation)
    {
        if (string.IsNullOrEmpty(token))
            return;
        var request = ViewContext.HttpContext.Request;
        var kept = request.Query.Where(q => q.Key is not ("after" or "before")).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        var address = QueryHelpers.AddQueryString(request.PathBase + request.Path, kept.Append(KeyValuePair.Create(name, (string?)token)));
        output.Content.AppendHtml($"<a class=\"button button-quiet\" rel=\"{relation}\" href=\"").Append(address).AppendHtml("\">").Append(text).AppendHtml("</a>");
    }
}

/// <summary>One tab inside <c>&lt;nav class="tabs"&gt;</c>: a link that knows whether it leads here.</summary>
[HtmlTargetElement("tab", Attributes = "href")]
public sealed class TabTagHelper : TagHelper
{
    public required string Href { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        // Of several tabs of one page the view decides; a filter or the next page of a list leads to no other tab.
        var (path, query) = Href.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (Href[..at], Href[at..]) : (Href, "");
        var isHere = string.Equals(request.Path, path, StringComparison.OrdinalIgnoreCase)
            && string.Equals(request.Query["view"].ToString(), QueryHelpers.ParseQuery(query).GetValueOrDefault("view").ToString(), StringComparison.OrdinalIgnoreCase);
        output.TagName = "a";
        output.Attributes.SetAttribute("href", Href);
        if (isHere)
            output.Attributes.SetAttribute("aria-current", "page");
    }
}

/// <summary>Where the page stands: <c>&lt;breadcrumbs&gt;&lt;crumb href="/chapters"&gt;Chapters&lt;/crumb&gt;&lt;crumb&gt;Oslo&lt;/crumb&gt;&lt;/breadcrumbs&gt;</c>.</summary>
[HtmlTargetElement("breadcrumbs")]
public sealed class BreadcrumbsTagHelper(IStringLocalizer<ShellTexts> texts) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "breadcrumbs");
        output.Attributes.SetAttribute("aria-label", texts["BreadcrumbsLabel"].Value);
        output.PreContent.AppendHtml("<ol>");
        output.PostContent.AppendHtml("</ol>");
    }
}

/// <summary>One step of the breadcrumbs; without an address it is the page itself.</summary>
[HtmlTargetElement("crumb", ParentTag = "breadcrumbs")]
public sealed class CrumbTagHelper : TagHelper
{
    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "li";
        if (Href is null)
        {
            output.PreContent.AppendHtml("<span aria-current=\"page\">");
            output.PostContent.AppendHtml("</span>");
            return;
        }
        output.PreContent.AppendHtml("<a href=\"").Append(Href).AppendHtml("\">");
        output.PostContent.AppendHtml("</a>");
    }
}

/// <summary>A row of a check-answers page inside <c>&lt;dl class="answers"&gt;</c>: what was asked, what was answered, the way back.</summary>
[HtmlTargetElement("answer", Attributes = "label")]
public sealed class AnswerTagHelper(IStringLocalizer<ShellTexts> texts) : TagHelper
{
    public required string Label { get; set; }

    /// <summary>Where this answer is changed; none when it cannot be.</summary>
    public string? Change { get; set; }

    /// <summary>What the link says instead of “Change”.</summary>
    public string? Verb { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.PreContent.AppendHtml("<dt>").Append(Label).AppendHtml("</dt><dd class=\"answer-given\">");
        output.PostContent.AppendHtml("</dd>");
        // Razor hands a missing text over as an empty one.
        if (!string.IsNullOrEmpty(Change))
            output.PostContent.AppendHtml("<dd class=\"answer-change\"><a href=\"").Append(Change).AppendHtml("\">").Append(Verb ?? texts["AnswerChange"])
                .AppendHtml("<span class=\"unseen\"> ").Append(Label).AppendHtml("</span></a></dd>");
    }
}

/// <summary>Something to copy by hand or by button: a key, a code, an address.</summary>
[HtmlTargetElement("secret", Attributes = "value")]
public sealed class SecretTagHelper(IStringLocalizer<ShellTexts> texts) : TagHelper
{
    public required string Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "secret");
        output.Attributes.SetAttribute("data-copy", texts["CopyButton"].Value);
        output.Attributes.SetAttribute("data-copied", texts["CopyDone"].Value);
        output.Content.AppendHtml("<code>").Append(Value).AppendHtml("</code>");
    }
}

/// <summary>Where a longer form stands: <c>&lt;progress-steps at="2" steps="@names" /&gt;</c>, counted from 1.</summary>
[HtmlTargetElement("progress-steps")]
public sealed class ProgressStepsTagHelper(IStringLocalizer<ShellTexts> texts) : TagHelper
{
    public required IReadOnlyList<string> Steps { get; set; }

    public required int At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "progress-steps");
        output.Attributes.SetAttribute("aria-label", texts["StepsLabel", At, Steps.Count].Value);
        for (var i = 1; i <= Steps.Count; i++)
        {
            var (css, mark) = i < At ? ("step-done", "") : i == At ? ("step-now", " aria-current=\"step\"") : ("step-later", "");
            output.Content.AppendHtml($"<li class=\"{css}\"{mark}>").Append(Steps[i - 1]);
            if (i < At)
                output.Content.AppendHtml("<span class=\"unseen\"> ").Append(texts["StepDone"]).AppendHtml("</span>");
            output.Content.AppendHtml("</li>");
        }
    }
}
