using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Letters;

/// <summary>To an address that was typed on a chapter's page: one button, and the next date is told there.</summary>
public sealed record ConfirmWatch(string ToAddress, SiteAddress Site, string Slug, string ChapterName, string Token) : Letter(ToAddress, ToAddress)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Shall we tell you when {ChapterName} meets next?";

    public override string Body => $"""
        Hello,

        somebody, we hope you, asked us to write to this address when the next meetup of {Quote(ChapterName)} is announced. Say yes here:

        <{Site.Link($"/watch/{Token}")}>

        You get one letter, when the date is known, and nothing else. The link works for 7 days. If it was not you, do nothing: without the button we do not write again.
        """;
}
