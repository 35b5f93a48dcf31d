using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>
/// One whole field: <c>&lt;field asp-for="Email" type="email" help="…" autocomplete="email" /&gt;</c> draws label, help, error and
/// control, ties them together for screen readers, and keeps what was typed. <c>type</c> is that of the input, or one of
/// textarea, select, checkbox, radios, checkboxes; the last two and select take <c>options</c>. date and time are typed as
/// <see cref="TypedDate"/> reads them; a calendar, or the phone's own wheel, is comfort on top. What else stands on the tag
/// (autocomplete, inputmode, rows, min, …) goes to the control.
/// </summary>
[HtmlTargetElement("field", Attributes = ForName, TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(IHtmlGenerator generator, IStringLocalizer<ShellTexts> reader) : TagHelper
{
    private const string ForName = "asp-for";

    [HtmlAttributeName(ForName)]
    public required ModelExpression For { get; set; }

    /// <summary>A sentence under the label that helps before something goes wrong.</summary>
    public string? Help { get; set; }

    /// <summary>Instead of the display name of the property.</summary>
    public string? Label { get; set; }

    public string? Type { get; set; }

    /// <summary>False where leaving it out is nobody's question: in a filter, or where the empty value is a value.</summary>
    public bool SaysOptional { get; set; } = true;

    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>Shown before or after the control, such as a currency.</summary>
    public string? Unit { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var frame = FieldFrame.Of(ViewContext, For, Label, (Example ?? ExampleOfType) is { } such ? $"{Help ?? For.Metadata.Description} {such}".TrimStart() : Help);
        var control = new TagHelperAttributeList(output.Attributes);
        output.Attributes.Clear();
        output.TagMode = TagMode.StartTagAndEndTag;
        if (frame.DescribedBy is { } ids)
            control.SetAttribute("aria-describedby", ids);
        if (frame.Errors.Count > 0)
            control.SetAttribute("aria-invalid", "true");
        if (Type is "radios" or "checkboxes")
        {
            output.TagName = "fieldset";
            Choices(frame, control, output);
        }
        else
        {
            output.TagName = "div";
            if (SaysRequired)
                control.SetAttribute("required", null!);
            await SingleAsync(frame, control, output);
        }
        output.Attributes.SetAttribute("class", frame.Class(Type ?? "text"));
    }

    // The words around the control are those of the form's own language; how a date is written is the reader's.
    private IStringLocalizer Texts => ModuleTexts.Around(For.Metadata.ContainerType, reader);

    private async Task SingleAsync(FieldFrame frame, TagHelperAttributeList control, TagHelperOutput output)
    {
        if (Type == "checkbox")
        {
            output.Content.AppendHtml(await CheckboxAsync(control));
            output.Content.AppendHtml(frame.LabelTag("label", null)).AppendHtml(frame.HelpTag()).AppendHtml(frame.ErrorTag(Texts));
            return;
        }
        output.Content.AppendHtml(frame.LabelTag("label", Note));
        output.Content.AppendHtml(frame.HelpTag()).AppendHtml(frame.ErrorTag(Texts));
        var drawn = Type switch
        {
            "textarea" => await InnerAsync(new TextAreaTagHelper(generator) { For = For, ViewContext = ViewContext }, "textarea", control),
            "select" => await InnerAsync(new SelectTagHelper(generator) { For = For, ViewContext = ViewContext, Items = Options ?? [] }, "select", control),
            "date" => await DatedAsync(control, reader["FormatDate"].Value, For.Model is DateOnly date ? $"{date:O}" : ""),
            "time" => await DatedAsync(control, LocalTime.TimePattern(CultureInfo.CurrentCulture), For.Model is TimeOnly time ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : ""),
            _ => await InnerAsync(new InputTagHelper(generator) { For = For, ViewContext = ViewContext, InputTypeName = Type }, "input", control),
        };
        output.Content.AppendHtml(Wrapped(drawn));
    }

    // Where the field has a name of its own, as in a filter, the framework's hidden "false" beside the box would still carry the property's ("Filter.Next");
    // that prefix makes the binder look past every other field. What is not ticked is not sent then.
    private async Task<TagHelperOutput> CheckboxAsync(TagHelperAttributeList control)
    {
        var usual = ViewContext.CheckBoxHiddenInputRenderMode;
        if (control.ContainsName("name"))
            ViewContext.CheckBoxHiddenInputRenderMode = CheckBoxHiddenInputRenderMode.None;
        // What was sent is drawn again, and the framework cannot draw a box that is neither ticked nor not. The mistake stays beside it.
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        if (ViewContext.ModelState.TryGetValue(name, out var sent) && sent.RawValue is not null && !bool.TryParse(sent.AttemptedValue?.Split(',')[0], out _))
            ViewContext.ModelState.SetModelValue(name, null, null);
        var drawn = await InnerAsync(new InputTagHelper(generator) { For = For, ViewContext = ViewContext, InputTypeName = Type }, "input", control);
        ViewContext.CheckBoxHiddenInputRenderMode = usual;
        return drawn;
    }

    // The browsers' own fields for dates hold the Tab key for each of their parts, hide what they cannot read and follow the browser's language, not the person's.
    private Task<TagHelperOutput> DatedAsync(TagHelperAttributeList control, string pattern, string invariant)
    {
        control.SetAttribute("autocomplete", "off");
        control.SetAttribute($"data-{Type}", invariant);
        return InnerAsync(new InputTagHelper(generator) { For = For, ViewContext = ViewContext, InputTypeName = "text", Format = $"{{0:{pattern}}}" }, "input", control);
    }

    /// <summary>Instead of the example that a date or a time has by itself.</summary>
    public string? Example { get; set; }

    private string? ExampleOfType => Type switch { "date" => Texts["FieldDateExample"].Value, "time" => Texts["FieldTimeExample"].Value, _ => null };

    // A list that starts with an answer is never without one: HTML allows "required" only where the first option says nothing.
    private bool SaysRequired =>
        For.Metadata.IsRequired && Type != "checkbox" && For.Metadata.ModelType != typeof(bool)
        && (Type != "select" || Options?.FirstOrDefault() is { Value: "" } or { Value: null, Text: "" });

    private string? Note => For.Metadata.IsRequired || !SaysOptional || Type == "select" ? null : Texts["FieldOptional"].Value;

    private TagHelperOutput Wrapped(TagHelperOutput drawn)
    {
        if (Type == "password")
        {
            drawn.PreElement.AppendHtml("<div class=\"password\" data-show=\"").Append(Texts["PasswordShow"]).AppendHtml("\" data-hide=\"").Append(Texts["PasswordHide"]).AppendHtml("\">");
            drawn.PostElement.AppendHtml("</div>");
        }
        else if (Type == "date")
        {
            drawn.PreElement.AppendHtml("<div class=\"dated\" data-calendar=\"").Append(Texts["FieldCalendar"]).AppendHtml("\">");
            drawn.PostElement.AppendHtml("</div>");
        }
        else if (Unit is not null)
        {
            drawn.PreElement.AppendHtml("<div class=\"with-unit\">");
            drawn.PostElement.AppendHtml("<span class=\"unit\">").Append(Unit).AppendHtml("</span></div>");
        }
        return drawn;
    }

    // The framework's own helpers know input types, invariant dates and numbers, and attempted values; they draw the control.
    private static async Task<TagHelperOutput> InnerAsync(TagHelper inner, string tag, TagHelperAttributeList control)
    {
        var all = new TagHelperAttributeList(control);
        if (inner is InputTagHelper { InputTypeName: { } type })
            all.SetAttribute("type", type);
        var context = new TagHelperContext(tag, all, new Dictionary<object, object>(), Guid.NewGuid().ToString("N"));
        var output = new TagHelperOutput(tag, new TagHelperAttributeList(control), (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()))
        {
            TagMode = tag == "input" ? TagMode.StartTagOnly : TagMode.StartTagAndEndTag,
        };
        inner.Init(context);
        await inner.ProcessAsync(context, output);
        return output;
    }

    private void Choices(FieldFrame frame, TagHelperAttributeList control, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("id", $"{frame.Id}-group");
        foreach (var described in control.Where(a => a.Name == "aria-describedby"))
            output.Attributes.SetAttribute(described);
        output.Content.AppendHtml(frame.LabelTag("legend", Note));
        output.Content.AppendHtml(frame.HelpTag()).AppendHtml(frame.ErrorTag(Texts));
        var chosen = frame.Chosen(For);
        var number = 0;
        foreach (var option in Options ?? [])
        {
            // The first control carries the field's own id: that is where the error summary leads.
            var id = number++ == 0 ? frame.Id : $"{frame.Id}-{number}";
            var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
            input.MergeAttributes(new Dictionary<string, string?>(StringComparer.Ordinal) { ["type"] = Type == "radios" ? "radio" : "checkbox", ["id"] = id, ["name"] = frame.Name, ["value"] = option.Value });
            if (chosen.Contains(option.Value))
                input.MergeAttribute("checked", "checked");
            if (option.Disabled)
                input.MergeAttribute("disabled", "disabled");
            var label = new TagBuilder("label");
            label.MergeAttribute("for", id);
            label.InnerHtml.Append(option.Text);
            output.Content.AppendHtml("<div class=\"choice\">").AppendHtml(input).AppendHtml(label).AppendHtml("</div>");
        }
    }
}
