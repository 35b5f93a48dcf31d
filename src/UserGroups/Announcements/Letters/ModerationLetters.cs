using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Announcements.Letters;

/// <summary>To community managers: one of the first letters of a chapter waits to be read.</summary>
public sealed record AnnouncementWaits(string ToAddress, string ToName, SiteAddress Site, string ChapterName, string Title, long Id, int Number, int Moderated) : Letter(ToAddress, ToName)
{
    public override string Subject => $"To read before it goes out: {ChapterName}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Quote(ChapterName)} wants to write to its members: “{Quote(Title)}”. It is letter {Number} of the group; the first {Moderated} are read by us before they go out.

        <{Site.Link($"/staff/announcements/{Id}")}>
        """;
}

/// <summary>To its writer: staff have read it and it is on its way.</summary>
public sealed record AnnouncementApproved(string ToAddress, string ToName, SiteAddress Site, string ChapterSlug, string ChapterName, string Title, long Id, int Reached) : Letter(ToAddress, ToName)
{
    public override string Subject => $"On its way: {Title}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        your letter “{Quote(Title)}” is on its way to {Reached} members of {Quote(ChapterName)}.

        <{Site.Link($"/lead/{ChapterSlug}/announcements/{Id}")}>
        """;
}

/// <summary>To its writer: staff sent it back.</summary>
public sealed record AnnouncementReturned(string ToAddress, string ToName, SiteAddress Site, string ChapterSlug, string ChapterName, string Title, long Id, string Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"Please change it: {Title}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        your letter “{Quote(Title)}” to the members of {Quote(ChapterName)} has not gone out yet. What we ask you to change:

        > {Quote(Reason)}

        Your text is kept: <{Site.Link($"/lead/{ChapterSlug}/announcements/{Id}")}>
        """;
}

/// <summary>To community managers: a send stopped itself.</summary>
public sealed record SendPaused(string ToAddress, string ToName, SiteAddress Site, string ChapterName, string Title, long Id, string Reason) : Letter(ToAddress, ToName)
{
    public override string Subject => $"Paused: {Title}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        the letter “{Quote(Title)}” of {Quote(ChapterName)} has paused itself. {Quote(Reason)} What has not left waits until somebody decides:

        <{Site.Link($"/staff/announcements/{Id}")}>
        """;
}
