using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To community managers and organizers of a chapter that sleeps or has no lead: somebody would like to lead it.</summary>
public sealed record TakeOverAsked(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, bool IsDormant, string From, string Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{From} asks to take over {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(ChapterName)} {(IsDormant ? "is dormant" : "has nobody who leads it")}, and {Quote(From)} would like to lead it:

        > {Quote(Reason)}

        A community manager decides: <{Site.Link("/staff/chapters?view=asleep")}>

        {(IsDormant ? "If you organize the group and are still there, publish a meetup: that wakes it." : "If you organize the group, tell them what you think of it.")} <{Site.Link($"/lead/{Slug}")}>
        """;
}
