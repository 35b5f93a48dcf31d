using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To those who lead: somebody would like to help. They answer by mail.</summary>
public sealed record HelpOffered(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, string From, string FromAddress, string Message) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{From} offers to help with {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(From)} would like to help run {Quote(ChapterName)} and writes:

        > {Quote(Message)}

        Write back to {Quote(FromAddress)}. If you agree, invite them here: <{Site.Link($"/lead/{Slug}/organizers")}>
        """;
}
