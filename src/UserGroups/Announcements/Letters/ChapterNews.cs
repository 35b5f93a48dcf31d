using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements.Letters;

/// <summary>What is the same in all copies of an announcement.</summary>
public sealed record NewsSheet(SiteAddress Site, string ChapterSlug, string ChapterName, string Subject, string Text, string? ArchivePath)
{
    /// <summary>The words with the way to the archive; made once for all copies.</summary>
    public string Body { get; } = $"**{Letter.AsTyped(ChapterName)}** writes:\n\n{Text}{(ArchivePath is null ? "" : $"\n\nOn the web: <{Site.Link(ArchivePath)}>")}";

    /// <summary>Stable, in the form of a domain (RFC 2919).</summary>
    public string ListId { get; } = ListOf(Site, ChapterSlug);

    /// <summary>The list of a chapter's news.</summary>
    public static string ListOf(SiteAddress site, string chapterSlug) => $"{chapterSlug}.news.{site.PublicUrl.Host}";
}

/// <summary>One copy of an announcement, for one member who asked for it.</summary>
public sealed record ChapterNews(string ToAddress, string ToName, NewsSheet Sheet, string Token) : Letter(ToAddress, ToName)
{
    public override string Subject => Sheet.Subject;

    public override string Body => Sheet.Body;

    public override MailLane Lane => MailLane.Bulk;

    public override string Why => $"You get this because you are a member of {Sheet.ChapterName} and asked for its news.";

    public override MailingList List { get; } = new(Sheet.ListId, new Uri(Sheet.Site.PublicUrl, $"/unsubscribe/{Token}"));
}

/// <summary>The same to its writer, to look at before it goes out.</summary>
public sealed record ChapterNewsTest(string ToAddress, string ToName, NewsSheet Sheet) : Letter(ToAddress, ToName)
{
    public override string Subject => $"Test: {Sheet.Subject}";

    public override string Body => Sheet.Body;

    public override string Why => $"You get this because you asked for a test of a letter to the members of {Sheet.ChapterName}. In theirs the way to unsubscribe stands here.";
}
