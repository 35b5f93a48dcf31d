using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the organizers of a new chapter.</summary>
public sealed record ApplicationApproved(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{ChapterName} is a chapter now";

    public override string Body => $"""
        Hello {Quote(ToName)},

        welcome! {Quote(ChapterName)} is approved. Its page is public from this moment: <{Site.Link($"/chapters/{Slug}")}>

        The next step is the one everybody asks for: set the first date. Your desk: <{Site.Link($"/lead/{Slug}")}>
        """;
}
