using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the community managers of the region: an application is theirs to decide.</summary>
public sealed record ApplicationWaits(string ToAddress, string ToName, SiteAddress Site, long ChapterId, string ChapterName, string Place, DateTime DueAt, bool IsAgain) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{(IsAgain ? "Sent again" : "New application")}: {ChapterName}, {Place}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {(IsAgain ? "an application you asked to be changed was sent again" : "somebody would like to start a group")}: {Quote(ChapterName)}, {Quote(Place)}. We promised a decision by {Days.Of(DueAt)}.

        Facts and criteria: <{Site.Link($"/staff/chapters/{ChapterId}")}>
        """;
}
