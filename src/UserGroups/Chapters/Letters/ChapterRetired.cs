using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the organizers of a chapter that ends.</summary>
public sealed record ChapterRetired(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, string Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} has ended";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(ChapterName)} has ended. The reason:

        > {Quote(Reason)}

        Its page and what happened there stay: <{Site.Link($"/chapters/{Slug}")}>

        Thank you for every evening you made possible.
        """;
}
