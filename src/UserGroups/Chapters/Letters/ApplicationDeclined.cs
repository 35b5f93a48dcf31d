using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To those who applied.</summary>
public sealed record ApplicationDeclined(string ToAddress, string ToName, SiteAddress Site, long ChapterId, string ChapterName, string Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"Your application for {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        we have decided not to start {Quote(ChapterName)}. The reason:

        > {Quote(Reason)}

        The decision with all criteria is here: <{Site.Link($"/apply/{ChapterId}")}>

        You may apply again at any time; the reason above says what would have to be different.
        """;
}
