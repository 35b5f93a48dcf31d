using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>A leaf of a tear-off calendar: <c>&lt;date-tile date="@row.Starts" /&gt;</c> with the local time of the place.</summary>
[HtmlTargetElement("date-tile")]
public sealed class DateTileTagHelper : TagHelper
{
    public required DateTime Date { get; set; }

    /// <summary>True for what is over: the leaf is pale.</summary>
    public bool Past { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Piece.DateTile(Date, Past));
    }
}

/// <summary>
/// A moment in words, in the language of the reader: <c>&lt;when at="@utc" zone="Europe/Oslo" /&gt;</c>. The month is always a
/// word, because 3/4 is March here and April there. Without a zone the time is local already. The zone "UTC" is for what happens at no place: who
/// has chosen a zone reads it on their own clocks, others in UTC, and either way it stands beside the time.
/// </summary>
[HtmlTargetElement("when")]
public sealed class WhenTagHelper(IStringLocalizer<ShellTexts> texts, Visit visit) : TagHelper
{
    private const string Nowhere = "UTC";

    public required DateTime At { get; set; }

    /// <summary>IANA name; given, <see cref="At"/> is UTC and shown as the clocks there show it.</summary>
    public string? Zone { get; set; }

    public bool DateOnly { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var isNowhere = !DateOnly && Zone == Nowhere;
        var chosen = isNowhere && LocalTime.IsZone(visit.TimeZone) ? visit.TimeZone : Zone;
        var zone = chosen is null ? null : TimeZoneInfo.FindSystemTimeZoneById(chosen);
        var local = zone is null ? At : TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(At, DateTimeKind.Utc), zone);
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        var stamp = zone is null ? local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : DateTime.SpecifyKind(At, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        output.Attributes.SetAttribute("datetime", DateOnly ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : stamp);
        var date = local.ToString(texts["FormatDate"], CultureInfo.CurrentCulture);
        output.Content.Append(DateOnly ? date : texts["FormatDateTime", date, local.ToString("t", CultureInfo.CurrentCulture)]);
        if (isNowhere)
            output.Content.Append(" ").Append(chosen == Nowhere ? Nowhere : texts["FormatZone", LocalTime.Place(chosen!)]);
    }
}

/// <summary>A person before they have a picture: their initials on a tint of their own. Decoration; the name stands beside it.</summary>
[HtmlTargetElement("avatar")]
public sealed class AvatarTagHelper : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Piece.Avatar(Name));
    }

    /// <summary>First letters of the first and the last word; whole letters, also where one is several code units.</summary>
    public static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var initials = new StringBuilder();
        foreach (var word in words.Length > 1 ? [words[0], words[^1]] : words)
            initials.Append(StringInfo.GetNextTextElement(word));
        return initials.Length == 0 ? "?" : initials.ToString().ToUpper(CultureInfo.CurrentCulture);
    }
}

/// <summary>The cover of a chapter or event: <c>&lt;cover kind="Chapter" seed="oslo" /&gt;</c>, or drawn into the page with <c>inline</c>.</summary>
[HtmlTargetElement("cover")]
public sealed class CoverTagHelper : TagHelper
{
    public CoverKind Kind { get; set; }

    public required string Seed { get; set; }

    public bool Inline { get; set; }

    /// <summary>True below the first screen.</summary>
    public bool Lazy { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Inline ? Piece.DrawnCover(Kind, Seed) : Piece.Cover(Kind, Seed, Lazy));
    }
}
