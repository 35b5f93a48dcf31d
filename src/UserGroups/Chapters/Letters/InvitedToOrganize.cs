using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>The link with which somebody says yes or no to organizing.</summary>
public sealed record InvitedToOrganize(string ToAddress, string ToName, SiteAddress Site, string ChapterName, string Place, string Inviter, OrganizerRole Role, string Token) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{Inviter} asks you to help run {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(Inviter)} would like you to be {OrganizerRoles.Word(Role)} of {Quote(ChapterName)}, {Quote(Place)}. {What}

        Read more, and say yes or no here: <{Site.Link($"/invitations/{Token}")}>

        The link works for 30 days. If you do not know what this is about, say no there or do nothing.
        """;

    private string What => Role == OrganizerRole.Host
        ? "A host checks people in at the door."
        : "A co-organizer plans meetups and shares the work; the group starts once you have said yes.";
}
