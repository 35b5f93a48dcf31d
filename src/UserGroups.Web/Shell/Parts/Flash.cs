using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace UserGroups.Web.Shell;

public enum FlashTone { Success, Info, Warning }

/// <summary>A sentence that survives one redirect: <c>TempData.Succeed("The meetup is published.")</c>.</summary>
public static class Flash
{
    /// <summary>Name of the cookie that carries the sentence; long ones come in numbered pieces.</summary>
    public const string Cookie = "usergroups-flash";

    private const string Key = "flash";

    public static void Say(this ITempDataDictionary data, FlashTone tone, string sentence) => data[Key] = $"{tone}|{sentence}";

    public static void Succeed(this ITempDataDictionary data, string sentence) => data.Say(FlashTone.Success, sentence);

    internal static (FlashTone Tone, string Sentence)? Take(ITempDataDictionary data) =>
        data[Key] is string text && text.Split('|', 2) is [var tone, var sentence] && Enum.TryParse<FlashTone>(tone, out var known) ? (known, sentence) : null;
}

/// <summary>
/// Shows the flash once. A visitor without the cookie costs nothing: merely looking would make the framework answer with a cookie to delete, and no cache could keep the page.
/// </summary>
[HtmlTargetElement("flash")]
public sealed class FlashTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var waits = ViewContext.HttpContext.Request.Cookies.Keys.Any(k => k.Contains(Flash.Cookie, StringComparison.Ordinal));
        if (!waits || Flash.Take(ViewContext.TempData) is not { } flash)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"flash flash-{flash.Tone.ToString().ToLowerInvariant()}");
        output.Attributes.SetAttribute("role", "status");
        output.Content.AppendHtml("<p>").Append(flash.Sentence).AppendHtml("</p>");
    }
}
