using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the community managers: the last lead or co-organizer of a group has gone.</summary>
public sealed record OrganizersGone(string ToAddress, string ToName, SiteAddress Site, string ChapterName, DateTime MembersUntil) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} has no organizers";

    public override string Body => $"""
        Hello {Quote(ToName)},

        nobody organizes {Quote(ChapterName)} any more. Its members are asked whether somebody would like to lead it; until {Days.Of(MembersUntil)} only they can say so, after that everybody can.

        Who says yes stands under “Without a lead”, and you decide: <{Site.Link("/staff/chapters?view=asleep")}>
        """;
}
