using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To whoever invited: the answer.</summary>
public sealed record InvitationAnswered(string ToAddress, string ToName, SiteAddress Site, long ChapterId, string Slug, string ChapterName, string Invited, OrganizerRole Role, bool Accepted, bool IsPublic) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{Invited} {(Accepted ? "says yes to" : "cannot help with")} {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {(Accepted ? $"{Quote(Invited)} is {OrganizerRoles.Word(Role)} of {Quote(ChapterName)} now." : $"{Quote(Invited)} has said no to being {OrganizerRoles.Word(Role)} of {Quote(ChapterName)}. You can ask somebody else.")}

        <{Site.Link(IsPublic ? $"/lead/{Slug}/organizers" : $"/apply/{ChapterId}")}>
        """;
}
