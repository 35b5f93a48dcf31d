using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To an organizer whom the lead asks to take over.</summary>
public sealed record LeadOffered(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, string Lead) : Letter(ToAddress, ToName)
{
    public override string Subject => $"Will you lead {ChapterName}?";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(Lead)} would like to hand the lead of {Quote(ChapterName)} over to you. Say yes or no here: <{Site.Link($"/lead/{Slug}/organizers")}>

        If you say yes, you lead from that moment and {Quote(Lead)} stays as co-organizer.
        """;
}
