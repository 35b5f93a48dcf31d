using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace UserGroups.Web.Shell;

/// <summary>
/// The small pieces as text. Lists with a row for each write them by these: a tag helper for every avatar and cover cost more than the whole rest of the
/// page. Elsewhere the tags of the same names draw them.
/// </summary>
public static class Piece
{
    // As AddShell sets it for the views: letters of all alphabets stay letters.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A leaf of a tear-off calendar, with the local time of the place.</summary>
    public static HtmlString DateTile(DateTime date, bool past = false)
    {
        var culture = CultureInfo.CurrentCulture;
        return new($"""
            <time class="{(past ? "date-tile date-tile-past" : "date-tile")}" datetime="{date.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)}">{Part("month", date.ToString("MMM", culture).TrimEnd('.'))}{Part("day", date.ToString("%d", culture))}{Part("weekday", date.ToString("ddd", culture).TrimEnd('.'))}<span class="unseen"> {date.ToString("yyyy", culture)}</span></time>
            """);

        static string Part(string name, string text) => $"<span class=\"date-tile-{name}\">{Html.Encode(text)}</span> ";
    }

    /// <summary>A person before they have a picture: their initials on a tint of their own.</summary>
    public static HtmlString Avatar(string name) =>
        new($"<span class=\"avatar avatar-{new CoverChance(name).Next(6)}\" aria-hidden=\"true\">{Html.Encode(AvatarTagHelper.Initials(name))}</span>");

    /// <summary>The cover of a chapter or event.</summary>
    public static HtmlString Cover(CoverKind kind, string seed, bool lazy = false) =>
        new($"<span class=\"cover\"><img alt=\"\" width=\"{Shell.Cover.Width}\" height=\"{Shell.Cover.Height}\" {(lazy ? "loading=\"lazy\" " : "")}src=\"{Html.Encode(CoverEndpoint.PathOf(kind, seed))}\"></span>");

    /// <summary>A cover drawn into the page.</summary>
    public static HtmlString DrawnCover(CoverKind kind, string seed) => new($"<span class=\"cover\">{Shell.Cover.Draw(kind, seed)}</span>");

    /// <summary>A state in a word.</summary>
    public static HtmlString Badge(StateTone tone, string text) => new($"<span class=\"badge tone-{tone.ToString().ToLowerInvariant()}\">{Html.Encode(text)}</span>");
}
