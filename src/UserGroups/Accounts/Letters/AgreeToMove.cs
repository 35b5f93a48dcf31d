using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>To the present address of an account that wants to move away from it.</summary>
/// <param name="NewAddress">Where it wants to move.</param>
public sealed record AgreeToMove(string ToAddress, string ToName, SiteAddress Site, string NewAddress, string Token) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Shall your account at {Site.Name} move to another address?";

    public override string Body => $"""
        Hello {Quote(ToName)},

        somebody signed in to your account at {Quote(Site.Name)} asked to move it to {Quote(NewAddress)}. If that was you, say yes here:

        [Look at the move]({Site.Link($"/account/address/confirm/{Token}")})

        The account moves once both addresses have said yes. The link works once, for 24 hours.

        If it was not you, do nothing here and [choose a new password]({Site.Link("/account/reset")}) at once.
        """;
}
