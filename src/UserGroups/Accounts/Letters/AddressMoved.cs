using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>To the old address, after the account has moved.</summary>
public sealed record AddressMoved(string ToAddress, string ToName, SiteAddress Site, string NewAddress) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Your account at {Site.Name} has a new address";

    public override string Body => $"""
        Hello {Quote(ToName)},

        both addresses said yes, so your account at {Quote(Site.Name)} now belongs to {Quote(NewAddress)}. This is the last letter about it that comes here.

        If you did not want this, answer this letter at once; a person will read it.
        """;
}
