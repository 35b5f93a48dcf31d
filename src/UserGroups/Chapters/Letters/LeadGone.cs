using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the organizers who are left: a group has lost its lead.</summary>
public sealed record LeadGone(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} needs a lead";

    public override string Body => $"""
        Hello {Quote(ToName)},

        whoever led {Quote(ChapterName)} has left the portal. The group goes on, but nobody leads it now.

        You organize it: ask for the lead here, and a community manager confirms it.

        <{Site.Link($"/chapters/{Slug}/help")}>
        """;
}
