using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the organizers of a chapter that fell asleep.</summary>
public sealed record FellAsleep(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} is dormant";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(ChapterName)} has had no meetup for a long time, so it is dormant now. Nothing is lost: page and members stay. New stipends, licences and swag wait.

        Publishing a meetup wakes it at once: <{Site.Link($"/lead/{Slug}")}>
        """;
}
