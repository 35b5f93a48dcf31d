using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To somebody who asked for the lead of a dormant chapter.</summary>
public sealed record TakeOverDecided(string ToAddress, string ToName, SiteAddress Site, string Slug, string ChapterName, bool Granted, string? Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"{(Granted ? "You lead" : "About your wish to lead")} {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {(Granted ? $"you lead {Quote(ChapterName)} from now on. Publish a meetup, and the group is awake again: <{Site.Link($"/lead/{Slug}")}>" : $"we have decided not to hand {Quote(ChapterName)} over to you.")}

        {(string.IsNullOrEmpty(Reason) ? "" : "> " + Quote(Reason))}
        """;
}
