using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the members who asked for a group's news: nobody organizes it any more. Written by <see cref="IMemberPost"/>, which knows who they are.</summary>
public static class WouldYouLead
{
    public static MemberCall To(SiteAddress site, string slug, string chapterName, DateTime membersUntil) => new(
        $"Would you lead {chapterName}?",
        $"""
        the organizers of {Letter.AsTyped(chapterName)} have left, and nobody organizes it now. The group is its members, so you are asked first.

        Leading it means: find a room, set a date, and get somebody to talk. You need not do it alone, and the vendor helps with money, promotion and swag. Whoever says yes is
        answered by a community manager.

        <{site.Link($"/chapters/{slug}/help")}>

        Until {Days.Of(membersUntil)} only members can say so. After that everybody can, and if nobody does, the group ends. If it is not for you, there is nothing to do.
        """);
}
