using System.Globalization;
using System.Text;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>The first text of a post, made from what the event's page says. An editor changes it as they like.</summary>
public static class PostDraft
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>Title, date, place, agenda and the way to a seat.</summary>
    /// <param name="of">With its agenda.</param>
    /// <param name="chapterName">Whose event it is.</param>
    /// <param name="place">City and country; empty for a chapter that has no place.</param>
    /// <param name="site">For the link.</param>
    public static PostText Of(GroupEvent of, string chapterName, string place, SiteAddress site)
    {
        var when = LocalTime.Format(of.StartsAt, of.TimeZone, English);
        var where = of.Mode == EventMode.Online ? "online" : string.Join(", ", new[] { of.Venue, place }.Where(w => w.Length > 0));
        var body = new StringBuilder();
        // When and where stand in the summary, which every page shows above the text.
        body.Append(CultureInfo.InvariantCulture, $"**{Escape(chapterName)}** invites you.\n\n");
        if (of.Summary.Length > 0)
            body.Append(CultureInfo.InvariantCulture, $"{Escape(of.Summary)}\n\n");
        if (of.Agenda.Count > 0)
            body.Append("## On the agenda\n\n");
        foreach (var item in of.Agenda.OrderBy(a => a.Position))
            body.Append(CultureInfo.InvariantCulture, $"- {Escape(item.Title)}{(item.Speaker.Length > 0 ? $", {Escape(item.Speaker)}" : "")} ({item.Minutes} min)\n");
        if (of.Agenda.Count > 0)
            body.Append('\n');
        body.Append(CultureInfo.InvariantCulture, $"[See the meetup and take a seat]({site.Link($"/events/{of.Slug}")})\n");
        return new PostText(Cut(of.Title, BlogPost.TitleLength), Cut($"{chapterName}: {when}, {where}.", BlogPost.SummaryLength), Cut(body.ToString().TrimEnd(), BlogPost.BodyLength));
    }

    /// <summary>What an organizer typed into a plain field stays what it is: no marks become Markdown.</summary>
    private static string Escape(string typed) => string.Concat(typed.Select(c => char.IsControl(c) ? " " : c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '!' ? "\\" + c : c.ToString()));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";
}
