using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>The one letter to those who asked to be told.</summary>
public sealed record NextDateAnnounced(string ToAddress, SiteAddress Site, string ChapterName, string Title, string When, string Path) : Letter(ToAddress, ToAddress)
{
    public override string Subject => $"{ChapterName} meets: {When}";

    public override string Body => $"""
        Hello,

        you asked us to tell you when {Quote(ChapterName)} meets next. Here it is:

        **{Quote(Title)}**, {Quote(When)}

        <{Site.Link(Path)}>

        This was the one letter you asked for; your address is not kept for others.
        """;
}
