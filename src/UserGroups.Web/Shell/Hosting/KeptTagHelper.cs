using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

/// <summary>
/// A part of a page that looks the same to everybody, drawn once for all of them and kept as <see cref="PublicFacts"/> keeps what it shows:
/// <c>&lt;kept key="events"&gt;…&lt;/kept&gt;</c>. Nothing in it may depend on who looks, but for the language and the time zone.
/// </summary>
[HtmlTargetElement("kept")]
public sealed class KeptTagHelper(PublicFacts known, Visit visit, IOptions<AntiforgeryOptions> antiforgery) : TagHelper
{
    /// <summary>Says which part of which page, with all that it depends on.</summary>
    public required string Key { get; set; }

    /// <summary>False: this time the part is not everybody's, and drawn anew.</summary>
    public bool If { get; set; } = true;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (If)
            output.Content.SetHtmlContent(await known.ReadAsync($"part {visit.TimeZone} {Key}", async () => new HtmlString(Checked((await output.GetChildContentAsync()).GetContent()))));
    }

    // Somebody's form token in everybody's page would be refused, and given away.
    private string Checked(string html) =>
        html.Contains(antiforgery.Value.FormFieldName, StringComparison.Ordinal) ? throw new InvalidOperationException($"The part \"{Key}\" holds a form token: it cannot be everybody's.") : html;
}
