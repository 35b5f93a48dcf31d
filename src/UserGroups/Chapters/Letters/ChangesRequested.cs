using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the applicant: what to change, in the reviewer's words.</summary>
public sealed record ChangesRequested(string ToAddress, string ToName, SiteAddress Site, long ChapterId, string ChapterName, string Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"Something to change in your application for {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        before we decide about {Quote(ChapterName)}, we ask you to change something:

        > {Quote(Reason)}

        Change it and send it again here: <{Site.Link($"/apply/{ChapterId}")}>

        The clock of our promise stands still until then; nothing you wrote is lost.
        """;
}
