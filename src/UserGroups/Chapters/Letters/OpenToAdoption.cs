using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the community managers: no member took it, so from now on anybody may ask for the lead.</summary>
public sealed record OpenToAdoption(string ToAddress, string ToName, SiteAddress Site, string ChapterName, string Slug, DateTime AdoptionUntil) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} is open to everybody who would lead it";

    public override string Body => $"""
        Hello {Quote(ToName)},

        the members of {Quote(ChapterName)} were asked, and it still has no organizers. From now on everybody can ask for the lead on its page: <{Site.Link($"/chapters/{Slug}")}>

        If nobody is found until {Days.Of(AdoptionUntil)}, it is time to retire it. It stands here: <{Site.Link("/staff/chapters?view=asleep")}>
        """;
}
