using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>The link to a new password.</summary>
public sealed record ChooseNewPassword(string ToAddress, string ToName, SiteAddress Site, string Token) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Choose a new password for {Site.Name}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        somebody, we hope you, asked for a new password for your account at {Quote(Site.Name)}. Choose it here:

        [Choose a new password]({Site.Link($"/account/reset/{Token}")})

        The link works once, for one hour. The password you have now stays good until then, and after if you do nothing.

        If it was not you, do nothing. Only somebody who reads your mail can use this link.
        """;
}
