using UserGroups.Chapters;
using UserGroups.Mail;

namespace UserGroups.Announcements.Letters;

/// <summary>One copy of what the portal asks the members of a group, for one who asked for its news.</summary>
public sealed record MembersAsked(string ToAddress, string ToName, NewsSheet Sheet, MemberCall Call, string Token) : Letter(ToAddress, ToName)
{
    public override string Subject => Call.Subject;

    public override string Body => $"Hello {Quote(ToName)},\n\n{Call.Body}";

    public override MailLane Lane => MailLane.Bulk;

    public override string Why => $"You get this because you are a member of {Sheet.ChapterName} and asked for its news.";

    public override MailingList List { get; } = new(Sheet.ListId, new Uri(Sheet.Site.PublicUrl, $"/unsubscribe/{Token}"));
}
