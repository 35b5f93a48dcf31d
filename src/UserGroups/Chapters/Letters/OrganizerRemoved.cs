using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To somebody whose role was ended by the lead.</summary>
public sealed record OrganizerRemoved(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, OrganizerRole Role) : Letter(ToAddress, ToName)
{
    public override string Subject => $"You are no longer {OrganizerRoles.Word(Role)} of {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        the lead of {Quote(ChapterName)} has ended your role as {OrganizerRoles.Word(Role)}. You stay a member if you were one: <{Site.Link($"/chapters/{Slug}")}>

        If this surprises you, answer this letter; a community manager will read it.
        """;
}
