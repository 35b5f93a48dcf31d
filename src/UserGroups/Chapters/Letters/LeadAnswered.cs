using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the lead who asked: the answer.</summary>
public sealed record LeadAnswered(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, string Asked, bool Accepted) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{Asked} {(Accepted ? "leads" : "will not lead")} {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {(Accepted ? $"{Quote(Asked)} leads {Quote(ChapterName)} from now on. You are co-organizer; thank you for all you did." : $"{Quote(Asked)} has said no to leading {Quote(ChapterName)}. You still lead it.")}

        <{Site.Link($"/lead/{Slug}/organizers")}>
        """;
}
