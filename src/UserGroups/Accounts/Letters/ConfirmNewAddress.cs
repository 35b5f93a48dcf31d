using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>To the new address of an account that wants to move there.</summary>
public sealed record ConfirmNewAddress(string ToAddress, string ToName, SiteAddress Site, string Token) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"Is this your new address at {Site.Name}?";

    public override string Body => $"""
        Hello {Quote(ToName)},

        you asked to move your account at {Quote(Site.Name)} to this address. Say yes here:

        [Look at the move]({Site.Link($"/account/address/confirm/{Token}")})

        We have written to the old address too; the account moves once both have said yes. The link works once, for 24 hours.

        If you have no account with us, somebody mistyped. Do nothing, and nothing happens.
        """;
}
