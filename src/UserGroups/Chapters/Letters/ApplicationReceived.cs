using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To the applicant, once: it arrived, and what happens next.</summary>
public sealed record ApplicationReceived(string ToAddress, string ToName, SiteAddress Site, long ChapterId, string ChapterName, string Reference, string CoOrganizer, DateTime DueAt) : Letter(ToAddress, ToName)
{
    public override string Subject => $"We have your application for {ChapterName} ({Reference})";

    public override string Body => $"""
        Hello {Quote(ToName)},

        your application for {Quote(ChapterName)} has arrived. Its reference is {Quote(Reference)}.

        What happens next:

        1. {Quote(CoOrganizer)} gets a letter and says yes or no. A group needs two organizers before it can start.
        2. A community manager reads what you wrote and goes through the criteria. You see each of them on the page of your application.
        3. You hear from us by {Days.Of(DueAt)}. If we ask for changes, the clock stands still until you have sent them.

        Your application: <{Site.Link($"/apply/{ChapterId}")}>
        """;
}
