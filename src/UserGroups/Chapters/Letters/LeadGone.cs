using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the organizers who are left, or to the community managers: a group has lost its lead.</summary>
public sealed record LeadGone(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, bool ToOrganizer) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} needs a lead";

    public override string Body => $"""
        Hello {Quote(ToName)},

        whoever led {Quote(ChapterName)} has left the portal. The group goes on, but nobody leads it now.

        {(ToOrganizer ? "You organize it: ask for the lead here, and a community manager confirms it." : "Nobody organizes it any more. Its page asks for somebody to take over; who asks stands under “Without a lead”.")}

        <{Site.Link(ToOrganizer ? $"/chapters/{Slug}/help" : "/staff/chapters?view=asleep")}>
        """;
}
